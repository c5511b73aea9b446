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
for (const ajv of [strict, fromText]) addFormats.default(ajv);

export const compileValidator: FastifySchemaCompiler<object> = ({ schema, httpPart }) =>
  (httpPart === 'body' ? strict : fromText).compile(schema);

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
export function fieldFaults(errors: readonly ErrorObject[]): FieldFault[] {
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

function pathOf(error: ErrorObject): string {
  const named: unknown = error.params.missingProperty ?? error.params.additionalProperty;
  return typeof named === 'string' ? `${error.instancePath}/${named}` : error.instancePath || '/';
}

function limitOf(error: ErrorObject): { values?: Record<string, number> } {
  const limit: unknown = error.params.limit;
  return typeof limit === 'number' ? { values: { limit } } : {};
}
