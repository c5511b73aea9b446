/** The six ways in which a request can end other than well; each maps to one HTTP status. */
export type ErrorCode = 'invalid_input' | 'unauthenticated' | 'forbidden' | 'not_found' | 'conflict' | 'refused';

/** One field of the input that is wrong: a JSON pointer and the reason, a key of the texts `reason.*`. */
export interface FieldFault {
  path: string;
  reason: string;
  values?: Record<string, string | number>;
}

/**
 * An expected refusal. It is a value, not an exception: a rule or a command returns it and the edge turns it into a
 * problem body with a text in the user's language (`reason.<reason>`, filled from `values`).
 */
export interface Refusal {
  ok: false;
  reason: string;
  code: ErrorCode;
  values?: Record<string, string | number>;
  fields?: FieldFault[];
  /** Machine-readable particulars for the screen: what is missing, both versions of a record, … */
  details?: Record<string, unknown>;
}

export type Result<T> = { ok: true; value: T } | Refusal;

export function ok(): Result<undefined>;
export function ok<T>(value: T): Result<T>;
export function ok<T>(value?: T): Result<T | undefined> {
  return { ok: true, value };
}

/** A refusal by a business rule (HTTP 422), unless another code is given. */
export function refuse(reason: string, more: Partial<Omit<Refusal, 'ok' | 'reason'>> = {}): Refusal {
  return { ok: false, reason, code: 'refused', ...more };
}

/** Out of reach looks the same as not existing (domain §14). */
export function notFound(reason = 'app.not_found'): Refusal {
  return refuse(reason, { code: 'not_found' });
}

export function forbidden(reason = 'app.forbidden'): Refusal {
  return refuse(reason, { code: 'forbidden' });
}

/** One wrong field, by JSON pointer (`/inn`). */
export function invalid(path: string, reason: string, values?: Record<string, string | number>): Refusal {
  return refuse('app.invalid_input', {
    code: 'invalid_input',
    fields: [{ path, reason, ...(values === undefined ? {} : { values }) }],
  });
}

/** A stale write: nothing is overwritten, and both versions go back to the screen. */
export function staleVersion(theirs: unknown): Refusal {
  return refuse('app.stale_version', { code: 'conflict', details: { theirs } });
}
