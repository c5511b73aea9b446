import type { CustomIn } from '#modules/fields/contract.ts';
import { customPeople, fieldsOf } from '#modules/fields/queries.ts';
import { type CustomValues, nameIn, printText } from '#modules/fields/rules.ts';
import { journalReach } from '#modules/journal/access.ts';
import { salesSystems, segmentsOf } from '#modules/structure/queries.ts';
import type { Context } from '#platform/context.ts';
import { decodeCursor, encodeCursor } from '#shared/cursor.ts';
import { notFound, ok, type Result, refuse } from '#shared/result.ts';
import type { Person } from '../contract.ts';
import { reachesOf } from '../queries.ts';
import { employeeNames } from '../store.ts';
import type { BulkWanted, ClientBulk, ShownField } from './contract.ts';
import { isUndoable, undoUntil } from './rules.ts';
import { leftItems, receivedBy, type ShownBulk, shownBulks } from './store.ts';

const MOMENT = /^\d{4}-\d{2}-\d{2}[T ][\d:.]+(Z|[+-][\d:]+)$/;
const ID = /^[0-9a-f-]{36}$/;

/** Whoever reads the journal sees in it who has changed many clients: they see the changes themselves as well. */
const seesAll = ({ actor }: Pick<Context, 'actor'>): boolean => journalReach(actor) !== null;

/** A change of many clients that is one's own, or open to whoever reads the journal; any other is not found. */
export async function seenBulk(context: Context, id: string): Promise<Result<ShownBulk>> {
  const [found] = await shownBulks(context, { id, limit: 1 });
  if (found === undefined) return notFound();
  return found.startedBy === context.actor.employeeId || seesAll(context) ? ok(found) : notFound();
}

/** The actor's own change of many clients; another's is not found. */
export async function ownBulk(context: Context, id: string): Promise<Result<ShownBulk>> {
  const found = await seenBulk(context, id);
  return found.ok && found.value.startedBy !== context.actor.employeeId ? notFound() : found;
}

export async function showBulk(context: Context, id: string): Promise<Result<ClientBulk>> {
  const found = await seenBulk(context, id);
  if (!found.ok) return found;
  const [view] = await bulkViews(context, [found.value]);
  return view === undefined ? notFound() : ok(view);
}

