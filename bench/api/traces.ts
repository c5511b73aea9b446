import pg from 'pg';
import { newId } from '#shared/ids.ts';

/** One statement as the driver was given it. */
export interface Statement {
  text: string;
  values: readonly unknown[];
}

/** What one request became, and what in it belongs to that request alone: ids that were made for it, its key, its deal. */
export interface Trace {
  statements: readonly Statement[];
  own: readonly string[];
}

type Send = (this: pg.Client, ...given: unknown[]) => unknown;

/**
 * Writes down, in their order, the statements that any session of this process sends while `run` goes on. Works at the
 * driver itself, so that nothing of what lies above can be left out.
 */
export async function statementsOf(run: () => Promise<unknown>): Promise<Statement[]> {
  const said: Statement[] = [];
  // `query` has many shapes; all that is needed of them is what they begin with.
  const driver = pg.Client.prototype as unknown as { query: Send };
  const original = driver.query;
  driver.query = function note(...given) {
    const [first, second] = given;
    if (typeof first === 'string') said.push({ text: first, values: Array.isArray(second) ? second : [] });
    else if (isQuery(first)) said.push({ text: first.text, values: first.values ?? [] });
    return original.apply(this, given);
  };
  try {
    await run();
  } finally {
    driver.query = original;
  }
  return said;
}

function isQuery(given: unknown): given is { text: string; values?: readonly unknown[] } {
  return typeof given === 'object' && given !== null && 'text' in given && typeof given.text === 'string';
}

const UUID7 = /\b[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b/g;

/** The ids in the values, alone or in rows that go as one text, that were made at `since` or later, in the order in which they appear. */
export function idsMadeSince(statements: readonly Statement[], since: number): string[] {
  const from = since.toString(16).padStart(12, '0');
  const texts = statements.flatMap(({ values }) => values.flat()).filter((value) => typeof value === 'string');
  const made = texts
    .flatMap((text) => text.match(UUID7) ?? [])
    .filter((id) => id.slice(0, 13).replace('-', '') >= from);
  return [...new Set(made)];
}

const CONTROL = /^\s*(begin|commit|rollback|start transaction)\b/i;

/**
 * Sends the statements of one request again, one after the other on one session, each prepared under a name. What belongs to
 * the request alone is replaced: by what `instead` says, otherwise by new ids, so that a write can be sent any number of times.
 */
export async function replay(
  pool: pg.Pool,
  { statements, own }: Trace,
  names: Map<string, string>,
  instead: ReadonlyMap<string, string> = new Map(),
): Promise<void> {
  const stand = new Map(own.map((id) => [id, instead.get(id) ?? newId()]));
  for (const [id, other] of instead) stand.set(id, other);
  const client = await pool.connect();
  let isSound = false;
  try {
    for (const { text, values } of statements) {
      if (CONTROL.test(text)) await client.query(text);
      else
        await client.query({ name: nameOf(text, names), text, values: values.map((value) => replaced(value, stand)) });
    }
    isSound = true;
  } finally {
    client.release(!isSound);
  }
}

function replaced(value: unknown, stand: ReadonlyMap<string, string>): unknown {
  if (stand.size === 0) return value;
  if (typeof value === 'string')
    return stand.get(value) ?? (/^[[{]/.test(value) ? insideReplaced(value, stand) : value);
  return Array.isArray(value) ? value.map((one) => replaced(one, stand)) : value;
}

/** Rows that go as one JSON have ids inside. */
function insideReplaced(json: string, stand: ReadonlyMap<string, string>): string {
  let text = json;
  for (const [id, other] of stand) text = text.replaceAll(id, other);
  return text;
}

function nameOf(text: string, names: Map<string, string>): string {
  const known = names.get(text) ?? `s${names.size}`;
  names.set(text, known);
  return known;
}
