import { type Selectable, sql } from 'kysely';
import { atLivingClient } from '#modules/clients/queries.ts';
import type { Context, WriteContext } from '#platform/context.ts';
import type { SupportRequests } from '#platform/db/schema.ts';
import { newId } from '#shared/ids.ts';
import type { Department } from './access.ts';
import type { AskBody, CompetenceRow, RequestType, SupportRequest } from './contract.ts';
import type { RequestStatus } from './rules.ts';

/** What of this module belongs to a client, for the merge of two records. */
export const ROWS_AT_CLIENT = [{ table: 'support_requests', key: ['id'], column: 'client_id' }] as const;

type Reading = Pick<Context, 'db'>;
export type RequestRow = Selectable<SupportRequests> & { status: RequestStatus };

const typeRows = ({ db }: Reading) =>
  db
    .selectFrom('request_types as t')
    .innerJoin('competences as c', 'c.id', 't.competence_id')
    .innerJoin('v_org_units as u', 'u.id', 't.unit_id')
    .select([
      't.id',
      't.name',
      't.unit_id',
      sql<string>`u.name`.as('unit_name'),
      't.competence_id',
      'c.name as competence_name',
      't.required_level',
      't.standard_minutes',
      't.required_inputs',
      't.version',
    ]);

export async function requestTypes(
  context: Reading,
  salesSystemId: string | null,
  day: string,
): Promise<RequestType[]> {
  let query = typeRows(context).where((where) =>
    where.or([where('t.closed_on', 'is', null), where('t.closed_on', '>', day)]),
  );
  if (salesSystemId !== null) query = query.where('t.sales_system_id', '=', salesSystemId);
  return query.orderBy('t.position').orderBy('t.name').execute();
}

/** One type, a closed one as well: what was asked is still answered. */
export async function requestTypeById(context: Reading, id: string): Promise<RequestType | null> {
  return (await typeRows(context).where('t.id', '=', id).executeTakeFirst()) ?? null;
}

export interface NewType {
  salesSystemId: string;
  unitId: string;
  name: string;
  competenceId: string;
  requiredLevel: number;
  standardMinutes: number;
  requiredInputs: string[];
  position: number;
}

export async function insertType({ db }: WriteContext, type: NewType): Promise<string> {
  const id = newId();
  await db
    .insertInto('request_types')
    .values({
      id,
      sales_system_id: type.salesSystemId,
      unit_id: type.unitId,
      name: type.name,
      competence_id: type.competenceId,
      required_level: type.requiredLevel,
      standard_minutes: type.standardMinutes,
      required_inputs: type.requiredInputs,
      position: type.position,
    })
    .execute();
  return id;
}

export async function insertCompetence(
  { db }: WriteContext,
  unitId: string,
  name: string,
  targetPeople: number,
): Promise<string> {
  const id = newId();
  await db.insertInto('competences').values({ id, unit_id: unitId, name, target_people: targetPeople }).execute();
  return id;
}

const views = ({ db }: Reading) =>
  db
    .selectFrom('support_requests as r')
    .innerJoin('request_types as t', 't.id', 'r.type_id')
    .innerJoin('v_org_units as u', 'u.id', 'r.unit_id')
    .innerJoin('v_clients as c', 'c.id', 'r.client_id')
    .innerJoin('v_employee_names as a', 'a.id', 'r.asker_id')
    .leftJoin('v_employee_names as s', 's.id', 'r.specialist_id')
    .leftJoin('v_employee_names as l', 'l.id', 'r.learner_id')
    .select([
      'r.id',
      'r.number',
      'r.type_id',
      't.name as type_name',
      'r.unit_id',
      'u.name as unit_name',
      't.standard_minutes',
      'r.client_id',
      'c.name as client_name',
      'r.about_kind',
      'r.about_id',
      'r.asker_id',
      'a.full_name as asker_name',
      'r.question',
      'r.inputs',
      'r.wanted_by',
      'r.status',
      'r.missing',
      'r.returned_note',
      'r.due_at',
      'r.specialist_id',
      's.full_name as specialist_name',
      'r.learner_id',
      'l.full_name as learner_name',
      'r.assigned_why',
      'r.override_reason',
      'r.finding',
      'r.for_client',
      'r.spent_minutes',
      'r.answered_at',
      'r.accepted_at',
      'r.created_at',
      'r.version',
    ]);

/** The columns' CHECKs admit only the words of the contract, which is what makes this cast true. */
const asRequests = (rows: unknown[]) => rows as SupportRequest[];

