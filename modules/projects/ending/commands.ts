import { cancelSteps, planStep } from '#modules/activities/commands.ts';
import { changeFacts } from '#modules/clients/commands.ts';
import type { ClientRow } from '#modules/clients/contract.ts';
import { lockClient } from '#modules/clients/queries.ts';
import type { FactsPatch } from '#modules/clients/rules.ts';
import { passNeeds, recordNeed } from '#modules/needs/commands.ts';
import { needsOf } from '#modules/needs/queries.ts';
import { isOpen } from '#modules/needs/rules.ts';
import { companyToday } from '#modules/people/queries.ts';
import { holdersOf, salesSystemById } from '#modules/structure/queries.ts';
import type { SalesFunction } from '#modules/structure/rules.ts';
import { chooseReceiver } from '#modules/workload/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { invalid, type Result, refuse } from '#shared/result.ts';
import type { CommissionBody, Project, TerminateBody } from '../contract.ts';
import { factsOf } from '../milestones/commands.ts';
import { projectForWork, turnProject } from '../records/commands.ts';
import { mayCommission } from '../rules.ts';
import { milestonesOf, type ProjectRow } from '../store.ts';

/**
 * Suspends the project until a day on which it is looked at. The client stays in delivery and keeps its next step.
 * Refuses: `projects.wrong_state`, `projects.day_past`, a stale version. Source: domain §8.
 */
export async function suspendProject(
  context: WriteContext,
  id: string,
  body: { version: number; reason: string; until: string },
): Promise<Result<Project>> {
  const project = await projectForWork(context, id);
  if (!project.ok) return project;
  if (body.until <= (await companyToday(context)).toString()) return invalid('/until', 'projects.day_past');
  const change = { state: 'suspended', suspended_reason: body.reason, suspended_until: body.until } as const;
  return turnProject(context, project.value, body.version, change, {
    action: 'project.suspended',
    reason: body.reason,
  });
}

/** Goes on with a suspended project. Refuses: `projects.wrong_state`, a stale version. */
export async function resumeProject(context: WriteContext, id: string, version: number): Promise<Result<Project>> {
  const project = await projectForWork(context, id);
  if (!project.ok) return project;
  const change = { state: 'running', suspended_reason: null, suspended_until: null } as const;
  return turnProject(context, project.value, version, change, { action: 'project.resumed', reason: null });
}

/**
 * Commissions the project. What follows is the repeat policy of the sales system: `none` leaves a delivered client with its
 * reference and a check; `new_cycle` records besides a new potential need that passes every gate again; `repeat_projects` and
 * `continuous` pass the client to whoever answers for its growth, with a next step. While the client has another contract or
 * is being developed, it only has one project less. Refuses what `mayCommission` refuses, `projects.day_in_future`,
 * `projects.day_past`, `projects.next_step_required`, a stale version. Source: domain §8.
 */
export async function commissionProject(
  context: WriteContext,
  id: string,
  body: CommissionBody,
): Promise<Result<Project>> {
  const opened = await projectForWork(context, id);
  if (!opened.ok) return opened;
  const project = opened.value;
  const today = (await companyToday(context)).toString();
  if (body.commissioned_on > today) return invalid('/commissioned_on', 'projects.day_in_future');
  if (body.warranty_until < body.commissioned_on) return invalid('/warranty_until', 'projects.warranty_before');
  if ((body.check_on ?? body.warranty_until) <= today)
    return invalid(body.check_on === undefined ? '/warranty_until' : '/check_on', 'projects.day_past');
  const plan = (await milestonesOf(context, [id])).map(factsOf);
  const possible = mayCommission(project.state, plan, body.open_reason ?? null);
  if (!possible.ok) return possible;
  const settled = await afterDelivery(context, project, body);
  if (!settled.ok) return settled;
  return turnProject(
    context,
    project,
    body.version,
    {
      state: 'commissioned',
      commissioned_on: body.commissioned_on,
      warranty_until: body.warranty_until,
      reference_note: body.reference_note,
      closed_at: context.now.toString(),
      ...(body.margin_fact_minor === undefined ? {} : { margin_fact_minor: body.margin_fact_minor }),
    },
    { action: 'project.commissioned', reason: body.open_reason ?? null },
  );
}

async function afterDelivery(
  context: WriteContext,
  project: ProjectRow,
  body: CommissionBody,
): Promise<Result<unknown>> {
  const locked = await lockClient(context, project.client_id);
  if (!locked.ok) return locked;
  const client = locked.value;
  const delivered = { on: body.commissioned_on, note: body.reference_note };
  if (goesOnWithout(client)) return changeFacts(context, client.id, { runningProjectsBy: -1, delivered });
  const policy = (await salesSystemById(context, project.sales_system_id))?.repeatPolicy;
  if (policy === 'repeat_projects' || policy === 'continuous') {
    return passToGrowth(context, project, client, body, { runningProjectsBy: -1, delivered });
  }
  if (policy === 'new_cycle') {
    const need = await recordNeed(context, client.id, {
      subject: project.title,
      origin: 'formed',
      origin_note: body.reference_note,
    });
    if (!need.ok) return need;
  }
  const watcher = await chosenFor(context, project, client, 'relevance_monitoring');
  const passed = await passNeeds(context, client.id, project.manager_id, watcher);
  if (!passed.ok) return passed;
  const cancelled = await cancelSteps(context, client.id, body.reference_note);
  if (!cancelled.ok) return cancelled;
  return changeFacts(context, client.id, {
    runningProjectsBy: -1,
    delivered,
    nextStep: null,
    check: await earliestLook(context, client.id, { on: body.check_on ?? body.warranty_until, ownerId: watcher }),
  });
}

