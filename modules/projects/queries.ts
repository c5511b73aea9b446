import { reachOf } from '#modules/clients/queries.ts';
import { customPeople, fieldsOf, shownCustom } from '#modules/fields/queries.ts';
import { companyToday } from '#modules/people/queries.ts';
import { salesSystemById } from '#modules/structure/queries.ts';
import { registerLoad } from '#modules/workload/queries.ts';
import type { Context } from '#platform/context.ts';
import type { EmployeeId } from '#shared/ids.ts';
import { notFound, ok, type Result } from '#shared/result.ts';
import { mayLead, mayReadProject } from './access.ts';
import type { Milestone, Project, ProjectLine } from './contract.ts';
import { paymentState } from './rules.ts';
import {
  countOpenByManager,
  headById,
  headsOfClient,
  milestonesOf,
  moneyOf,
  type ProjectHead,
  partsOf,
} from './store.ts';

/** The projects of a client, the newest first, for whoever reads its card. Source: domain §8. */
export async function clientProjects(context: Context, clientId: string): Promise<Result<{ items: ProjectLine[] }>> {
  if (!mayReadProject(await reachOf(context, clientId))) return notFound();
  return ok({ items: await projectLines(context, await headsOfClient(context, clientId)) });
}

/** Projects with their next milestones, what is late and what is paid: in two looks, however many they are. */
export async function projectLines(context: Context, heads: readonly ProjectHead[]): Promise<ProjectLine[]> {
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
