import { type RawBuilder, sql } from 'kysely';

/** Types of columns that rows are sent in. */
export type BulkType = 'uuid' | 'text' | 'integer' | 'float8' | 'boolean' | 'date' | 'jsonb' | 'text[]' | 'uuid[]';

/**
 * Many rows as the source of one statement, `(SELECT …) AS r`, to be named in its FROM. Each column travels as one array:
 * a third of the server's work of rows sent as JSON, which is what decides the speed of an import. The arrays are written
 * here and now, so that they are ready while another statement still runs.
 */
export function bulk<Row>(
  rows: readonly Row[],
  columns: { readonly [name in Extract<keyof Row, string>]?: BulkType },
): RawBuilder<unknown> {
  const named = Object.entries<BulkType | undefined>(columns).filter(
    (column): column is [Extract<keyof Row, string>, BulkType] => column[1] !== undefined,
  );
  const sources: RawBuilder<unknown>[] = [];
  const names: string[] = [];
  const selected = named.map(([name, type]) => {
    const first = rows[0]?.[name] ?? null;
    // What is the same in every row travels once.
    if (!Array.isArray(first) && rows.every((row) => (row[name] ?? null) === first)) {
      const value = type === 'jsonb' && first !== null ? JSON.stringify(first) : first;
      return sql`${sql.val(value)}::${sql.raw(type)} AS ${sql.ref(name)}`;
    }
    const sent = type.endsWith('[]') ? 'text' : type;
    sources.push(sql`${sql.val(arrayOf(rows, name, type))}::${sql.raw(sent)}[]`);
    names.push(name);
    return sent === type ? sql`${sql.ref(name)}` : sql`${sql.ref(name)}::${sql.raw(type)}`;
  });
  const source =
    names.length === 0
      ? sql`generate_series(1, ${sql.val(rows.length)}::integer)`
      : sql`unnest(${sql.join(sources)}) AS u(${sql.join(names.map((name) => sql.ref(name)))})`;
  return sql`(SELECT ${sql.join(selected)} FROM ${source}) AS r`;
}

const BARE: readonly BulkType[] = ['uuid', 'integer', 'float8', 'boolean', 'date'];

/** The values of one column as an array literal, put together at once: what is sent is one flat text. */
function arrayOf<Row>(rows: readonly Row[], name: Extract<keyof Row, string>, type: BulkType): string {
  const bare = BARE.includes(type);
  const values = rows.map((row): string => {
    const value: unknown = row[name];
    if (value === null || value === undefined) return 'NULL';
    if (bare) return String(value);
    // JSON escapes quotes and backslashes of a text as an array does, and has nothing else in it that an array would escape.
    if (type === 'jsonb') return JSON.stringify(JSON.stringify(value));
    if (Array.isArray(value)) {
      return value.length === 0 ? '"{}"' : quoted(`{${value.map((item) => quoted(String(item))).join(',')}}`);
    }
    return quoted(String(value));
  });
  return `{${values.join(',')}}`;
}

const SPECIAL = /["\\]/;
const ALL_SPECIAL = /["\\]/g;

const quoted = (text: string): string => (SPECIAL.test(text) ? `"${text.replace(ALL_SPECIAL, '\\$&')}"` : `"${text}"`);
