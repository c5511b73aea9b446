import type { ErrorCode, FieldFault, Refusal } from '#shared/result.ts';

const STATUS: Record<ErrorCode, number> = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  refused: 422,
};

/** RFC 9457 body: `title` and `detail` are in the user's language, everything else is for programs. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  reason: string;
  fields?: { path: string; reason: string; message: string }[];
  details?: Record<string, unknown>;
  request_id?: string;
}

export type Translate = (language: 'ru' | 'en', key: string, values?: Record<string, string | number>) => string;

/** An exception at the edge that is still an expected answer: overload, a lost database, an oversized body. */
export class EdgeError extends Error {
  readonly status: number;
  readonly code: string;
  readonly reason: string;
  readonly retryAfter: number | undefined;
  readonly values: Record<string, string | number>;
  constructor(
    status: number,
    code: string,
    reason: string,
    more: { retryAfter?: number; values?: Record<string, string | number> } = {},
  ) {
    super(reason);
    this.name = 'EdgeError';
    this.status = status;
    this.code = code;
    this.reason = reason;
    this.retryAfter = more.retryAfter;
    this.values = more.values ?? {};
  }
}

export function statusOf(code: ErrorCode): number {
  return STATUS[code];
}

/** Turns a refusal into a problem body in the given language. */
export function problemOf(refusal: Refusal, language: 'ru' | 'en', translate: Translate, requestId: string): Problem {
  const fields = refusal.fields?.map((fault: FieldFault) => ({
    path: fault.path,
    reason: fault.reason,
    message: translate(language, `reason.${fault.reason}`, fault.values),
  }));
  return {
    type: `urn:estafeta:problem:${refusal.reason}`,
    title: translate(language, `error.${refusal.code}`),
    status: statusOf(refusal.code),
    detail: translate(language, `reason.${refusal.reason}`, refusal.values),
    code: refusal.code,
    reason: refusal.reason,
    ...(fields === undefined ? {} : { fields }),
    ...(refusal.details === undefined ? {} : { details: refusal.details }),
    request_id: requestId,
  };
}
