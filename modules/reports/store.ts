import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import type { FigureRecord } from './contract.ts';
import type { Figure } from './rules.ts';

type Reading = Pick<Context, 'db'>;

const VERDICT_OF = {
  waits_now: 'now',
  waits_dated: 'dated',
  waits_triggered: 'triggered',
  waits_dormant: 'dormant',
} as const;

/** Which clients a figure counts; the same condition counts them and lists them, so the number and its records agree. */
function condition(figure: Figure, today: string): RawBuilder<boolean> {
  switch (figure) {
    case 'register':
      return sql`c.state <> 'archived'`;
    case 'verified_contact':
      return sql`EXISTS (SELECT 1 FROM v_client_contacts k WHERE k.client_id = c.id AND k.left_on IS NULL AND k.verified_on IS NOT NULL)`;
    case 'decision_maker':
      return sql`EXISTS (SELECT 1 FROM v_client_contacts k WHERE k.client_id = c.id AND k.left_on IS NULL AND k.decision_role = 'decision_maker')`;
    case 'fresh_verdict':
      return sql`EXISTS (SELECT 1 FROM v_needs n WHERE n.client_id = c.id AND n.verdict IS NOT NULL AND n.next_check_on >= ${today}::date)`;
    case 'accepted':
      return sql`EXISTS (SELECT 1 FROM v_handoffs h WHERE h.client_id = c.id AND h.kind = 'H1' AND h.state = 'accepted')`;
    case 'actual_need':
      return sql`EXISTS (SELECT 1 FROM v_handoffs h WHERE h.client_id = c.id AND h.kind = 'H1' AND h.state = 'accepted')
        AND EXISTS (SELECT 1 FROM v_needs n WHERE n.client_id = c.id AND n.actual_since IS NOT NULL)`;
    case 'relevant_now':
      return sql`EXISTS (SELECT 1 FROM v_handoffs h WHERE h.client_id = c.id AND h.kind = 'H1' AND h.state = 'accepted')
        AND EXISTS (SELECT 1 FROM v_needs n WHERE n.client_id = c.id AND n.status = 'actual' AND n.verdict = 'now')`;
    case 'signed':
      return sql`EXISTS (SELECT 1 FROM v_handoffs h WHERE h.client_id = c.id AND h.kind = 'H1' AND h.state = 'accepted')
        AND EXISTS (SELECT 1 FROM v_deals d WHERE d.client_id = c.id AND d.outcome = 'signed')`;
    case 'overdue_checks':
      return sql`EXISTS (SELECT 1 FROM v_relevance_checks r WHERE r.client_id = c.id AND r.check_on < ${today}::date)`;
    case 'running_projects':
      return sql`EXISTS (SELECT 1 FROM v_projects p WHERE p.client_id = c.id AND p.state = 'running')`;
    default:
      return nearestVerdict(VERDICT_OF[figure]);
  }
}

const READINESS = ['now', 'dated', 'triggered', 'dormant'] as const;

/** A client stands under the readiest verdict of its open needs. */
function nearestVerdict(verdict: (typeof READINESS)[number]): RawBuilder<boolean> {
  const open = sql`n.client_id = c.id AND n.status IN ('potential', 'actual')`;
  const readier = READINESS.slice(0, READINESS.indexOf(verdict));
  const own = sql<boolean>`EXISTS (SELECT 1 FROM v_needs n WHERE ${open} AND n.verdict = ${verdict})`;
  if (readier.length === 0) return own;
  return sql`${own} AND NOT EXISTS (SELECT 1 FROM v_needs n WHERE ${open} AND n.verdict IN (${sql.join(readier)}))`;
}

/** By what a report may be cut. Source: domain §2 (coverage). */
const CUTS = { region: sql.ref('c.region'), segment: sql`c.segment_id::text`, holder: sql`c.holder_id::text` } as const;
export type Cut = keyof typeof CUTS;

/** The part of a sales system that one line of a cut report stands for; null stands for clients without a region, and so on. */
export interface Part {
  by: Cut;
  value: string | null;
}

const inPart = (part: Part | null): RawBuilder<boolean> =>
  part === null ? sql`true` : sql`${CUTS[part.by]} IS NOT DISTINCT FROM ${part.value}`;

/** Every figure of a sales system, each in a pass of its own, for sets of clients are joined faster than looked up one by one. */
export async function countFigures(
  context: Reading,
  salesSystemId: string,
  figures: readonly Figure[],
  today: string,
): Promise<Map<Figure, number>> {
  const counts = figures.map(
    (figure) => sql`SELECT ${figure}::text AS figure, count(*) AS clients FROM v_clients c
      WHERE c.sales_system_id = ${salesSystemId} AND ${condition(figure, today)}`,
  );
  const { rows } = await sql<{ figure: Figure; clients: number }>`${sql.join(counts, sql` UNION ALL `)}`.execute(
    context.db,
  );
  return new Map(rows.map(({ figure, clients }) => [figure, clients]));
}