export async function requestById(context: Reading, id: string): Promise<SupportRequest | null> {
  return asRequests(await views(context).where('r.id', '=', id).execute())[0] ?? null;
}

const OPEN: RequestStatus[] = ['brief_incomplete', 'queued', 'in_work', 'answered', 'asked_again'];

export async function openRequestsOfUnit(
  context: Reading,
  unitId: string,
  systems: 'all' | readonly string[],
  limit: number,
): Promise<SupportRequest[]> {
  const served = views(context).where('r.unit_id', '=', unitId);
  return asRequests(
    await (systems === 'all'
      ? served
      : served.where('r.sales_system_id', '=', sql<string>`ANY(${[...systems]}::uuid[])`)
    )
      .where('r.status', 'in', OPEN)
      .orderBy('r.due_at', (order) => order.asc().nullsFirst())
      .orderBy('r.number')
      .limit(limit)
      .execute(),
  );
}

export interface RequestFilter {
  clientId?: string | undefined;
  askerId?: string | undefined;
  specialistId?: string | undefined;
}

export async function requestsPage(
  context: Reading,
  filter: RequestFilter,
  before: number | null,
  limit: number,
): Promise<SupportRequest[]> {
  let query = views(context);
  if (filter.clientId !== undefined) query = query.where('r.client_id', '=', filter.clientId);
  if (filter.askerId !== undefined) query = query.where('r.asker_id', '=', filter.askerId);
  if (filter.specialistId !== undefined) query = query.where('r.specialist_id', '=', filter.specialistId);
  if (before !== null) query = query.where('r.number', '<', before);
  return asRequests(await query.orderBy('r.number', 'desc').limit(limit).execute());
}

export async function lockRequest({ db }: WriteContext, id: string): Promise<RequestRow | null> {
  const row = await db.selectFrom('support_requests').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return (row as RequestRow | undefined) ?? null;
}

const AT_LIVING_CLIENT = atLivingClient('support_requests.client_id');

/** The queued request of a department that is due first and that nobody is assigning at this moment. */
export async function lockNextRequest(
  { db }: WriteContext,
  unitId: string,
  systems: 'all' | readonly string[],
): Promise<RequestRow | null> {
  const queued = db
    .selectFrom('support_requests')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('status', '=', 'queued')
    .where(AT_LIVING_CLIENT);
  const row = await (systems === 'all'
    ? queued
    : queued.where('sales_system_id', '=', sql<string>`ANY(${[...systems]}::uuid[])`)
  )
    .orderBy('due_at')
    .orderBy('number')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return (row as RequestRow | undefined) ?? null;
}

export async function insertRequest(
  context: WriteContext,
  request: {
    body: AskBody;
    unitId: string;
    salesSystemId: string;
    askerId: string;
    missing: string[];
    dueAt: string | null;
  },
): Promise<string> {
  const id = newId();
  const { body } = request;
  await context.db
    .insertInto('support_requests')
    .values({
      id,
      type_id: body.type_id,
      unit_id: request.unitId,
      sales_system_id: request.salesSystemId,
      client_id: body.client_id,
      about_kind: body.about?.kind ?? null,
      about_id: body.about?.id ?? null,
      asker_id: request.askerId,
      question: body.question,
      inputs: JSON.stringify(body.inputs),
      wanted_by: body.wanted_by ?? null,
      status: request.missing.length > 0 ? 'brief_incomplete' : 'queued',
      missing: request.missing,
      due_at: request.dueAt,
      created_at: context.now.toString(),
    })
    .execute();
  return id;
}

export type RequestChange = Partial<Omit<RequestRow, 'id' | 'number' | 'version' | 'created_at' | 'inputs'>> & {
  inputs?: string;
};

/** Saves over the version that was read; false when somebody was quicker. */
export async function saveRequest(
  { db }: WriteContext,
  request: Pick<RequestRow, 'id' | 'version'>,
  change: RequestChange,
): Promise<boolean> {
  const saved = await db
    .updateTable('support_requests')
    .set({ ...change, version: request.version + 1 })
    .where('id', '=', request.id)
    .where('version', '=', request.version)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}