interface BulksQuery {
  whose?: 'own' | 'all' | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/** Changes of many clients, the newest first: one's own, or everybody's for whoever reads the journal. Refuses a bad cursor. */
export async function listBulks(
  context: Context,
  { whose = 'own', cursor, limit = 20 }: BulksQuery,
): Promise<Result<{ items: ClientBulk[]; next_cursor: string | null; sees_all: boolean }>> {
  const after = cursor === undefined ? null : decodeCursor(cursor, 2);
  const [at, id] = after ?? [];
  const isPlace = typeof at === 'string' && typeof id === 'string' && MOMENT.test(at) && ID.test(id);
  if (after === undefined || (after !== null && !isPlace)) return refuse('app.bad_cursor', { code: 'invalid_input' });
  const { employeeId } = context.actor;
  const all = whose === 'all' && seesAll(context);
  if (employeeId === null && !all) return ok({ items: [], next_cursor: null, sees_all: false });
  const rows = await shownBulks(context, {
    startedBy: all ? null : employeeId,
    after: isPlace ? [at, id] : null,
    limit: limit + 1,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return ok({
    items: await bulkViews(context, page),
    next_cursor: rows.length > limit && last !== undefined ? encodeCursor([last.createdAt, last.id]) : null,
    sees_all: seesAll(context),
  });
}

async function bulkViews(context: Context, of: readonly ShownBulk[]): Promise<ClientBulk[]> {
  const receivers = of.flatMap(({ change }) => (change.kind === 'assign' ? change.to : []));
  const names = await employeeNames(context, [...new Set(receivers)]);
  const segments = of.some(({ change }) => change.kind === 'edit' && change.fields.segment_id != null)
    ? await segmentNames(context)
    : new Map<string, string>();
  const own = await ownWordsOf(context, of);
  return of.map((one) => ({
    id: one.id,
    kind: one.kind,
    by: { id: one.startedBy, full_name: one.startedByName },
    wanted: wantedOf(one, names, segments, own),
    state: one.state,
    chosen: one.chosen,
    done: one.changed + one.unchanged + one.refused,
    changed: one.changed,
    unchanged: one.unchanged,
    refused: one.refused,
    partly: one.partly,
    failure: one.failure,
    undo_of: one.undoOf,
    undoable: mayUndo(context, one) && isUndoableNow(context, one),
    undo_until: undoUntil(Temporal.Instant.from(one.createdAt)).toString(),
    kept: !one.letGo,
    created_at: one.createdAt,
  }));
}

/** What was wanted of the company's own fields, in words: a field that is gone is called by its key. */
async function ownWordsOf(
  context: Context,
  of: readonly ShownBulk[],
): Promise<(custom: CustomIn) => BulkWanted['own']> {
  const said = of.flatMap(({ change }): CustomIn[] =>
    change.kind === 'edit' && change.fields.custom !== undefined ? [change.fields.custom] : [],
  );
  if (said.length === 0) return () => [];
  const fields = await fieldsOf(context, 'client');
  const people = await customPeople(context, fields, said.map(withoutNothing));
  const { language } = context.actor;
  return (custom) =>
    Object.entries(custom).map(([key, value]) => {
      const field = fields.find((one) => one.key === key);
      if (field === undefined) return { name: key, value: value === null ? null : String(value) };
      const words = value === null ? null : printText(field, value, language, (id) => people[id] ?? '');
      return { name: nameIn(field, language), value: words };
    });
}

const withoutNothing = (custom: CustomIn): CustomValues =>
  Object.fromEntries(Object.entries(custom).flatMap(([key, value]) => (value === null ? [] : [[key, value] as const])));

async function segmentNames(context: Context): Promise<Map<string, string>> {
  const systems = await salesSystems(context);
  const segments = await Promise.all(systems.map((system) => segmentsOf(context, system.id)));
  return new Map(segments.flat().map(({ id, name }) => [id, name]));
}

function wantedOf(
  { change }: ShownBulk,
  names: ReadonlyMap<string, string>,
  segments: ReadonlyMap<string, string>,
  own: (custom: CustomIn) => BulkWanted['own'],
): BulkWanted {
  const nothing: BulkWanted = { fields: [], own: [], add: [], remove: [], to: [], rule: null };
  switch (change.kind) {
    case 'edit': {
      const { custom = {}, ...fields } = change.fields;
      return {
        ...nothing,
        own: own(custom),
        fields: Object.entries(fields).map(([name, value]) =>
          name === 'segment_id'
            ? { field: 'segment', value: segments.get(String(value)) ?? null }
            : // The contract of what is asked for names no others.
              { field: name as ShownField, value: value === '' ? null : value },
        ),
      };
    }
    case 'tags':
      return { ...nothing, add: change.add, remove: change.remove };
    case 'assign':
      return {
        ...nothing,
        to: change.to.map((id) => ({ id, full_name: names.get(id) ?? '' })),
        rule: change.to.length > 1 ? change.rule : null,
      };
  }
}

/** Taken back by whoever has begun it, and by the administrator; each client is changed by the rights of whoever takes back. */
export function mayUndo({ actor }: Pick<Context, 'actor'>, of: Pick<ShownBulk, 'startedBy'>): boolean {
  return actor.employeeId !== null && (of.startedBy === actor.employeeId || actor.administrator);
}

export const isUndoableNow = (context: Pick<Context, 'now'>, of: ShownBulk): boolean =>
  isUndoable(
    {
      undoes: of.undoOf !== null,
      over: of.state !== 'waiting' && of.state !== 'running',
      changed: of.changed,
      setBack: of.setBack,
      beingUndone: of.beingUndone,
      began: Temporal.Instant.from(of.createdAt),
    },
    context.now,
  );

/** Clients that were left, a page at a time; of those that the actor does not see no name is told. */
export async function listBulkLeft(
  context: Context,
  id: string,
  { after = null, limit = 100 }: { after?: string | null | undefined; limit?: number | undefined },
): Promise<
  Result<{
    items: { client_id: string; client_name: string | null; reason: string; partly: boolean; fields: string[] }[];
    next_after: string | null;
  }>
> {
  const found = await seenBulk(context, id);
  if (!found.ok) return found;
  const rows = await leftItems(context, id, after, limit + 1);
  const page = rows.slice(0, limit);
  const reaches = await reachesOf(
    context,
    page.map((row) => row.clientId),
  );
  return ok({
    items: page.map(({ clientId, name, reason, partly, fields }) => ({
      client_id: clientId,
      client_name: (reaches.get(clientId) ?? 'none') === 'none' ? null : name,
      reason,
      partly,
      fields: fields.map((field) => (field === 'segment_id' ? 'segment' : field)),
    })),
    next_after: rows.length > limit ? (page.at(-1)?.clientId ?? null) : null,
  });
}

export async function listBulkReceived(
  context: Context,
  id: string,
): Promise<Result<{ items: { person: Person; clients: number }[] }>> {
  const found = await seenBulk(context, id);
  if (!found.ok) return found;
  const rows = await receivedBy(context, id);
  const names = await employeeNames(
    context,
    rows.map((row) => row.employeeId),
  );
  return ok({
    items: rows.map(({ employeeId, clients }) => ({
      person: { id: employeeId, full_name: names.get(employeeId) ?? '' },
      clients,
    })),
  });
}
