import { sql } from 'kysely';
import type { Context, WriteContext } from '#platform/context.ts';
import type { NeedRow } from '../store.ts';
import type { Trigger, TriggerBody } from './contract.ts';

type Reading = Pick<Context, 'db'>;

export async function insertTrigger(
  context: WriteContext,
  trigger: TriggerBody & { id: string; salesSystemId: string },
): Promise<void> {
  await context.db
    .insertInto('triggers')
    .values({
      id: trigger.id,
      sales_system_id: trigger.salesSystemId,
      kind: trigger.kind,
      title: trigger.title.trim(),
      happened_on: trigger.happened_on,
      client_id: trigger.client_id ?? null,
      region: trigger.region ?? null,
      recorded_by: context.actor.employeeId,
      recorded_at: context.now.toString(),
    })
    .execute();
}

/** Clients with a need that waits for an event, there where the event happened. */
export async function clientsHit(
  { db }: Reading,
  of: { salesSystemId: string; clientId: string | null; region: string | null },
): Promise<string[]> {
  let query = db
    .selectFrom('needs as n')
    .innerJoin('v_clients as c', 'c.id', 'n.client_id')
    .select('n.client_id')
    .distinct()
    .where('n.status', 'in', ['potential', 'actual'])
    .where('n.verdict', 'in', ['triggered', 'dormant'])
    .where('n.sales_system_id', '=', of.salesSystemId);
  if (of.clientId !== null) query = query.where('n.client_id', '=', of.clientId);
  if (of.region !== null) query = query.where('c.region', '=', of.region);
  return (await query.orderBy('n.client_id').execute()).map((row) => row.client_id);
}

export async function insertHits(
  { db }: WriteContext,
  triggerId: string,
  hits: readonly { need: Pick<NeedRow, 'id'>; on: string }[],
): Promise<void> {
  if (hits.length === 0) return;
  const rows = hits.map(({ need, on }) => ({ need_id: need.id, check_on: on }));
  await sql`
    INSERT INTO trigger_hits (trigger_id, need_id, check_on)
    SELECT ${triggerId}::uuid, r.need_id, r.check_on
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r(need_id uuid, check_on date)`.execute(db);
}

/** How many checks an owner has on each day from a day on. */
export async function checksByDay({ db }: Reading, ownerId: string, from: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('v_relevance_checks')
    .select(['check_on', (eb) => eb.fn.countAll<number>().as('count')])
    .where('owner_id', '=', ownerId)
    .where('check_on', '>=', from)
    .groupBy('check_on')
    .execute();
  return new Map(rows.flatMap((row) => (row.check_on === null ? [] : [[row.check_on, row.count]])));
}

export async function triggersPage(
  { db }: Reading,
  of: { id: string } | { salesSystemIds: readonly string[]; before: { at: string; id: string } | null; limit: number },
): Promise<Trigger[]> {
  let query = db
    .selectFrom('triggers as t')
    .leftJoin('v_employee_names as e', 'e.id', 't.recorded_by')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('trigger_hits as h')
          .innerJoin('needs as n', 'n.id', 'h.need_id')
          .select((hit) => [
            hit.fn.countAll<number>().as('needs_hit'),
            hit.fn.count<number>('n.check_owner_id').distinct().as('owners'),
            hit.fn.min('h.check_on').as('first_check_on'),
            hit.fn.max('h.check_on').as('last_check_on'),
          ])
          .whereRef('h.trigger_id', '=', 't.id')
          .as('s'),
      (join) => join.onTrue(),
    )
    .select([
      't.id',
      't.kind',
      't.title',
      't.happened_on',
      't.client_id',
      't.region',
      't.recorded_at',
      'e.full_name as recorded_by_name',
      (eb) => eb.fn.coalesce('s.needs_hit', sql<number>`0`).as('needs_hit'),
      (eb) => eb.fn.coalesce('s.owners', sql<number>`0`).as('owners'),
      's.first_check_on',
      's.last_check_on',
    ]);
  if ('id' in of) query = query.where('t.id', '=', of.id);
  else {
    // A single client's event is seen on that client; the list is of events that concern everybody.
    query = query.where('t.sales_system_id', 'in', of.salesSystemIds).where('t.region', 'is not', null).limit(of.limit);
    if (of.before !== null) {
      query = query.where(sql<boolean>`(t.recorded_at, t.id) < (${of.before.at}::timestamptz, ${of.before.id}::uuid)`);
    }
  }
  const rows = await query.orderBy('t.recorded_at', 'desc').orderBy('t.id', 'desc').execute();
  // The column's CHECK admits the kinds of the contract only.
  return rows as Trigger[];
}

export async function countTriggers({ db }: Reading, salesSystemIds: readonly string[], upTo: number): Promise<number> {
  const { count } = await db
    .selectFrom((eb) =>
      eb
        .selectFrom('triggers')
        .select('id')
        .where('sales_system_id', 'in', salesSystemIds)
        .where('region', 'is not', null)
        .limit(upTo)
        .as('t'),
    )
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