/** Standard minutes of the work in hand, by specialist. */
export async function loadsOf({ db }: Reading, employeeIds: readonly string[]): Promise<Map<string, number>> {
  if (employeeIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('support_requests as r')
    .innerJoin('request_types as t', 't.id', 'r.type_id')
    .select(['r.specialist_id', sql<number>`sum(t.standard_minutes)::integer`.as('minutes')])
    .where('r.specialist_id', 'in', employeeIds)
    .where('r.status', 'in', ['in_work', 'asked_again'])
    .where(atLivingClient('r.client_id'))
    .groupBy('r.specialist_id')
    .execute();
  return new Map(
    rows.flatMap((row) => (row.specialist_id === null ? [] : [[row.specialist_id, row.minutes] as const])),
  );
}

/** When each specialist last had a request of this type. */
export async function lastOfType(
  { db }: Reading,
  typeId: string,
  employeeIds: readonly string[],
): Promise<Map<string, string>> {
  if (employeeIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('support_requests')
    .select(['specialist_id', sql<string>`max(assigned_at)`.as('last')])
    .where('type_id', '=', typeId)
    .where('specialist_id', 'in', employeeIds)
    .groupBy('specialist_id')
    .execute();
  return new Map(
    rows.flatMap((row) =>
      row.specialist_id === null || row.last === null ? [] : [[row.specialist_id, row.last] as const],
    ),
  );
}

export async function levelsOf({ db }: Reading, competenceId: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('competence_levels')
    .select(['employee_id', 'level'])
    .where('competence_id', '=', competenceId)
    .execute();
  return new Map(rows.map((row) => [row.employee_id, row.level]));
}

export async function competenceById({ db }: Reading, id: string) {
  return db.selectFrom('competences').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function competencesOfUnit({ db }: Reading, unitId: string): Promise<CompetenceRow[]> {
  const [competences, levels] = await Promise.all([
    db
      .selectFrom('competences')
      .select(['id', 'name', 'target_people', 'version'])
      .where('unit_id', '=', unitId)
      .orderBy('name')
      .execute(),
    db
      .selectFrom('competence_levels as l')
      .innerJoin('competences as c', 'c.id', 'l.competence_id')
      .select(['l.competence_id', 'l.employee_id', 'l.level'])
      .where('c.unit_id', '=', unitId)
      .execute(),
  ]);
  return competences.map((one) => ({
    ...one,
    levels: levels
      .filter((level) => level.competence_id === one.id)
      .map(({ employee_id, level }) => ({ employee_id, level })),
  }));
}

export async function saveLevel(
  context: WriteContext,
  competenceId: string,
  employeeId: string,
  level: number,
): Promise<number> {
  const before = await context.db
    .selectFrom('competence_levels')
    .select('level')
    .where('competence_id', '=', competenceId)
    .where('employee_id', '=', employeeId)
    .executeTakeFirst();
  await context.db
    .insertInto('competence_levels')
    .values({ competence_id: competenceId, employee_id: employeeId, level, changed_at: context.now.toString() })
    .onConflict((conflict) =>
      conflict.columns(['employee_id', 'competence_id']).doUpdateSet({ level, changed_at: context.now.toString() }),
    )
    .execute();
  return before?.level ?? 0;
}

/** Of the answers since a moment, how many came by their deadline. */
export async function keptSince({ db }: Reading, unitId: string, since: string): Promise<{ kept: number; of: number }> {
  const row = await db
    .selectFrom('support_requests')
    .select([sql<number>`count(*) FILTER (WHERE answered_at <= due_at)`.as('kept'), sql<number>`count(*)`.as('of')])
    .where('unit_id', '=', unitId)
    .where('answered_at', '>=', since)
    .where(AT_LIVING_CLIENT)
    .executeTakeFirstOrThrow();
  return row;
}

export async function openRequestsOf({ db }: Reading, employeeId: string): Promise<RequestRow[]> {
  const rows = await db
    .selectFrom('support_requests')
    .selectAll()
    .where('status', 'in', OPEN)
    .where(AT_LIVING_CLIENT)
    .where((where) =>
      where.or([
        where('asker_id', '=', employeeId),
        where('specialist_id', '=', employeeId),
        where('learner_id', '=', employeeId),
      ]),
    )
    .execute();
  return rows as RequestRow[];
}

const departments = ({ db }: Reading) =>
  db
    .selectFrom('v_org_units')
    .select([sql<string>`id`.as('id'), sql<string>`name`.as('name'), 'head_id as headId'])
    .where('kind', '=', 'department');

/** The specialised departments that exist today. */
export async function departmentRows(context: Reading, day: string): Promise<(Department & { name: string })[]> {
  return departments(context)
    .where((where) => where.or([where('closed_on', 'is', null), where('closed_on', '>', day)]))
    .orderBy('name')
    .execute();
}

export async function departmentById(context: Reading, id: string): Promise<Department | null> {
  return (await departments(context).where('id', '=', id).executeTakeFirst()) ?? null;
}
