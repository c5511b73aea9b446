import { Value } from 'typebox/value';
import { cancelSteps, planStep } from '#modules/activities/commands.ts';
import { admitParticipant, changeFacts } from '#modules/clients/commands.ts';
import { lockClient } from '#modules/clients/queries.ts';
import type { FactsPatch } from '#modules/clients/rules.ts';
import { type AcceptedHandoff, registerAcceptanceEffect } from '#modules/handoffs/kinds/commands.ts';
import { type Change, offerUndo, record, registerUndo } from '#modules/journal/commands.ts';
import { recordNeed } from '#modules/needs/commands.ts';
import { companyToday } from '#modules/people/queries.ts';
import { registerSuccession } from '#modules/structure/commands.ts';
import { holdersOf, salesSystemById } from '#modules/structure/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { invalid, notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import { mayLead } from './access.ts';
import {
  type ActBody,
  type CommissionBody,
  HandoverData,
  type MilestoneBody,
  type MilestoneEdit,
  type PaymentBody,
  type Project,
  type TerminateBody,
} from './contract.ts';
import { projectView, registerProjectLoad } from './queries.ts';
import { hasCircle, isOpen, mayBecome, mayCommission, mayReach } from './rules.ts';
import {
  insertAct,
  insertMilestone,
  insertPayment,
  insertProject,
  insertRisk,
  lockProject,
  milestonesOf,
  openProjectsOf,
  type ProjectChange,
  type ProjectRow,
  removePart,
  saveDependencies,
  saveMilestone,
  saveProject,
  savePromise,
  saveRisk,
} from './store.ts';

/**
 * Opens the project of an accepted hand-off to delivery from its frozen package: plan, payments, promises and risks exactly as
 * they were handed over. The receiver becomes holder, the contract stops being open and the project runs, in one change with
 * the first step. A second contract opens a second project. Source: domain §8, §4 (H2).
 */
export async function openProject(context: WriteContext, handoff: AcceptedHandoff): Promise<Result<unknown>> {
  if (!Value.Check(HandoverData, handoff.package.data)) return refuse('projects.package_unreadable');
  const data = handoff.package.data;
  const id = await insertProject(context, {
    clientId: handoff.clientId,
    salesSystemId: handoff.salesSystemId,
    handoffId: handoff.id,
    managerId: handoff.receiverId,
    data,
  });
  await record(context, {
    action: 'project.opened',
    subject: { kind: 'project', id },
    clientId: handoff.clientId,
    after: {
      title: data.title,
      contract_number: data.contract_number,
      value_minor: data.value_minor,
      milestones: data.milestones.length,
    },
  });
  await announce(context, {
    type: 'project.opened',
    subjectKind: 'project',
    subjectId: id,
    clientId: handoff.clientId,
  });
  const first = data.milestones[0];
  const today = (await companyToday(context)).toString();
  const dueOn = first !== undefined && first.planned_on > today ? first.planned_on : today;
  return planStep(
    context,
    {
      client_id: handoff.clientId,
      kind: 'task',
      title: first?.title ?? data.title,
      due_on: dueOn,
      owner_id: handoff.receiverId,
      about: { kind: 'project', id },
    },
    {
      holder: { employeeId: handoff.receiverId, via: 'handoff' },
      contractsOpenBy: -1,
      runningProjectsBy: 1,
      developing: false,
      waitingReason: null,
      delivered: null,
      lost: null,
    },
  );
}

/** Adds a milestone; a day in the past is refused: a plan looks forward. Refuses: `projects.circle`, `projects.unknown_milestone`. */
export async function addMilestone(context: WriteContext, id: string, body: MilestoneBody): Promise<Result<Project>> {
  const project = await forWork(context, id);
  if (!project.ok) return project;
  const milestoneId = await insertMilestone(context, id, body);
  const linked = await depend(context, id, milestoneId, body.after ?? []);
  if (!linked.ok) return linked;
  return changed(context, project.value, {
    action: 'milestone.added',
    after: { title: body.title, planned_on: body.planned_on },
  });
}

