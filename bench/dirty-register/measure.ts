import type { Readable } from 'node:stream';
import { runClientImport } from '#modules/clients/commands.ts';
import { readRow } from '#modules/clients/import-rows/rules.ts';
import { mergeClients } from '#modules/clients/merging/commands.ts';
import { compareWaiting } from '#modules/clients/pair-work/commands.ts';
import { rowKeys } from '#modules/clients/recognition/rules.ts';
import { nameKeyOf } from '#modules/clients/register/rules.ts';
import { type Context, inTransaction } from '#platform/context.ts';
import { readRows } from '#platform/import/rows.ts';

export interface DirtyFile {
  name: string;
  open(): Readable;
  /** Rows of one organisation, two and two; the first row below the headings is 1. */
  groups: readonly (readonly number[])[];
}

const BETRAYALS = ['inn', 'phone', 'site'] as const;
export type Betrayal = (typeof BETRAYALS)[number];

export interface Measured {
  report: Record<string, number>;
  /** By what betrays a group: how many there are, and of how many it was found out. */
  groups: Record<Betrayal, { there: number; found: number; missed: string[] }>;
  /** Clients that two different tax numbers of the file have ended up in. */
  twoNumbersInOne: number;
  /** Pairs for people to look at, and how many of them the key knows nothing of. */
  open: number;
  unexpected: number;
  mergedByRule: number;
  /** What the same file did once more, after the merges. */
  again: Record<string, number>;
}

/**
 * Brings the file in, compares all clients, lets the rules decide and then a person who merges every pair that is left, now
 * into the one record and now into the other, and brings the same file in once more.
 */
export async function measureDuplicates(context: Context, file: DirtyFile): Promise<Measured> {
  const bring = async () => {
    const outcome = await runClientImport(context, { name: file.name, mediaType: 'text/csv', open: file.open });
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome.value.import;
  };
  const { id, report } = await bring();
  const rows = await clientsOfRows(context, file, id);
  await compareWaiting(context);
  const { stays, pairs } = await decisions(context);
  const of = (row: number): string | undefined => {
    const client = rows.clients.get(row);
    return client === undefined ? undefined : (stays.get(client) ?? client);
  };
  const groups = Object.fromEntries(
    BETRAYALS.map((by) => [by, { there: 0, found: 0, missed: [] as string[] }]),
  ) as Measured['groups'];
  const expected = new Set<string>();
  for (const [first = 0, second = 0] of file.groups) {
    const by = rows.betrayals.get(second);
    if (by === undefined) continue;
    const [one, other] = [of(first), of(second)];
    groups[by].there += 1;
    const isFound = one !== undefined && other !== undefined && (one === other || pairs.has(pairText(one, other)));
    if (isFound) expected.add(pairText(one, other));
    groups[by].found += isFound ? 1 : 0;
    if (!isFound) groups[by].missed.push(`${first}/${second}`);
  }
  const numbers = Map.groupBy(rows.numbers, ([row]) => of(row) ?? '');
  const open = [...pairs].filter(([, state]) => state === 'open');
  const merged = await context.db.selectFrom('client_merges').select('id').where('by_rule', '=', true).execute();
  for (const [at, [pair]] of open.entries()) {
    const [intoId = '', fromId = ''] = at % 2 === 0 ? pair.split('/') : pair.split('/').toReversed();
    const merged = await inTransaction(context, (write) =>
      mergeClients(write, { intoId, fromId, choices: { fields: {} } }),
    );
    if (!merged.ok && merged.reason !== 'clients.merged_away') throw new Error(merged.reason);
  }
  const again = await bring();
  return {
    report,
    groups,
    twoNumbersInOne: [...numbers.values()].filter((found) => new Set(found.map(([, inn]) => inn)).size > 1).length,
    open: open.length,
    unexpected: open.filter(([pair]) => !expected.has(pair)).length,
    mergedByRule: merged.length,
    again: again.report,
  };
}

const pairText = (one: string, other: string): string => [one, other].toSorted().join('/');

interface Rows {
  clients: Map<number, string>;
  betrayals: Map<number, Betrayal>;
  numbers: [row: number, inn: string][];
}

/** Which client each row is about, as the program would recognise it, and what the row could betray it by. */
async function clientsOfRows(context: Context, file: DirtyFile, importId: string): Promise<Rows> {
  const { db } = context;
  const terms = await db
    .selectFrom('client_imports')
    .select(['layout', 'mapping', 'recognise_by'])
    .where('id', '=', importId)
    .executeTakeFirstOrThrow();
  const clients = await db.selectFrom('clients').select(['id', 'inn']).execute();
  const keys = await db.selectFrom('client_keys').select(['kind', 'value', 'client_id']).execute();
  const byInn = new Map(clients.map(({ id, inn }) => [inn ?? '', id]));
  const byKey = new Map(keys.map(({ kind, value, client_id }) => [`${kind} ${value}`, client_id]));
  const found: Rows = { clients: new Map(), betrayals: new Map(), numbers: [] };
  // Written by the import itself, which is what makes the shapes true.
  const [format, mapping] = [terms.layout, terms.mapping] as unknown as [
    Parameters<typeof readRows>[1],
    Parameters<typeof readRow>[1],
  ];
  for await (const { number, cells, problems } of readRows(file.open(), format)) {
    const row = number - 1;
    const read = readRow(cells, mapping, problems);
    if (read.remarks.some(({ refused }) => refused)) continue;
    const { inn, phones, sites } = read.said;
    const client =
      inn === undefined
        ? rowKeys(read, terms.recognise_by as 'ids' | 'name', nameKeyOf(read.said.name ?? ''))
            .map(({ kind, value }) => byKey.get(`${kind} ${value}`))
            .find((id) => id !== undefined)
        : byInn.get(inn);
    if (client !== undefined) found.clients.set(row, client);
    if (inn !== undefined) found.numbers.push([row, inn]);
    const by = inn !== undefined ? 'inn' : phones !== undefined ? 'phone' : sites !== undefined ? 'site' : undefined;
    if (by !== undefined) found.betrayals.set(row, by);
  }
  return found;
}

/** Where each merged record has gone, and the state of every pair. */
async function decisions({
  db,
}: Context): Promise<{ stays: ReadonlyMap<string, string>; pairs: ReadonlyMap<string, string> }> {
  const merged = await db
    .selectFrom('clients')
    .select(['id', 'merged_into'])
    .where('merged_into', 'is not', null)
    .execute();
  const pairs = await db.selectFrom('duplicate_pairs').select(['one_id', 'other_id', 'state']).execute();
  return {
    stays: new Map(merged.map(({ id, merged_into }) => [id, merged_into ?? id])),
    pairs: new Map(pairs.map(({ one_id, other_id, state }) => [pairText(one_id, other_id), state])),
  };
}
