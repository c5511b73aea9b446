import { type Selectable, sql } from 'kysely';
import type { CustomValues } from '#modules/fields/rules.ts';
import type { Context, WriteContext } from '#platform/context.ts';
import type { Projects } from '#platform/db/schema.ts';
import { newId } from '#shared/ids.ts';
import type { HandoverData, Milestone, Project } from './contract.ts';
import type { PaymentPlan, ProjectState } from './rules.ts';

/** What of this module belongs to a client, for the merge of two records. */
export const ROWS_AT_CLIENT = [{ table: 'projects', key: ['id'], column: 'client_id' }] as const;

type Reading = Pick<Context, 'db'>;
export type ProjectRow = Omit<Selectable<Projects>, 'custom'> & { state: ProjectState; custom: CustomValues };

export interface ProjectHead extends ProjectRow {
  client_name: string;
  manager_name: string;
}

/** Projects `p` of living clients `c`, with the names of the client and of who leads them. */
export const headsOf = ({ db }: Reading) =>
  db
    .selectFrom('projects as p')
    .innerJoin('v_clients as c', 'c.id', 'p.client_id')
    .innerJoin('v_employee_names as m', 'm.id', 'p.manager_id')
    .selectAll('p')
    .select([sql<string>`c.name`.as('client_name'), sql<string>`m.full_name`.as('manager_name')]);

/** The CHECKs of the columns admit only the words of the contract, which is what makes these casts true. */
export async function headById(context: Reading, id: string): Promise<ProjectHead | null> {
  return ((await headsOf(context).where('p.id', '=', id).executeTakeFirst()) as ProjectHead | undefined) ?? null;
}

/** Newest first. */
export async function headsOfClient(context: Reading, clientId: string): Promise<ProjectHead[]> {
  const rows = await headsOf(context)
    .where('p.client_id', '=', clientId)
    .orderBy('p.opened_at', 'desc')
    .orderBy('p.id', 'desc')
    .execute();
  return rows as ProjectHead[];
}

export async function projectById({ db }: Reading, id: string): Promise<ProjectRow | null> {
  const row = await db.selectFrom('projects').selectAll().where('id', '=', id).executeTakeFirst();
  return (row as ProjectRow | undefined) ?? null;
}

export async function lockProject({ db }: WriteContext, id: string): Promise<ProjectRow | null> {
  const row = await db.selectFrom('projects').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return (row as ProjectRow | undefined) ?? null;
}

export async function insertProject(
  context: WriteContext,
  project: { clientId: string; salesSystemId: string; handoffId: string; managerId: string; data: HandoverData },
): Promise<string> {
  const id = newId();
  const { data } = project;
  await context.db
    .insertInto('projects')
    .values({
      id,
      client_id: project.clientId,
      sales_system_id: project.salesSystemId,
      deal_id: data.deal_id,
      handoff_id: project.handoffId,
      manager_id: project.managerId,
      title: data.title,
      contract_number: data.contract_number,
      value_minor: data.value_minor,
      margin_plan_minor: data.margin_minor,
      currency: data.currency,
      state: 'running',
      scope: data.scope,
      opened_at: context.now.toString(),
    })
    .execute();
  const rows = <T>(list: readonly T[], make: (item: T, index: number) => Record<string, unknown>) =>
    list.map((item, index) => ({ id: newId(), project_id: id, ...make(item, index) }));
  const milestones = rows(data.milestones, (one, position) => ({
    title: one.title,
    planned_on: one.planned_on,
    promised_on: one.planned_on,
    position,
    responsible_id: project.managerId,
  }));
  const payments = rows(data.payments, (one) => ({
    title: one.title,
    due_on: one.due_on,
    amount_minor: one.amount_minor,
    of_savings: one.of_savings ?? false,
  }));
  const promises = rows(data.promises, (one) => ({ said: one.said, due_on: one.due_on ?? null }));
  const risks = rows(data.risks, (one) => ({ said: one.said, answer: one.answer ?? null }));
  // The four lists were built from the frozen package, whose shape the caller has checked.
  if (milestones.length > 0)
    await context.db
      .insertInto('milestones')
      .values(milestones as never)
      .execute();
  if (payments.length > 0)
    await context.db
      .insertInto('scheduled_payments')
      .values(payments as never)
      .execute();
  if (promises.length > 0)
    await context.db
      .insertInto('promises')
      .values(promises as never)
      .execute();
  if (risks.length > 0)
    await context.db
      .insertInto('risks')
      .values(risks as never)
      .execute();
  return id;
}

export type ProjectChange = Partial<
  Omit<ProjectRow, 'id' | 'client_id' | 'deal_id' | 'handoff_id' | 'opened_at' | 'version'>
>;

/** Saves over the version that was read; false when somebody was quicker. */
export async function saveProject(
  { db }: WriteContext,
  project: Pick<ProjectRow, 'id' | 'version'>,
  { custom, ...columns }: ProjectChange,
): Promise<boolean> {
  const saved = await db
    .updateTable('projects')
    .set({
      ...columns,
      ...(custom === undefined ? {} : { custom: JSON.stringify(custom) }),
      version: project.version + 1,
    })
    .where('id', '=', project.id)
    .where('version', '=', project.version)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}

