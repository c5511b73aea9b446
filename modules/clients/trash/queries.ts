import type { Context } from '#platform/context.ts';
import { decodeCursor, encodeCursor } from '#shared/cursor.ts';
import { notFound, ok, type Refusal, type Result, refuse } from '#shared/result.ts';
import { searchText } from '#shared/search-text.ts';
import { isInTrashOf, mayTrashClient, trashReach } from '../access.ts';
import { contactRowsOf } from '../contacts/store.ts';
import type { ClientCard } from '../contract.ts';
import { rowsAtClients } from '../merging/commands.ts';
import { tellingRows } from '../merging/queries.ts';
import { clientCard, clientNames, reachableInTrash, reachOf } from '../queries.ts';
import { employeeNames, findClient } from '../store.ts';
import { stopsOf } from './commands.ts';
import type { TrashedRecord, TrashPreview } from './contract.ts';
import { daysLeft, erasedFrom, TRASH_DAYS } from './rules.ts';
import { entryOfClient, pageOfTrash, type StoredEntry } from './store.ts';

const MOMENT = /^\d{4}-\d{2}-\d{2}[T ][\d:.]+(Z|[+-][\d:]+)$/;
const ID = /^[0-9a-f-]{36}$/;

/** What lies in the trash within the actor's reach, last moved first. Source: experience, Everywhere (trash). */
export async function listTrash(
  context: Context,
  query: { q?: string | undefined; cursor?: string | undefined; limit?: number | undefined },
): Promise<Result<{ items: TrashedRecord[]; next_cursor: string | null }>> {
  const { limit = 50 } = query;
  const after = query.cursor === undefined ? null : decodeCursor(query.cursor, 2);
  const [at, id] = after ?? [];
  const isPlace = typeof at === 'string' && typeof id === 'string' && MOMENT.test(at) && ID.test(id);
  if (after === undefined || (after !== null && !isPlace)) return refuse('app.bad_cursor', { code: 'invalid_input' });
  const rows = await pageOfTrash(context, trashReach(context.actor), {
    words: searchText(query.q ?? '')
      .split(' ')
      .filter((word) => word !== ''),
    after: isPlace ? [at, id] : null,
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const names = await clientNames(
    context,
    page.flatMap((row) => row.places.map((place) => place.client_id)),
  );
  const last = page.at(-1);
  return ok({
    items: page.map((row) => trashedRecord(context, row, names)),
    next_cursor: rows.length > limit && last !== undefined ? encodeCursor([last.trashed_at, last.id]) : null,
  });
}

function trashedRecord(
  context: Context,
  row: StoredEntry & { trashed_by_name: string | null },
  names: ReadonlyMap<string, string>,
): TrashedRecord {
  const at = Temporal.Instant.from(row.trashed_at);
  return {
    id: row.id,
    kind: row.client_id === null ? 'contact' : 'client',
    record_id: row.client_id ?? row.contact_id ?? '',
    name: row.name,
    clients: row.places.flatMap(({ client_id: id }) => {
      const name = names.get(id);
      return name === undefined ? [] : [{ id, name }];
    }),
    via: row.via,
    note: row.note,
    trashed_by: row.trashed_by === null ? null : { id: row.trashed_by, full_name: row.trashed_by_name ?? '' },
    trashed_at: row.trashed_at,
    erased_from: erasedFrom(at).toString(),
    days_left: daysLeft(at, context.now),
  };
}

/**
 * What is said of a client that is not in the register: to whom its card would be open, that it is in the trash, since when
 * and by whom, and whether they may bring it back. To everybody else it does not exist. Source: domain §14.
 */
async function whereClientIs(context: Context, id: string): Promise<Refusal> {
  const entry = await entryOfClient(context, id);
  if (entry?.client_id == null) return notFound();
  const mine = isInTrashOf(context.actor, entry);
  if (!mine && !(await reachableInTrash(context, [entry.client_id])).has(entry.client_id)) return notFound();
  const names = await employeeNames(context, [entry.trashed_by]);
  return refuse('clients.in_trash', {
    code: 'not_found',
    details: {
      trash_id: entry.id,
      name: entry.name,
      trashed_at: entry.trashed_at,
      trashed_by: entry.trashed_by === null ? null : (names.get(entry.trashed_by) ?? ''),
      days_left: daysLeft(Temporal.Instant.from(entry.trashed_at), context.now),
      may_restore: mine,
    },
  });
}

/** The card that a link leads to, or where the client is. */
export async function openCard(context: Context, id: string): Promise<Result<ClientCard>> {
  const card = await clientCard(context, id);
  return card.ok || card.code !== 'not_found' ? card : whereClientIs(context, id);
}

/** What moving a client to the trash would take along, and what stands in its way. Out of reach is not found. */
export async function previewTrash(context: Context, id: string): Promise<Result<TrashPreview>> {
  const client = await findClient(context, id);
  const reach = client === null ? 'none' : await reachOf(context, id);
  if (client === null || !mayTrashClient(context.actor, reach, client.sales_system_id)) return notFound();
  const [stops, rows, people, names] = await Promise.all([
    stopsOf(context, [id]),
    tellingRows(context, rowsAtClients(), id),
    contactRowsOf(context, id),
    employeeNames(context, [client.holder_id]),
  ]);
  return ok({
    days: TRASH_DAYS,
    stops: (stops.get(id) ?? []).map(({ reason, values = {} }) => ({ reason, values })),
    takes: [{ table: 'contacts', count: people.length }, ...rows].filter(({ count }) => count > 0),
    holder: client.holder_id === null ? null : { id: client.holder_id, full_name: names.get(client.holder_id) ?? '' },
  });
}
