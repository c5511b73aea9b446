import fc from 'fast-check';

/** The keywords of JSON Schema that the contracts use. */
export interface Schema {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  patternProperties?: Record<string, Schema>;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  format?: string;
  pattern?: string;
}

export interface Operation {
  method: string;
  path: string;
  params: Record<string, Schema>;
  query: Record<string, Schema>;
  body: Schema | undefined;
}

/** What an OpenAPI document says of the input of an operation. */
export interface Described {
  parameters?: { in: string; name: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}

/** Every operation of an OpenAPI document, with what goes into it. */
export function operationsOf({ paths }: { paths: Record<string, Record<string, Described>> }): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => {
      const from = (place: string) =>
        Object.fromEntries(parameters.filter((one) => one.in === place).map(({ name, schema }) => [name, schema]));
      const body = requestBody?.content['application/json']?.schema;
      return { method: method.toUpperCase(), path, params: from('path'), query: from('query'), body };
    }),
  );
}

/** Texts that programs stumble over: nothing, blanks, another direction, half a character, the end of a C string. */
const AWKWARD = ['', ' ', '\u0000', 'a\u0000b', '\ud800', '‮', "'; --", '%_\\', '{a, plural}', '=1+1', '😀'];
const DAYS = ['2026-11-24', '2020-02-29', '1900-01-01', '2126-12-31', '2199-12-31'];
const MOMENTS = [
  '2026-11-24T10:00:00Z',
  '2016-12-31T23:59:60Z',
  '1900-01-01T00:00:00+14:00',
  '2199-12-31T23:59:59-12:00',
];

/** Input as the contract admits it, at its edges more often than life would have it. */
export function within(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map((one) => within(one, ids)));
  switch (schema.type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return edges(schema, fc.integer({ min: low(schema), max: high(schema) }));
    case 'number':
      return edges(schema, fc.double({ min: low(schema), max: high(schema), noNaN: true }));
    case 'array':
      return fc.array(within(schema.items ?? {}, ids), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 3, 3),
      });
    case 'object':
      return schema.patternProperties === undefined ? record(schema, ids) : dictionary(schema.patternProperties, ids);
    case 'string':
      return text(schema, ids);
    default:
      return fc.jsonValue();
  }
}

const low = ({ minimum }: Schema): number => minimum ?? Number.MIN_SAFE_INTEGER;
const high = ({ maximum }: Schema): number => maximum ?? Number.MAX_SAFE_INTEGER;

function edges(schema: Schema, inside: fc.Arbitrary<number>): fc.Arbitrary<number> {
  const small = [0, 1, 2].filter((value) => value >= low(schema) && value <= high(schema));
  return fc.oneof(inside, fc.constantFrom(low(schema), high(schema), ...small));
}

function record({ properties = {}, required = [] }: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, within(schema, ids)]));
  return fc.record(fields, { requiredKeys: required });
}

function dictionary(patterns: Record<string, Schema>, ids: readonly string[]): fc.Arbitrary<unknown> {
  const value = within(Object.values(patterns)[0] ?? {}, ids);
  return fc.dictionary(
    fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('basis', '__proto__', 'a\u0000')),
    value,
    {
      maxKeys: 3,
    },
  );
}

function text(schema: Schema, ids: readonly string[]): fc.Arbitrary<string> {
  if (schema.format === 'uuid') return fc.oneof(fc.constantFrom(...ids), fc.uuid());
  if (schema.format === 'date') return fc.constantFrom(...DAYS);
  if (schema.format === 'date-time') return fc.constantFrom(...MOMENTS);
  if (schema.pattern?.includes('[0-5]') === true) return fc.constantFrom('00:00', '09:30', '23:59');
  const longest = Math.min(schema.maxLength ?? 200, 2000);
  const lengths = { minLength: schema.minLength ?? 0, maxLength: longest };
  const plain = fc.string({ ...lengths, unit: 'grapheme' }).map((value) => value.slice(0, longest));
  const awkward = AWKWARD.filter((value) => value.length >= lengths.minLength && value.length <= longest);
  const full = fc.constant('я'.repeat(longest));
  return awkward.length === 0 ? fc.oneof(plain, full) : fc.oneof(plain, full, fc.constantFrom(...awkward));
}

/** Input that the contract does not admit: the admitted one with one thing broken. */
export function outside(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const wrongWhole = fc.constantFrom<unknown>(null, [], 'text', 7, true);
  if (schema.type !== 'object') return wrongWhole;
  const { properties = {}, required = [] } = schema;
  const breaks: fc.Arbitrary<unknown>[] = [
    wrongWhole,
    within(schema, ids).map((value) => ({ ...(value as object), no_such_field: 1 })),
  ];
  for (const name of required)
    breaks.push(within(schema, ids).map((value) => without(value as Record<string, unknown>, name)));
  for (const [name, field] of Object.entries(properties)) {
    breaks.push(
      fc.tuple(within(schema, ids), fc.constantFrom(...wrongFor(field))).map(([value, wrong]) => ({
        ...(value as object),
        [name]: wrong,
      })),
    );
  }
  return fc.oneof(...breaks);
}

function without(value: Record<string, unknown>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
}

/** Values that a field with this schema does not admit. */
function wrongFor(schema: Schema): unknown[] {
  const wrong: unknown[] = [{ nested: { deeper: true } }];
  if (schema.type !== 'array') wrong.push([[1], 2]);
  if (schema.type === 'string' || schema.enum !== undefined) wrong.push(7, false);
  if (schema.maxLength !== undefined) wrong.push('x'.repeat(schema.maxLength + 1));
  if (schema.format !== undefined) wrong.push('', 'yesterday', '2026-02-30', '00000000');
  if (schema.type === 'integer') wrong.push(1.5, '1');
  if (schema.minimum !== undefined) wrong.push(schema.minimum - 1);
  if (schema.maximum !== undefined && schema.maximum < Number.MAX_SAFE_INTEGER) wrong.push(schema.maximum + 1);
  if (schema.type === 'boolean') wrong.push('true', 1);
  if (schema.maxItems !== undefined) wrong.push(Array.from({ length: schema.maxItems + 1 }, () => null));
  return wrong;
}