/** Whether the client stays in work when this project ends: another runs, a contract is being made, somebody develops it. */
function goesOnWithout(client: ClientRow): boolean {
  return client.running_projects > 1 || client.contracts_open > 0 || client.developing;
}

/** A regular client keeps a holder and a next step. */
async function passToGrowth(
  context: WriteContext,
  project: ProjectRow,
  client: ClientRow,
  body: CommissionBody,
  facts: FactsPatch,
): Promise<Result<unknown>> {
  if (body.next_step === undefined)
    return refuse('projects.next_step_required', {
      code: 'invalid_input',
      fields: [{ path: '/next_step', reason: 'projects.next_step_required' }],
    });
  const ownerId = await chosenFor(context, project, client, 'account_growth');
  const cancelled = await cancelSteps(context, client.id, body.reference_note);
  if (!cancelled.ok) return cancelled;
  return planStep(
    context,
    {
      client_id: client.id,
      kind: 'call',
      title: body.next_step.title,
      due_on: body.next_step.due_on,
      owner_id: ownerId,
    },
    { ...facts, regular: true, holder: { employeeId: ownerId, via: 'transfer' } },
  );
}

/** The manager who knows the client, where the function is theirs; else the least loaded of those whose it is. */
async function chosenFor(
  context: WriteContext,
  project: ProjectRow,
  client: ClientRow,
  sales: SalesFunction,
): Promise<string> {
  const salesSystemId = project.sales_system_id;
  const holders = await holdersOf(context, { salesSystemId, function: sales });
  if (holders.some((one) => one.employeeId === project.manager_id)) return project.manager_id;
  const chosen = await chooseReceiver(context, { salesSystemId, function: sales, segmentId: client.segment_id });
  return chosen.ok ? chosen.value.employeeId : project.manager_id;
}

/** A need that somebody watches may ask for an earlier look at the client. */
async function earliestLook(
  context: WriteContext,
  clientId: string,
  look: { on: string; ownerId: string },
): Promise<{ on: string; ownerId: string }> {
  const watched = (await needsOf(context, clientId)).flatMap(
    ({ status, next_check_on: on, check_owner_id: ownerId }) =>
      isOpen(status) && on !== null && ownerId !== null ? [{ on, ownerId }] : [],
  );
  return [look, ...watched].reduce((first, one) => (one.on < first.on ? one : first));
}

/**
 * Ends the contract before its time: by whom, why, and which share was settled. The client then waits with a check, unless
 * something else goes on with it. Refuses: `projects.wrong_state`, `projects.day_in_future`, `projects.day_past`, a stale
 * version. Source: domain §8.
 */
export async function terminateProject(
  context: WriteContext,
  id: string,
  body: TerminateBody,
): Promise<Result<Project>> {
  const opened = await projectForWork(context, id);
  if (!opened.ok) return opened;
  const project = opened.value;
  const today = (await companyToday(context)).toString();
  if (body.terminated_on > today) return invalid('/terminated_on', 'projects.day_in_future');
  if (body.check_on <= today) return invalid('/check_on', 'projects.day_past');
  const settled = await afterTermination(context, project, body);
  if (!settled.ok) return settled;
  return turnProject(
    context,
    project,
    body.version,
    {
      state: 'terminated',
      terminated_on: body.terminated_on,
      terminated_by: body.by,
      termination_reason: body.reason,
      settled_bp: body.settled_bp,
      suspended_reason: null,
      suspended_until: null,
      closed_at: context.now.toString(),
    },
    { action: 'project.terminated', reason: body.reason },
  );
}

async function afterTermination(
  context: WriteContext,
  project: ProjectRow,
  body: TerminateBody,
): Promise<Result<unknown>> {
  const locked = await lockClient(context, project.client_id);
  if (!locked.ok) return locked;
  const client = locked.value;
  if (goesOnWithout(client)) return changeFacts(context, client.id, { runningProjectsBy: -1 });
  const cancelled = await cancelSteps(context, client.id, body.reason);
  if (!cancelled.ok) return cancelled;
  return changeFacts(context, client.id, {
    runningProjectsBy: -1,
    nextStep: null,
    waitingReason: body.reason,
    check: await earliestLook(context, client.id, { on: body.check_on, ownerId: project.manager_id }),
  });
}
