import { sql } from 'kysely';
import type { ClientState } from '#modules/clients/rules.ts';
import type { Context } from '#platform/context.ts';
import type { MainNeed } from './contract.ts';

type Reading = Pick<Context, 'db'>;

export interface HorizonRow {
  id: string;
  name: string;
  region: string | null;
  settlement: string | null;
  state: ClientState;
  next_step_title: string | null;
  next_step_on: string | null;
  next_step_at: string | null;
  check_on: string | null;
  open_needs: number;
  need: MainNeed | null;
}

/** Of which sales systems' clients. */
type Systems = 'all' | readonly string[];

const among = (systems: Systems, column: string) =>
  systems === 'all' ? sql<boolean>`TRUE` : sql<boolean>`${sql.ref(column)} = ANY(${[...systems]}::uuid[])`;

/** Whom an employee develops: each way along an index of its own, so that it costs what is theirs, however large the market is. */
const clientsOf = (ownerId: string) => sql`
  SELECT id FROM v_clients WHERE holder_id = ${ownerId}
  UNION SELECT client_id FROM needs WHERE status IN ('potential', 'actual') AND owner_id = ${ownerId}
  UNION SELECT client_id FROM needs WHERE status IN ('potential', 'actual') AND next_check_on IS NOT NULL AND check_owner_id = ${ownerId}`;

/** Clients that an employee holds, or a need of which is theirs, with the readiest open need of each. */
export async function horizonClients({ db }: Reading, ownerId: string, systems: Systems): Promise<HorizonRow[]> {
  const { rows } = await sql<HorizonRow>`
    SELECT c.id, c.name, c.region, c.settlement, c.state, c.next_step_title, c.next_step_on, c.next_step_at,
      coalesce(k.check_on, CASE WHEN c.state IN ('waiting', 'lost', 'delivered') THEN c.next_check_on END) AS check_on,
      coalesce(k.open_needs, 0)::int AS open_needs, m.need
    FROM v_clients c
    LEFT JOIN LATERAL (
      SELECT min(n.next_check_on) AS check_on, count(*) AS open_needs FROM needs n
      WHERE n.client_id = c.id AND n.status IN ('potential', 'actual')
    ) k ON true
    LEFT JOIN LATERAL (
      SELECT jsonb_build_object('id', n.id, 'subject', n.subject, 'value_minor', n.value_minor, 'status', n.status,
        'verdict', n.verdict, 'blocker', n.blocker, 'window_from', n.window_from, 'window_until', n.window_until,
        'expected_event', n.expected_event, 'expected_on', n.expected_on, 'next_check_on', n.next_check_on) AS need
      FROM needs n
      WHERE n.client_id = c.id AND n.status IN ('potential', 'actual')
      ORDER BY CASE n.verdict WHEN 'now' THEN 0 WHEN 'dated' THEN 1 WHEN 'triggered' THEN 2 WHEN 'dormant' THEN 3 WHEN 'none' THEN 5
        ELSE 4 END, coalesce(n.window_from, n.expected_on), n.value_minor DESC NULLS LAST, n.id
      LIMIT 1
    ) m ON true
    WHERE ${among(systems, 'c.sales_system_id')} AND c.state IN ('in_qualification', 'in_development', 'contracting', 'in_delivery', 'waiting', 'regular', 'lost', 'delivered')
      AND c.id = ANY(ARRAY(${clientsOf(ownerId)}))
    ORDER BY c.name COLLATE "ru-x-icu", c.id`.execute(db);
  return rows;
}

/** Every check that an employee owes, by day. */
export async function checkDays(
  { db }: Reading,
  ownerId: string,
  systems: Systems,
): Promise<{ on: string; count: number }[]> {
  const rows = await db
    .selectFrom('v_relevance_checks')
    .select(['check_on', (eb) => eb.fn.countAll<number>().as('count')])
    .where('owner_id', '=', ownerId)
    .where(among(systems, 'sales_system_id'))
    .groupBy('check_on')
    .orderBy('check_on')
    .execute();
  return rows.flatMap(({ check_on, count }) => (check_on === null ? [] : [{ on: check_on, count }]));
}
