import type { TSchema } from 'typebox';

const PLAIN = new Set(['string', 'number', 'integer', 'boolean', 'null']);

type Schema = Readonly<Record<string, unknown>>;

/**
 * The schema of an answer as it is written out. Of «this or nothing», and of a choice between plain values, the writer of JSON
 * would ask a validator in every row which of them it is; written as it says itself, it looks at the value. What an answer may
 * hold stays the same: a field that the schema does not name is left out.
 */
export function plainReply(schema: TSchema): object {
  return plain(schema);
}

function plain(schema: unknown): object {
  if (Array.isArray(schema)) return schema.map((part) => (isSchema(part) ? plain(part) : part));
  if (!isSchema(schema)) return {};
  const { anyOf, ...rest } = schema;
  if (!Array.isArray(anyOf)) return withPlainParts(schema);
  const options = anyOf.filter(isSchema);
  const some = options.filter(({ type }) => type !== 'null');
  const [only] = some;
  // Numbers, texts and nothing are written out as they are, whichever of them it is.
  if (some.every(isPlain)) return { ...rest };
  if (some.length < options.length && some.length === 1 && only !== undefined && typeof only.type === 'string')
    return { ...rest, ...plain(only), nullable: true };
  return { ...rest, anyOf: anyOf.map(plain) };
}

const isSchema = (part: unknown): part is Schema => typeof part === 'object' && part !== null && !Array.isArray(part);
/** One of some values, or of plain types, which JSON writes out without being told. */
const isPlain = ({ type, enum: values }: Schema): boolean =>
  (typeof type === 'string' && PLAIN.has(type)) || Array.isArray(values);

/** Schemas that stand inside of this one. */
function withPlainParts(schema: Schema): object {
  const of = (part: unknown) =>
    isSchema(part) ? Object.fromEntries(Object.entries(part).map(([name, one]) => [name, plain(one)])) : part;
  const { properties, patternProperties, items, additionalProperties } = schema;
  return {
    ...schema,
    ...(properties === undefined ? {} : { properties: of(properties) }),
    ...(patternProperties === undefined ? {} : { patternProperties: of(patternProperties) }),
    ...(items === undefined ? {} : { items: plain(items) }),
    ...(isSchema(additionalProperties) ? { additionalProperties: plain(additionalProperties) } : {}),
  };
}
