import { type Selectable, sql } from 'kysely';
import type { Context, WriteContext } from '#platform/context.ts';
import type { OrgUnits, Positions, SalesSystems, Segments } from '#platform/db/schema.ts';

/** What these reads need: any context will do, also one that is only being put together. */
export type Reading = Pick<Context, 'db'>;
export type SalesSystemRow = Selectable<SalesSystems>;
export type SegmentRow = Selectable<Segments>;
export type UnitRow = Selectable<OrgUnits>;
export type PositionRow = Selectable<Positions>;

const onDay = (column: string, day: string) => sql<boolean>`${sql.ref(column)} @> ${day}::date`;
const notClosed = (column: string, day: string) =>
  sql<boolean>`(${sql.ref(column)} IS NULL OR ${sql.ref(column)} > ${day}::date)`;

export interface HeldPosition {
  id: string;
  kind: string;
  title: string;
  unit_id: string;
  unit_name: string;
  sales_system_id: string;
  functions: string[];
}

/** The positions an employee holds on a day, each with the functions assigned to it that day. */
export async function heldPositions({ db }: Reading, employeeId: string, day: string): Promise<HeldPosition[]> {
  return db
    .selectFrom('employments as e')
    .innerJoin('positions as p', 'p.id', 'e.position_id')
    .innerJoin('org_units as u', 'u.id', 'p.unit_id')
    .select([
      'p.id',
      'p.kind',
      'p.title',
      'p.unit_id',
      'u.name as unit_name',
      'p.sales_system_id',
      sql<string[]>`ARRAY(SELECT DISTINCT a.function FROM assignments a
        WHERE a.position_id = p.id AND a.valid @> ${day}::date ORDER BY 1)`.as('functions'),
    ])
    .where('e.employee_id', '=', employeeId)
    .where(onDay('e.valid', day))
    .where(notClosed('p.closed_on', day))
    .orderBy('p.created_at')
    .orderBy('p.id')
    .execute();
}

/** What somebody's rights follow from: the positions held on a day, what these are granted, the kinds of units headed. */
export interface Standing {
  positions: Pick<HeldPosition, 'id' | 'kind' | 'unit_id' | 'sales_system_id' | 'functions'>[];
  grants: { right_name: string; scope: string }[];
  headed: string[];
}

/** In one look, since whoever asks anything is asked about it. */
export async function standingOf({ db }: Reading, employeeId: string, day: string): Promise<Standing> {
  const { rows } = await sql<Standing>`
    WITH held AS MATERIALIZED (
      SELECT p.id, p.kind, p.unit_id, p.sales_system_id, p.created_at FROM employments e JOIN positions p ON p.id = e.position_id
      WHERE e.employee_id = ${employeeId}::uuid AND e.valid @> ${day}::date AND (p.closed_on IS NULL OR p.closed_on > ${day}::date))
    SELECT
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', h.id, 'kind', h.kind, 'unit_id', h.unit_id,
          'sales_system_id', h.sales_system_id, 'functions', ARRAY(SELECT DISTINCT a.function FROM assignments a
            WHERE a.position_id = h.id AND a.valid @> ${day}::date ORDER BY 1)) ORDER BY h.created_at, h.id) FROM held h), '[]') AS positions,
      coalesce((SELECT jsonb_agg(jsonb_build_object('right_name', g.right_name, 'scope', g.scope))
        FROM access_grants g WHERE g.position_kind IN (SELECT kind FROM held)), '[]') AS grants,
      ARRAY(SELECT kind FROM org_units WHERE head_id = ${employeeId}::uuid AND (closed_on IS NULL OR closed_on > ${day}::date)) AS headed`.execute(
    db,
  );
  return rows[0] ?? { positions: [], grants: [], headed: [] };
}

