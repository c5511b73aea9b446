import { cancelSteps, planStep } from '#modules/activities/commands.ts';
import { changeFacts } from '#modules/clients/commands.ts';
import { lockClient } from '#modules/clients/queries.ts';
import type { FactsPatch } from '#modules/clients/rules.ts';
import { recordNeed } from '#modules/needs/commands.ts';
import { companyToday } from '#modules/people/queries.ts';
import { holdersOf, salesSystemById } from '#modules/structure/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { invalid, type Result, refuse } from '#shared/result.ts';
import type { CommissionBody, Project, TerminateBody } from '../contract.ts';
import { changed, forWork, staleProject } from '../records/commands.ts';
import { mayBecome, mayCommission } from '../rules.ts';
import { milestonesOf, type ProjectChange, type ProjectRow, saveProject } from '../store.ts';

/** Suspends the project until a day on which it is looked at. Refuses: `projects.wrong_state`, `projects.day_past`. Source: domain §8. */
export async function suspendProject(
  context: WriteContext,
  id: string,
  body: { version: number; reason: string; until: string },
): Promise<Result<Project>> {
  const project = await forWork(context, id);
  if (!project.ok) return project;
  if (body.until <= (await companyToday(context)).toString()) return invalid('/until', 'projects.day_past');
  return turn(
    context,
    project.value,
    body.version,
    { state: 'suspended', suspended_reason: body.reason, suspended_until: body.until },
    'project.suspended',
    body.reason,
  );
}

export async function resumeProject(context: WriteContext, id: string, version: number): Promise<Result<Project>> {
  const project = await forWork(context, id);
  if (!project.ok) return project;
  return turn(
    context,
    project.value,
    version,
    { state: 'running', suspended_reason: null, suspended_until: null },
    'project.resumed',
    null,
  );
}

/**
 * Commissions the project. What follows is the repeat policy of the sales system: `none` leaves a delivered client with its
 * reference and a check at the end of warranty; `new_cycle` records a new potential need that passes every gate again;
 * `repeat_projects` and `continuous` pass the client to whoever answers for its growth.
 * Refuses what `mayCommission` refuses, `projects.day_in_future`, `projects.day_past`, `projects.next_step_required`.
 * Source: domain §8.
 */
export async function commissionProject(
  context: WriteContext,
  id: string,
  body: CommissionBody,
): Promise<Result<Project>> {
  const opened = await forWork(context, id);
  if (!opened.ok) return opened;
  const project = opened.value;
  const today = (await companyToday(context)).toString();
  if (body.commissioned_on > today) return invalid('/commissioned_on', 'projects.day_in_future');
  if (body.warranty_until <= today) return invalid('/warranty_until', 'projects.day_past');
  const plan = await milestonesOf(context, [id]);
  const facts = plan.map((one) => ({ id: one.id, title: one.title, reachedOn: one.reached_on, after: one.after }));
  const possible = mayCommission(project.state, facts, body.open_reason ?? null);
  if (!possible.ok) return possible;
  const settled = await afterDelivery(context, project, body);
  if (!settled.ok) return settled;
  return turn(
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
    'project.commissioned',
    body.open_reason ?? null,
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
  // With another project running the client stays in delivery, whatever becomes of this one.
  if (client.running_projects > 1) return changeFacts(context, client.id, { runningProjectsBy: -1 });
  const system = await salesSystemById(context, project.sales_system_id);
  const delivered = { on: body.commissioned_on, note: body.reference_note };
  if (system?.repeatPolicy === 'repeat_projects' || system?.repeatPolicy === 'continuous') {
    return passToGrowth(context, project, body, { runningProjectsBy: -1, delivered });
  }
  if (system?.repeatPolicy === 'new_cycle') {
    const need = await recordNeed(context, client.id, {
      subject: project.title,
      origin: 'formed',
      origin_note: body.reference_note,
    });
    if (!need.ok) return need;
  }
  const cancelled = await cancelSteps(context, client.id, body.reference_note);
  if (!cancelled.ok) return cancelled;
  return changeFacts(context, client.id, {
    runningProjectsBy: -1,
    delivered,
    nextStep: null,
    check: { on: body.warranty_until, ownerId: await whoLooks(context, project) },
  });
}

/** A regular client keeps a holder and a next step. */
async function passToGrowth(
  context: WriteContext,
  project: ProjectRow,
  body: CommissionBody,
  facts: FactsPatch,
): Promise<Result<unknown>> {
  if (body.next_step === undefined)
    return refuse('projects.next_step_required', {
      code: 'invalid_input',
      fields: [{ path: '/next_step', reason: 'field.required' }],
    });
  const growers = await holdersOf(context, { salesSystemId: project.sales_system_id, function: 'account_growth' });
  const grower = growers.find((one) => one.present) ?? growers[0];
  const ownerId = grower?.employeeId ?? project.manager_id;
  const cancelled = await cancelSteps(context, project.client_id, body.reference_note);
  if (!cancelled.ok) return cancelled;
  return planStep(
    context,
    {
      client_id: project.client_id,
      kind: 'call',
      title: body.next_step.title,
      due_on: body.next_step.due_on,
      owner_id: ownerId,
    },
    { ...facts, regular: true, holder: { employeeId: ownerId, via: 'transfer' } },
  );
}

/** A delivered client is looked at by whoever monitors relevance in this sales system, else by its manager. */
async function whoLooks(context: WriteContext, project: ProjectRow): Promise<string> {
  const monitors = await holdersOf(context, {
    salesSystemId: project.sales_system_id,
    function: 'relevance_monitoring',
  });
  return (monitors.find((one) => one.present) ?? monitors[0])?.employeeId ?? project.manager_id;
}

/**
 * Ends the contract before its time: by whom, why, and which share was settled. The client waits with a check.
 * Refuses: `projects.wrong_state`, `projects.day_in_future`, `projects.day_past`. Source: domain §8.
 */
export async function terminateProject(
  context: WriteContext,
  id: string,
  body: TerminateBody,
): Promise<Result<Project>> {
  const opened = await forWork(context, id);
  if (!opened.ok) return opened;
  const project = opened.value;
  const today = (await companyToday(context)).toString();
  if (body.terminated_on > today) return invalid('/terminated_on', 'projects.day_in_future');
  if (body.check_on <= today) return invalid('/check_on', 'projects.day_past');
  const locked = await lockClient(context, project.client_id);
  if (!locked.ok) return locked;
  const last = locked.value.running_projects === 1 && locked.value.contracts_open === 0;
  if (last) {
    const cancelled = await cancelSteps(context, project.client_id, body.reason);
    if (!cancelled.ok) return cancelled;
  }
  const facts = await changeFacts(context, project.client_id, {
    runningProjectsBy: -1,
    ...(last
      ? { nextStep: null, waitingReason: body.reason, check: { on: body.check_on, ownerId: project.manager_id } }
      : {}),
  });
  if (!facts.ok) return facts;
  return turn(
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
    'project.terminated',
    body.reason,
  );
}

async function turn(
  context: WriteContext,
  project: ProjectRow,
  version: number,
  change: ProjectChange & { state: ProjectRow['state'] },
  action: string,
  reason: string | null,
): Promise<Result<Project>> {
  const possible = mayBecome(project.state, change.state);
  if (!possible.ok) return possible;
  if (project.version !== version || !(await saveProject(context, project, change)))
    return staleProject(context, project.id);
  return changed(context, project, { action, before: { state: project.state }, after: change, reason });
}