/** The figures of each part of a cut, the largest first. */
export async function countByPart(
  context: Reading,
  salesSystemId: string,
  figures: readonly Figure[],
  by: Cut,
  today: string,
): Promise<{ value: string | null; figure: Figure; clients: number }[]> {
  const counts = figures.map(
    (figure) => sql`SELECT ${CUTS[by]} AS value, ${figure}::text AS figure, count(*) AS clients FROM v_clients c
      WHERE c.sales_system_id = ${salesSystemId} AND c.state <> 'archived' AND ${condition(figure, today)} GROUP BY 1`,
  );
  const { rows } = await sql<{ value: string | null; figure: Figure; clients: number }>`
    ${sql.join(counts, sql` UNION ALL `)}`.execute(context.db);
  return rows;
}

/** How the parts of a cut are called: segments and holders by their names. */
export async function namesOfParts({ db }: Reading, by: Cut, values: readonly string[]): Promise<Map<string, string>> {
  if (by === 'region') return new Map(values.map((value) => [value, value]));
  const ids = sql`${sql.val([...values])}::uuid[]`;
  const { rows } =
    by === 'segment'
      ? await sql<{ id: string; name: string }>`SELECT id, name FROM v_segments WHERE id = ANY(${ids})`.execute(db)
      : await sql<{ id: string; name: string }>`
          SELECT id, full_name AS name FROM v_employee_names WHERE id = ANY(${ids})`.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export async function recordsOfFigure(
  context: Reading,
  salesSystemId: string,
  figure: Figure,
  today: string,
  after: { name: string; id: string } | null,
  limit: number,
  part: Part | null = null,
): Promise<FigureRecord[]> {
  const place =
    after === null ? sql`true` : sql`(c.name COLLATE "ru-x-icu", c.id) > (${after.name}, ${after.id}::uuid)`;
  const { rows } = await sql<FigureRecord>`
    SELECT c.id, c.name, c.region, c.state, h.full_name AS holder_name
    FROM v_clients c LEFT JOIN v_employee_names h ON h.id = c.holder_id
    WHERE c.sales_system_id = ${salesSystemId} AND ${condition(figure, today)} AND ${inPart(part)} AND ${place}
    ORDER BY c.name COLLATE "ru-x-icu", c.id LIMIT ${limit}`.execute(context.db);
  return rows;
}

export interface Overdue {
  checks: number;
  clientsMinor: number;
  byOwner: { employee_id: string; full_name: string; count: number }[];
  oldest: { client_id: string; client_name: string; check_on: string } | null;
  offers: number;
}

/** Checks whose day has passed, by who owes them, and offers whose deadline has passed. */
export async function overdueOf(context: Reading, salesSystemId: string, today: string): Promise<Overdue> {
  const { db } = context;
  const [owners, oldest, value, offers] = await Promise.all([
    sql<{ employee_id: string; full_name: string; count: number }>`
      SELECT r.owner_id AS employee_id, e.full_name, count(*) AS count FROM v_relevance_checks r JOIN v_employee_names e ON e.id = r.owner_id
      WHERE r.sales_system_id = ${salesSystemId} AND r.check_on < ${today}::date GROUP BY 1, 2 ORDER BY 3 DESC, 2`.execute(
      db,
    ),
    sql<{ client_id: string; client_name: string; check_on: string }>`
      SELECT r.client_id, c.name AS client_name, r.check_on FROM v_relevance_checks r JOIN v_clients c ON c.id = r.client_id
      WHERE r.sales_system_id = ${salesSystemId} AND r.check_on < ${today}::date ORDER BY r.check_on, c.name LIMIT 1`.execute(
      db,
    ),
    sql<{ value: number }>`
      SELECT coalesce(sum(n.value_minor), 0)::bigint AS value FROM v_needs n
      WHERE n.sales_system_id = ${salesSystemId} AND n.status IN ('potential', 'actual') AND n.next_check_on < ${today}::date`.execute(
      db,
    ),
    sql<{ count: number }>`
      SELECT count(*) AS count FROM v_handoffs WHERE sales_system_id = ${salesSystemId} AND state = 'offered' AND overdue_at IS NOT NULL`.execute(
      db,
    ),
  ]);
  return {
    checks: owners.rows.reduce((sum, row) => sum + row.count, 0),
    clientsMinor: value.rows[0]?.value ?? 0,
    byOwner: owners.rows,
    oldest: oldest.rows[0] ?? null,
    offers: offers.rows[0]?.count ?? 0,
  };
}

/** What waits in the calling queues, and the checks that have come. */
export async function queueOf(
  context: Reading,
  salesSystemId: string,
  today: string,
): Promise<{ cold: number; warm: number; find_contact: number; checks_due: number }> {
  const { rows } = await sql<{ cold: number; warm: number; find_contact: number; checks_due: number }>`
    SELECT count(*) FILTER (WHERE queue = 'cold') AS cold, count(*) FILTER (WHERE queue = 'warm') AS warm,
      count(*) FILTER (WHERE queue = 'find_contact') AS find_contact,
      (SELECT count(*) FROM v_relevance_checks r WHERE r.sales_system_id = ${salesSystemId} AND r.check_on <= ${today}::date) AS checks_due
    FROM v_call_queue WHERE sales_system_id = ${salesSystemId}`.execute(context.db);
  return rows[0] ?? { cold: 0, warm: 0, find_contact: 0, checks_due: 0 };
}

export interface Delivered {
  running: number;
  late: number;
  commissioned: number;
  signed: number;
  signedMinor: number;
}

/** The two top figures of the year, contracts and commissioned projects, and what runs. */
export async function deliveredSince(
  context: Reading,
  salesSystemId: string,
  yearStart: string,
  today: string,
): Promise<Delivered> {
  const { rows } = await sql<{
    running: number;
    late: number;
    commissioned: number;
    signed: number;
    signed_minor: number;
  }>`
    SELECT
      (SELECT count(*) FROM v_projects WHERE sales_system_id = ${salesSystemId} AND state = 'running') AS running,
      (SELECT count(DISTINCT p.id) FROM v_projects p JOIN v_milestones m ON m.project_id = p.id
        WHERE p.sales_system_id = ${salesSystemId} AND p.state = 'running' AND m.reached_on IS NULL AND m.planned_on < ${today}::date) AS late,
      (SELECT count(*) FROM v_projects WHERE sales_system_id = ${salesSystemId} AND commissioned_on >= ${yearStart}::date) AS commissioned,
      (SELECT count(*) FROM v_deals WHERE sales_system_id = ${salesSystemId} AND signed_on >= ${yearStart}::date) AS signed,
      (SELECT coalesce(sum(value_minor), 0)::bigint FROM v_deals WHERE sales_system_id = ${salesSystemId} AND signed_on >= ${yearStart}::date) AS signed_minor`.execute(
    context.db,
  );
  const row = rows[0];
  return {
    running: row?.running ?? 0,
    late: row?.late ?? 0,
    commissioned: row?.commissioned ?? 0,
    signed: row?.signed ?? 0,
    signedMinor: row?.signed_minor ?? 0,
  };
}

/** What the departments and the back office owe. */
export async function servicesOf(context: Reading, salesSystemId: string, now: string) {
  const [units, office] = await Promise.all([
    sql<{ unit_id: string; name: string; open: number; late: number }>`
      SELECT u.id AS unit_id, u.name, count(r.id) AS open, count(r.id) FILTER (WHERE r.due_at < ${now}::timestamptz) AS late
      FROM v_org_units u LEFT JOIN v_support_requests r ON r.unit_id = u.id AND r.sales_system_id = ${salesSystemId}
        AND r.status IN ('queued', 'in_work', 'asked_again')
      WHERE u.kind = 'department' AND u.closed_on IS NULL GROUP BY u.id, u.name ORDER BY u.name`.execute(context.db),
    sql<{ open: number; late: number }>`
      SELECT count(*) AS open, count(*) FILTER (WHERE due_at < ${now}::timestamptz) AS late
      FROM v_office_tasks WHERE sales_system_id = ${salesSystemId} AND status IN ('requested', 'in_work')`.execute(
      context.db,
    ),
  ]);
  return { units: units.rows, office: office.rows[0] ?? { open: 0, late: 0 } };
}

export interface OwnCounts {
  steps_due: number;
  deals_open: number;
  checks_overdue: number;
  projects_running: number;
}

/** What waits for one person, on every desk that reads the same tables. */
export async function ownCounts(context: Reading, employeeIds: readonly string[], today: string): Promise<OwnCounts> {
  const ids = sql`ANY(${sql.val([...employeeIds])}::uuid[])`;
  const { rows } = await sql<OwnCounts>`
    SELECT
      (SELECT count(*) FROM v_steps WHERE owner_id = ${ids} AND state = 'open' AND due_on <= ${today}::date) AS steps_due,
      (SELECT count(*) FROM v_deals WHERE owner_id = ${ids} AND outcome IS NULL) AS deals_open,
      (SELECT count(*) FROM v_relevance_checks WHERE owner_id = ${ids} AND check_on < ${today}::date) AS checks_overdue,
      (SELECT count(*) FROM v_projects WHERE manager_id = ${ids} AND state IN ('running', 'suspended')) AS projects_running`.execute(
    context.db,
  );
  return rows[0] ?? { steps_due: 0, deals_open: 0, checks_overdue: 0, projects_running: 0 };
}

/** Open work of the departments somebody works in, and of the back office of their sales systems. */
export async function serviceCounts(
  context: Reading,
  unitIds: readonly string[],
  salesSystemIds: readonly string[],
): Promise<{ support: number; office: number }> {
  const { rows } = await sql<{ support: number; office: number }>`
    SELECT
      (SELECT count(*) FROM v_support_requests WHERE unit_id = ANY(${sql.val([...unitIds])}::uuid[]) AND status IN ('queued', 'in_work', 'asked_again')) AS support,
      (SELECT count(*) FROM v_office_tasks WHERE sales_system_id = ANY(${sql.val([...salesSystemIds])}::uuid[]) AND status IN ('requested', 'in_work')) AS office`.execute(
    context.db,
  );
  return rows[0] ?? { support: 0, office: 0 };
}