export async function openSalesSystems({ db }: Reading, day: string): Promise<SalesSystemRow[]> {
  return db
    .selectFrom('sales_systems')
    .selectAll()
    .where(notClosed('closed_on', day))
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

/** Of every sales system there ever was. */
export async function salesSystemIdsOf({ db }: Reading): Promise<string[]> {
  const rows = await db.selectFrom('sales_systems').select('id').orderBy('id').execute();
  return rows.map(({ id }) => id);
}

export async function salesSystemRow({ db }: Reading, id: string): Promise<SalesSystemRow | undefined> {
  return db.selectFrom('sales_systems').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function lockSalesSystem({ db }: WriteContext, id: string): Promise<SalesSystemRow | undefined> {
  return db.selectFrom('sales_systems').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function openSegments({ db }: Reading, salesSystemId: string, day: string): Promise<SegmentRow[]> {
  return db
    .selectFrom('segments')
    .selectAll()
    .where('sales_system_id', '=', salesSystemId)
    .where(notClosed('closed_on', day))
    .orderBy('priority', 'desc')
    .orderBy(sql`name COLLATE "ru-x-icu"`)
    .execute();
}

export interface HolderRow {
  employee_id: string;
  full_name: string;
  position_id: string;
  kind: string;
  share_bp: number;
}

const employed = ({ db }: Reading, day: string) =>
  db
    .selectFrom('employments as e')
    .innerJoin('positions as p', 'p.id', 'e.position_id')
    .innerJoin('v_employee_names as n', 'n.id', 'e.employee_id')
    .select(['e.employee_id', sql<string>`n.full_name`.as('full_name'), 'e.position_id', 'p.kind', 'e.share_bp'])
    .where(onDay('e.valid', day))
    .where(notClosed('p.closed_on', day))
    .where('n.status', '<>', 'departed')
    .orderBy(sql`n.full_name COLLATE "ru-x-icu"`)
    .orderBy('e.employee_id');

/** Who holds the given positions on a day. */
export async function holdersOfPositions(
  context: Reading,
  positionIds: readonly string[],
  day: string,
): Promise<HolderRow[]> {
  if (positionIds.length === 0) return [];
  return employed(context, day).where('e.position_id', 'in', positionIds).execute();
}

export async function membersOfUnit(context: Reading, unitId: string, day: string): Promise<HolderRow[]> {
  return employed(context, day).where('p.unit_id', '=', unitId).execute();
}

export interface AssignmentRow {
  id: string;
  function: string;
  segment_id: string | null;
  position_id: string;
  valid_from: string;
  valid_until: string | null;
}

const assignments = ({ db }: Reading, salesSystemId: string) =>
  db
    .selectFrom('assignments as a')
    .select([
      'a.id',
      'a.function',
      'a.segment_id',
      'a.position_id',
      sql<string>`lower(a.valid)`.as('valid_from'),
      sql<string | null>`upper(a.valid)`.as('valid_until'),
    ])
    .where('a.sales_system_id', '=', salesSystemId)
    .orderBy('a.function')
    .orderBy(sql`lower(a.valid)`)
    .orderBy('a.id');

/** What each position answers for on a day. */
export async function assignmentsOn(context: Reading, salesSystemId: string, day: string): Promise<AssignmentRow[]> {
  return assignments(context, salesSystemId).where(onDay('a.valid', day)).execute();
}

/** What is in force on a day or will be. */
export async function assignmentsFrom(context: Reading, salesSystemId: string, day: string): Promise<AssignmentRow[]> {
  return assignments(context, salesSystemId).where(sql<boolean>`a.valid && daterange(${day}::date, NULL)`).execute();
}

export async function normRows(
  { db }: Reading,
  salesSystemId: string,
): Promise<{ key: string; value: number; version: number }[]> {
  return db
    .selectFrom('norms')
    .select(['key', 'value', 'version'])
    .where('sales_system_id', '=', salesSystemId)
    .execute();
}

export async function normValues(
  context: Reading,
  salesSystemId: string,
  keys: readonly string[],
): Promise<Map<string, number>> {
  const rows = await context.db
    .selectFrom('norms')
    .select(['key', 'value'])
    .where('sales_system_id', '=', salesSystemId)
    .where('key', 'in', [...keys])
    .execute();
  return new Map(rows.map((row) => [row.key, row.value]));
}
