import type { Context } from '#platform/context.ts';
import { notFound, ok, type Result, refuse } from '#shared/result.ts';
import { mayReadCompanyJournal } from './access.ts';
import type { JournalPage } from './contract.ts';
import { idsIn } from './rules.ts';
import { type EntriesOf, namesOfEmployees, pageOfEntries } from './store.ts';

export type RecordReach = (context: Context, id: string) => Promise<boolean>;
const reaches = new Map<string, RecordReach>();

/** Registers who may read a kind of record: the journal of a record is open to those to whom the record is. */
export function registerRecordReach(kind: string, reach: RecordReach): void {
  reaches.set(kind, reach);
}

interface Paging {
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** The journal of one client with everything that belongs to it. Out of reach is not found. Source: domain §14. */
export async function clientJournal(context: Context, clientId: string, paging: Paging): Promise<Result<JournalPage>> {
  if (!(await mayReadRecord(context, 'client', clientId))) return notFound();
  return page(context, { clientId }, paging);
}

/** The journal of one record, or what became of one of its fields. Out of reach is not found. Source: domain §14. */
export async function recordJournal(
  context: Context,
  kind: string,
  id: string,
  { field, ...paging }: Paging & { field?: string | undefined },
): Promise<Result<JournalPage>> {
  if (!(await mayReadRecord(context, kind, id))) return notFound();
  return page(context, { kind, id, field: field ?? null }, paging);
}

export async function companyJournal(context: Context, paging: Paging): Promise<Result<JournalPage>> {
  if (!mayReadCompanyJournal(context.actor)) return notFound();
  return page(context, 'company', paging);
}

async function mayReadRecord(context: Context, kind: string, id: string): Promise<boolean> {
  if (mayReadCompanyJournal(context.actor)) return true;
  return (await reaches.get(kind)?.(context, id)) ?? false;
}

const DEFAULT_LIMIT = 50;

async function page(
  context: Context,
  of: EntriesOf,
  { cursor, limit = DEFAULT_LIMIT }: Paging,
): Promise<Result<JournalPage>> {
  if (cursor !== undefined && !/^[0-9a-f-]{36}$/.test(cursor))
    return refuse('app.bad_cursor', { code: 'invalid_input' });
  const rows = await pageOfEntries(context, of, cursor ?? null, limit + 1);
  const items = rows.slice(0, limit);
  const people = await namesOfEmployees(context, idsIn(items.flatMap(({ before, after }) => [before, after])));
  return ok({ items, people, next_cursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null });
}