export async function milestonesOf(
  { db }: Reading,
  projectIds: readonly string[],
): Promise<(Milestone & { project_id: string })[]> {
  if (projectIds.length === 0) return [];
  const rows = await db
    .selectFrom('milestones as m')
    .leftJoin('v_employee_names as r', 'r.id', 'm.responsible_id')
    .select([
      'm.id',
      'm.project_id',
      'm.title',
      'm.planned_on',
      'm.promised_on',
      'm.reached_on',
      'm.responsible_id',
      'r.full_name as responsible_name',
      'm.note',
      'm.version',
      sql<string[]>`ARRAY(SELECT d.after_id::text FROM milestone_dependencies d WHERE d.milestone_id = m.id)`.as(
        'after',
      ),
    ])
    .where('m.project_id', 'in', [...projectIds])
    .where('m.removed_at', 'is', null)
    .orderBy('m.planned_on')
    .orderBy('m.position')
    .execute();
  return rows;
}

export type ProjectParts = Pick<Project, 'acts' | 'schedule' | 'payments' | 'promises' | 'risks' | 'changes'>;

export async function partsOf({ db }: Reading, projectId: string): Promise<ProjectParts> {
  const [acts, schedule, payments, promises, risks, changes] = await Promise.all([
    db
      .selectFrom('acceptance_acts as a')
      .leftJoin('v_attachments as f', 'f.id', 'a.attachment_id')
      .select([
        'a.id',
        'a.milestone_id',
        'a.number',
        'a.signed_on',
        'a.amount_minor',
        'a.attachment_id',
        'f.title as file_name',
      ])
      .where('a.project_id', '=', projectId)
      .where('a.removed_at', 'is', null)
      .orderBy('a.signed_on')
      .execute(),
    db
      .selectFrom('scheduled_payments')
      .select(['id', 'title', 'due_on', 'amount_minor', 'of_savings', 'version'])
      .where('project_id', '=', projectId)
      .where('removed_at', 'is', null)
      .orderBy('due_on')
      .execute(),
    db
      .selectFrom('payments')
      .select(['id', 'received_on', 'amount_minor', 'note'])
      .where('project_id', '=', projectId)
      .where('removed_at', 'is', null)
      .orderBy('received_on')
      .execute(),
    db
      .selectFrom('promises')
      .select(['id', 'said', 'due_on', 'state', 'note', 'version'])
      .where('project_id', '=', projectId)
      .orderBy('due_on')
      .execute(),
    db
      .selectFrom('risks')
      .select(['id', 'said', 'answer', 'state', 'version'])
      .where('project_id', '=', projectId)
      .orderBy('id')
      .execute(),
    db
      .selectFrom('change_requests')
      .select(['id', 'said', 'asked_by', 'asked_on', 'amount_minor', 'days', 'state', 'version'])
      .where('project_id', '=', projectId)
      .orderBy('asked_on')
      .execute(),
  ]);
  return { acts, schedule, payments, promises, risks, changes } as ProjectParts;
}

/** What is due and what has come in, for many projects in two queries. */
export async function moneyOf(
  { db }: Reading,
  projectIds: readonly string[],
): Promise<Map<string, { plan: PaymentPlan[]; received: number[] }>> {
  const money = new Map(projectIds.map((id) => [id, { plan: [] as PaymentPlan[], received: [] as number[] }]));
  if (projectIds.length === 0) return money;
  const [plan, received] = await Promise.all([
    db
      .selectFrom('scheduled_payments')
      .select(['project_id', 'due_on', 'amount_minor'])
      .where('project_id', 'in', [...projectIds])
      .where('removed_at', 'is', null)
      .execute(),
    db
      .selectFrom('payments')
      .select(['project_id', 'amount_minor'])
      .where('project_id', 'in', [...projectIds])
      .where('removed_at', 'is', null)
      .execute(),
  ]);
  for (const row of plan) money.get(row.project_id)?.plan.push({ dueOn: row.due_on, amount: row.amount_minor });
  for (const row of received) money.get(row.project_id)?.received.push(row.amount_minor);
  return money;
}

export async function openProjectsOf({ db }: Reading, managerId: string): Promise<ProjectRow[]> {
  const rows = await db
    .selectFrom('projects')
    .selectAll()
    .where('manager_id', '=', managerId)
    .where('state', 'in', ['running', 'suspended'])
    .execute();
  return rows as ProjectRow[];
}

export async function countOpenByManager({ db }: Reading, managerIds: readonly string[]): Promise<Map<string, number>> {
  if (managerIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('projects')
    .select(['manager_id', sql<number>`count(*)`.as('count')])
    .where('manager_id', 'in', [...managerIds])
    .where('state', 'in', ['running', 'suspended'])
    .groupBy('manager_id')
    .execute();
  return new Map(rows.map((row) => [row.manager_id, row.count]));
}

/** Which of the clients have had a project, running or not. */
export async function clientsWithProjects(
  { db }: Reading,
  clientIds: readonly string[],
): Promise<{ client_id: string; title: string }[]> {
  return db
    .selectFrom('projects')
    .select(['client_id', 'title'])
    .where(sql<boolean>`client_id = ANY(${sql.val([...clientIds])}::uuid[])`)
    .execute();
}