/** Moves or renames a milestone. The promised day stays, so that the delay is seen. */
export async function editMilestone(
  context: WriteContext,
  id: string,
  milestoneId: string,
  { version, after, ...edit }: MilestoneEdit,
): Promise<Result<Project>> {
  const project = await forWork(context, id);
  if (!project.ok) return project;
  const milestone = (await milestonesOf(context, [id])).find((one) => one.id === milestoneId);
  if (milestone === undefined) return notFound();
  if (!(await saveMilestone(context, { id: milestoneId, version }, edit))) return staleVersion(milestone);
  if (after !== undefined) {
    const linked = await depend(context, id, milestoneId, after);
    if (!linked.ok) return linked;
  }
  const before = Object.fromEntries(
    Object.keys(edit).map((name) => [name, milestone[name as keyof typeof edit] ?? null]),
  );
  return changed(context, project.value, { action: 'milestone.edited', before, after: edit });
}

async function depend(
  context: WriteContext,
  id: string,
  milestoneId: string,
  after: readonly string[],
): Promise<Result<undefined>> {
  const plan = await milestonesOf(context, [id]);
  if (!after.every((other) => plan.some((one) => one.id === other)))
    return invalid('/after', 'projects.unknown_milestone');
  if (hasCircle(plan.map((one) => (one.id === milestoneId ? { id: one.id, after } : one))))
    return invalid('/after', 'projects.circle');
  await saveDependencies(context, milestoneId, after);
  return ok();
}

/** A milestone is reached on a day, or is open again. Refuses what `mayReach` refuses, a stale version. */
export async function reachMilestone(
  context: WriteContext,
  id: string,
  milestoneId: string,
  body: { version: number; reached_on: string | null },
): Promise<Result<Project>> {
  const project = await forWork(context, id);
  if (!project.ok) return project;
  const plan = await milestonesOf(context, [id]);
  const milestone = plan.find((one) => one.id === milestoneId);
  if (milestone === undefined) return notFound();
  if (body.reached_on !== null) {
    const facts = plan.map((one) => ({ id: one.id, title: one.title, reachedOn: one.reached_on, after: one.after }));
    const self = { id: milestone.id, title: milestone.title, reachedOn: null, after: milestone.after };
    const possible = mayReach(self, facts, body.reached_on, (await companyToday(context)).toString());
    if (!possible.ok) return possible;
  }
  if (!(await saveMilestone(context, { id: milestoneId, version: body.version }, { reached_on: body.reached_on })))
    return staleVersion(milestone);
  return changed(context, project.value, {
    action: body.reached_on === null ? 'milestone.reopened' : 'milestone.reached',
    before: { title: milestone.title, reached_on: milestone.reached_on },
    after: { reached_on: body.reached_on },
  });
}

/** Records a signed act of acceptance. Refuses: `projects.day_in_future`, `projects.unknown_milestone`. */
export async function recordAct(context: WriteContext, id: string, body: ActBody): Promise<Result<Project>> {
  const project = await forWork(context, id);
  if (!project.ok) return project;
  if (body.signed_on > (await companyToday(context)).toString()) return invalid('/signed_on', 'projects.day_in_future');
  if (body.milestone_id && !(await milestonesOf(context, [id])).some((one) => one.id === body.milestone_id))
    return invalid('/milestone_id', 'projects.unknown_milestone');
  const partId = await insertAct(context, id, body);
  return changed(
    context,
    project.value,
    {
      action: 'project.act_recorded',
      after: { part_id: partId, number: body.number, signed_on: body.signed_on, amount_minor: body.amount_minor },
    },
    true,
  );
}

/** Records a payment received. Refuses: `projects.day_in_future`. */
export async function recordPayment(context: WriteContext, id: string, body: PaymentBody): Promise<Result<Project>> {
  const project = await forWork(context, id, 'any');
  if (!project.ok) return project;
  if (body.received_on > (await companyToday(context)).toString())
    return invalid('/received_on', 'projects.day_in_future');
  const partId = await insertPayment(context, id, body);
  return changed(
    context,
    project.value,
    {
      action: 'project.payment_recorded',
      after: { part_id: partId, received_on: body.received_on, amount_minor: body.amount_minor },
    },
    true,
  );
}

