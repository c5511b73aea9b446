import { reachOf } from '#modules/clients/queries.ts';
import { customPeople, fieldsOf, shownCustom } from '#modules/fields/queries.ts';
import { companyToday } from '#modules/people/queries.ts';
import { salesSystemById, salesSystems } from '#modules/structure/queries.ts';
import { registerLoad } from '#modules/workload/queries.ts';
import type { Context } from '#platform/context.ts';
import { decodeCursor, encodeCursor } from '#shared/cursor.ts';
import type { EmployeeId } from '#shared/ids.ts';
import { notFound, ok, type Result, refuse } from '#shared/result.ts';
import { mayLead, mayReadProject, maySeeAll } from './access.ts';
import type { Milestone, Project, ProjectLine } from './contract.ts';
import { paymentState } from './rules.ts';
import {
  countOpenByManager,
  headById,
  headsPage,
  milestonesOf,
  moneyOf,
  type ProjectFilter,
  type ProjectHead,
  partsOf,
} from './store.ts';

const DEFAULT_LIMIT = 50;

/** Projects within reach, newest first, each with its next milestone, what is late and what is paid. Source: domain §8. */
export async function projectList(
  context: Context,
  query: ProjectQuery & { cursor?: string; limit?: number },
): Promise<Result<{ items: ProjectLine[]; next_cursor: string | null }>> {
  const filter = await filterFor(context, query);
  if (filter === null) return notFound();
  const place = query.cursor === undefined ? null : decodeCursor(query.cursor, 2);
  if (place === undefined) return refuse('app.bad_cursor', { code: 'invalid_input' });
  const after = place === null ? null : { openedAt: String(place[0]), id: String(place[1]) };
  const limit = query.limit ?? DEFAULT_LIMIT;
  const heads = await headsPage(context, filter, after, limit + 1);
  const page = heads.slice(0, limit);
  const last = page.at(-1);
  return ok({
    items: await linesOf(context, page),
    next_cursor: heads.length > limit && last !== undefined ? encodeCursor([last.opened_at, last.id]) : null,
  });
}

interface ProjectQuery {
  client_id?: string;
  manager_id?: string;
  open?: boolean;
  commissioned_since?: string;
}

async function filterFor(context: Context, query: ProjectQuery): Promise<ProjectFilter | null> {
  const { actor } = context;
  const which = { open: query.open, commissionedSince: query.commissioned_since };
  if (query.client_id !== undefined)
    return mayReadProject(await reachOf(context, query.client_id)) ? { clientId: query.client_id, ...which } : null;
  const own = actor.employeeId === null ? [] : [actor.employeeId, ...actor.deputyFor];
  if (!maySeeAll(actor)) return { managerIds: own, ...which };
  const company = actor.rights['projects.work'] === 'company' || actor.rights['reports.read'] === 'company';
  const systems = company
    ? (await salesSystems(context)).map((system) => system.id)
    : [...new Set(actor.positions.map((position) => position.salesSystemId))];
  return {
    salesSystemIds: systems,
    ...which,
    ...(query.manager_id === undefined ? {} : { managerIds: [query.manager_id] }),
  };
}

async function linesOf(context: Context, heads: readonly ProjectHead[]): Promise<ProjectLine[]> {
  const ids = heads.map((head) => head.id);
  const today = (await companyToday(context)).toString();
  const [milestones, money] = await Promise.all([milestonesOf(context, ids), moneyOf(context, ids)]);
  return heads.map((head) =>
    lineOf(
      head,
      milestones.filter((one) => one.project_id === head.id),
      money.get(head.id),
      today,
    ),
  );
}

function lineOf(
  head: ProjectHead,
  plan: readonly Milestone[],
  money: { plan: { dueOn: string; amount: number }[]; received: number[] } | undefined,
  today: string,
): ProjectLine {
  const open = plan.filter((milestone) => milestone.reached_on === null);
  const next = open[0];
  const paid = paymentState(money?.plan ?? [], money?.received ?? [], today);
  return {
    id: head.id,
    client_id: head.client_id,
    client_name: head.client_name,
    manager_id: head.manager_id,
    manager_name: head.manager_name,
    title: head.title,
    contract_number: head.contract_number,
    value_minor: head.value_minor,
    currency: head.currency,
    state: head.state,
    opened_at: head.opened_at,
    milestones: plan.length,
    milestones_reached: plan.length - open.length,
    next_milestone: next === undefined ? null : { id: next.id, title: next.title, planned_on: next.planned_on },
    milestones_late: head.closed_at === null ? open.filter((milestone) => milestone.planned_on < today).length : 0,
    paid_minor: paid.received,
    overdue_minor: head.closed_at === null ? paid.overdue : 0,
  };
}

/** One project with everything that belongs to it, for whoever reads its client's card. */
export async function projectView(context: Context, id: string): Promise<Result<Project>> {
  const head = await headById(context, id);
  if (head === null || !mayReadProject(await reachOf(context, head.client_id))) return notFound();
  const today = (await companyToday(context)).toString();
  const [milestones, parts] = await Promise.all([milestonesOf(context, [id]), partsOf(context, id)]);
  const plan = milestones.map(({ project_id: _project, ...milestone }) => milestone);
  const money = {
    plan: parts.schedule.map((one) => ({ dueOn: one.due_on, amount: one.amount_minor })),
    received: parts.payments.map((one) => one.amount_minor),
  };
  const paid = paymentState(money.plan, money.received, today);
  const fields = await fieldsOf(context, 'project');
  return ok({
    ...lineOf(head, plan, money, today),
    ...parts,
    plan,
    deal_id: head.deal_id,
    handoff_id: head.handoff_id,
    scope: head.scope,
    margin_plan_minor: head.margin_plan_minor,
    margin_fact_minor: head.margin_fact_minor,
    suspended_reason: head.suspended_reason,
    suspended_until: head.suspended_until,
    commissioned_on: head.commissioned_on,
    warranty_until: head.warranty_until,
    reference_note: head.reference_note,
    terminated_on: head.terminated_on,
    // The CHECK of the column admits these four only.
    terminated_by: head.terminated_by as Project['terminated_by'],
    termination_reason: head.termination_reason,
    settled_bp: head.settled_bp,
    scheduled_minor: paid.scheduled,
    next_payment_on: paid.nextDueOn,
    repeat_policy: (await salesSystemById(context, head.sales_system_id))?.repeatPolicy ?? 'none',
    may_work: mayLead(context.actor, { managerId: head.manager_id, salesSystemId: head.sales_system_id }),
    custom: shownCustom(fields, head.custom),
    custom_people: await customPeople(context, fields, [head.custom]),
    version: head.version,
  });
}

/** How many open projects each manager leads. */
export function registerProjectLoad(): void {
  registerLoad({
    function: 'delivery',
    unit: 'projects',
    async heldBy(context, employeeIds) {
      const counts = await countOpenByManager(context, employeeIds);
      // The map's keys are the ids that were asked for.
      return new Map([...counts].map(([id, count]) => [id as EmployeeId, count]));
    },
  });
}
