import { Ajv, type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';
import type { FastifySchemaCompiler } from 'fastify';
import type { FieldFault } from '#shared/result.ts';

/**
 * Fastify's defaults lose data silently: they drop unknown fields and bend values to the type. Here unknown fields are a
 * fault, and only query and path, which are always text, are coerced.
 */
const strict = new Ajv({
  removeAdditional: false,
  coerceTypes: false,
  useDefaults: true,
  allErrors: true,
  strict: false,
});
const fromText = new Ajv({
  removeAdditional: false,
  coerceTypes: 'array',
  useDefaults: true,
  allErrors: true,
  strict: false,
});
/** A day or a moment of the years 1900 to 2199. */
const DAY = /^(19|2[01])\d\d-\d\d-\d\d$/;
const MOMENT = /^(19|2[01])\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i;
for (const ajv of [strict, fromText]) {
  addFormats.default(ajv);
  // What the package admits and the database does not: a prefix before an id, days of ages in which nobody sells.
  ajv.addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i);
  ajv.addFormat('date', (text) => DAY.test(text) && parses(() => Temporal.PlainDate.from(text)));
  ajv.addFormat('date-time', (text) => MOMENT.test(text) && parses(() => Temporal.Instant.from(text)));
}

function parses(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    return false;
  }
}

export const compileValidator: FastifySchemaCompiler<object> = ({ schema, httpPart }) => {
  const check = (httpPart === 'body' ? strict : fromText).compile(schema);
  return (data: unknown) => {
    const unkept = unkeptText(data, '');
    if (unkept !== undefined) return { error: validationError([unkept]) };
    return check(data) ? { value: data } : { error: validationError(check.errors ?? []) };
  };
};

const validationError = (validation: readonly FaultyPlace[]): Error =>
  Object.assign(new Error('invalid input'), { validation, statusCode: 400 });

/** What of Ajv's errors is needed to say which field is wrong, and why. */
export type FaultyPlace = Pick<ErrorObject, 'instancePath' | 'keyword' | 'params'>;

/** No database keeps a text with a NUL in it or with half a character; the first such text, by its path. */
function unkeptText(data: unknown, path: string): FaultyPlace | undefined {
  if (typeof data === 'string') {
    const kept = data.isWellFormed() && !data.includes('\0');
    return kept ? undefined : { instancePath: path, keyword: 'format', params: {} };
  }
  if (typeof data !== 'object' || data === null) return undefined;
  for (const [name, value] of Object.entries(data)) {
    const fault = unkeptText(name, path) ?? unkeptText(value, `${path}/${name}`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Which text explains a failed JSON-schema keyword. */
const REASONS: Record<string, string> = {
  required: 'field.required',
  additionalProperties: 'field.unknown',
  type: 'field.type',
  format: 'field.format',
  pattern: 'field.format',
  minLength: 'field.required',
  maxLength: 'field.too_long',
  minimum: 'field.too_small',
  maximum: 'field.too_large',
  exclusiveMinimum: 'field.too_small',
  minItems: 'field.too_few',
  maxItems: 'field.too_many',
  enum: 'field.not_in_list',
  const: 'field.not_in_list',
};

/** Ajv's errors as field faults: where (JSON pointer) and what, with the limit in `values`. */
export function fieldFaults(errors: readonly FaultyPlace[]): FieldFault[] {
  const faults = new Map<string, FieldFault>();
  for (const error of errors) {
    // A union reports every branch that failed; the first fault of a field is the one worth reading.
    if (error.keyword === 'anyOf' || error.keyword === 'if') continue;
    const path = pathOf(error);
    if (!faults.has(path))
      faults.set(path, { path, reason: REASONS[error.keyword] ?? 'field.type', ...limitOf(error) });
  }
  return [...faults.values()];
}

function pathOf(error: FaultyPlace): string {
  const named: unknown = error.params.missingProperty ?? error.params.additionalProperty;
  return typeof named === 'string' ? `${error.instancePath}/${named}` : error.instancePath || '/';
}

function limitOf(error: FaultyPlace): { values?: Record<string, number> } {
  const limit: unknown = error.params.limit;
  return typeof limit === 'number' ? { values: { limit } } : {};
}