/** A promise of the seller was kept or broken. */
export async function settlePromise(
  context: WriteContext,
  id: string,
  promiseId: string,
  body: { version: number; state: 'kept' | 'broken'; note?: string | undefined },
): Promise<Result<Project>> {
  const project = await forWork(context, id);
  if (!project.ok) return project;
  const settledOn = (await companyToday(context)).toString();
  if (
    !(await savePromise(context, promiseId, body.version, {
      state: body.state,
      note: body.note ?? null,
      settled_on: settledOn,
    }))
  )
    return staleVersion(null);
  return changed(context, project.value, {
    action: `promise.${body.state}`,
    after: { state: body.state, note: body.note ?? null },
  });
}

export async function addRisk(
  context: WriteContext,
  id: string,
  body: { said: string; answer?: string | undefined },
): Promise<Result<Project>> {
  const project = await forWork(context, id);
  if (!project.ok) return project;
  await insertRisk(context, id, body.said, body.answer ?? null);
  return changed(context, project.value, { action: 'risk.added', after: body });
}

export async function setRisk(
  context: WriteContext,
  id: string,
  riskId: string,
  body: { version: number; state: string },
): Promise<Result<Project>> {
  const project = await forWork(context, id);
  if (!project.ok) return project;
  if (!(await saveRisk(context, riskId, body.version, body.state))) return staleVersion(null);
  return changed(context, project.value, { action: 'risk.settled', after: { state: body.state } });
}

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
  if (project.version !== version || !(await saveProject(context, project, change))) return stale(context, project.id);
  return changed(context, project, { action, before: { state: project.state }, after: change, reason });
}

/** The project, locked, for whoever leads it. A project that has ended takes nothing but late payments. */
async function forWork(
  context: WriteContext,
  id: string,
  states: 'open' | 'any' = 'open',
): Promise<Result<ProjectRow>> {
  const project = await lockProject(context, id);
  if (
    project === null ||
    !mayLead(context.actor, { managerId: project.manager_id, salesSystemId: project.sales_system_id })
  )
    return notFound();
  if (states === 'open' && !isOpen(project.state)) return refuse('projects.ended', { code: 'conflict' });
  return ok(project);
}

async function stale(context: WriteContext, id: string): Promise<Result<never>> {
  const now = await projectView(context, id);
  return staleVersion(now.ok ? now.value : null);
}

async function changed(
  context: WriteContext,
  project: ProjectRow,
  change: Omit<Change, 'subject' | 'clientId'>,
  undoable = false,
): Promise<Result<Project>> {
  const entry = await record(context, {
    ...change,
    subject: { kind: 'project', id: project.id },
    clientId: project.client_id,
  });
  if (undoable) offerUndo(context, entry);
  await announce(context, {
    type: 'project.changed',
    subjectKind: 'project',
    subjectId: project.id,
    clientId: project.client_id,
  });
  return projectView(context, project.id);
}

/** What this module adds to others: the project of an accepted H2, undo, succession of open projects, load of managers. */
export function registerProjects(): void {
  registerAcceptanceEffect('H2', openProject);
  for (const [action, table] of [
    ['project.act_recorded', 'acceptance_acts'],
    ['project.payment_recorded', 'payments'],
  ] as const) {
    registerUndo(action, async (context, entry) => {
      // Written by the command of the same name, which is what makes the shape true.
      const { part_id } = entry.after as { part_id: string };
      await removePart(context, table, part_id);
      return ok();
    });
  }
  registerSuccession({
    key: 'projects',
    functions: ['delivery'],
    async left(context, employeeId) {
      const projects = await openProjectsOf(context, employeeId);
      return projects.length === 0 ? [] : [{ key: 'projects', count: projects.length }];
    },
    async passOn(context, from, to) {
      for (const project of await openProjectsOf(context, from)) {
        await saveProject(context, project, { manager_id: to });
        await admitParticipant(context, project.client_id, to, 'project_manager', project.id);
        await record(context, {
          action: 'project.passed_on',
          subject: { kind: 'project', id: project.id },
          clientId: project.client_id,
          before: { manager_id: from },
          after: { manager_id: to },
        });
      }
      return ok();
    },
  });
  registerProjectLoad();
}
