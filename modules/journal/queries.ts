import type { Context } from '#platform/context.ts';
import { notFound, ok, type Result, refuse } from '#shared/result.ts';
import { journalReach } from './access.ts';
import { BY_PROGRAM, type JournalPage } from './contract.ts';
import { idsIn } from './rules.ts';
import {
  type EntriesOf,
  entriesByIds,
  everyEmployee,
  laterEntries,
  namesOfEmployees,
  pageOfEntries,
  type Written,
  writtenBesides,
} from './store.ts';

export type RecordReach = (context: Context, id: string) => Promise<boolean>;
const reaches = new Map<string, RecordReach>();

/** Registers who may read a kind of record: the journal of a record is open to those to whom the record is. */
export function registerRecordReach(kind: string, reach: RecordReach): void {
  reaches.set(kind, reach);
}

/** Other ids under which a client was known: what happened to records that were merged into it is its history as well. */
export type Aliases = (context: Pick<Context, 'db'>, clientId: string) => Promise<string[]>;
let aliasesOf: Aliases = () => Promise.resolve([]);

export function registerJournalAliases(aliases: Aliases): void {
  aliasesOf = aliases;
}

/** What fields that the company has defined itself are called, for the kinds of records that entries are about. */
export type FieldWords = (context: Context, kinds: readonly string[]) => Promise<JournalPage['fields']>;
let fieldWordsOf: FieldWords = () => Promise.resolve([]);

export function registerFieldWords(words: FieldWords): void {
  fieldWordsOf = words;
}

/** What was done to clients after an entry, the first first: what would be lost if the entry's change were taken back. */
export async function entriesAfter(
  context: Pick<Context, 'db'>,
  clientIds: readonly string[],
  entryId: string,
  limit: number,
): Promise<{ action: string; at: string; actor_name: string | null }[]> {
  return laterEntries(context, clientIds, entryId, limit);
}

interface Paging {
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** The journal of one client with everything that belongs to it. Out of reach is not found. Source: domain §14. */
export async function clientJournal(context: Context, clientId: string, paging: Paging): Promise<Result<JournalPage>> {
  const open = journalReach(context.actor) === 'all' || (await reachesRecord(context, 'client', clientId));
  const clientIds = [clientId, ...(await aliasesOf(context, clientId))];
  return open ? page(context, { clientIds }, 'all', paging) : notFound();
}

/**
 * The journal of one record, or what became of one of its fields: of what one reads itself, and of whatever lies in the sales
 * systems that one leads. Out of reach is not found. Source: domain §14.
 */
export async function recordJournal(
  context: Context,
  kind: string,
  id: string,
  { field, ...paging }: Paging & { field?: string | undefined },
): Promise<Result<JournalPage>> {
  const of = { kind, id, field: field ?? null };
  const reach = journalReach(context.actor);
  if (reach === 'all' || (await reachesRecord(context, kind, id))) return page(context, of, 'all', paging);
  if (reach === null) return notFound();
  const known = await page(context, { ...of, field: null }, reach, { limit: 1 });
  return known.ok && known.value.items.length === 0 ? notFound() : page(context, of, reach, paging);
}

/** The journal of the company, of everybody or of one author. Whoever may not read it does not find it. Source: domain §14. */
export async function companyJournal(
  context: Context,
  { author, about, ...paging }: Paging & JournalFilter,
): Promise<Result<JournalPage>> {
  const reach = journalReach(context.actor);
  if (reach === null) return notFound();
  return page(context, { author: author === BY_PROGRAM ? null : author, about }, reach, paging);
}

interface JournalFilter {
  author?: string | undefined;
  about?: 'changes' | 'sign_ins' | undefined;
}

/** Among whom an author is chosen, for whoever reads the company's journal. */
export async function journalAuthors(context: Context): Promise<Result<{ items: { id: string; name: string }[] }>> {
  return journalReach(context.actor) === null ? notFound() : ok({ items: await everyEmployee(context) });
}

async function reachesRecord(context: Context, kind: string, id: string): Promise<boolean> {
  return (await reaches.get(kind)?.(context, id)) ?? false;
}

const DEFAULT_LIMIT = 50;

async function page(
  context: Context,
  of: EntriesOf,
  reach: NonNullable<ReturnType<typeof journalReach>>,
  { cursor, limit = DEFAULT_LIMIT }: Paging,
): Promise<Result<JournalPage>> {
  if (cursor !== undefined && !/^[0-9a-f-]{36}$/.test(cursor))
    return refuse('app.bad_cursor', { code: 'invalid_input' });
  const rows = await pageOfEntries(
    context,
    of,
    reach === 'all' ? null : reach.salesSystemIds,
    cursor ?? null,
    limit + 1,
  );
  const items = rows.slice(0, limit);
  const people = await namesOfEmployees(context, idsIn(items.flatMap(({ before, after }) => [before, after])));
  const fields = await fieldWordsOf(context, [...new Set(items.map(({ subject_kind }) => subject_kind))]);
  return ok({ items, people, fields, next_cursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null });
}

export type { Written } from './store.ts';

/** What a program wrote in its own entries, for work that takes them back. Source: domain §14. */
export async function ownEntries(context: Pick<Context, 'db'>, ids: readonly string[]): Promise<Written[]> {
  return entriesByIds(context, ids);
}

/** What has been written of a record without touching it: these entries, and entries of these actions. */
export interface Untouching {
  entries: readonly string[];
  actions: readonly string[];
}

/** The clients about which, or about whose people and work, anything else has been written. */
export async function clientsTouchedBesides(
  context: Pick<Context, 'db'>,
  clientIds: readonly string[],
  { entries, actions }: Untouching,
): Promise<Set<string>> {
  return writtenBesides(context, 'client_id', clientIds, entries, actions);
}

/** The same for people at clients. */
export async function peopleTouchedBesides(
  context: Pick<Context, 'db'>,
  people: readonly string[],
  { entries, actions }: Untouching,
): Promise<Set<string>> {
  return writtenBesides(context, 'subject_id', people, entries, actions);
}
