import { type Change, offerUndo, record } from '#modules/journal/commands.ts';
import { companyToday } from '#modules/people/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { invalid, notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import { mayLead } from '../access.ts';
import type { ActBody, PaymentBody, Project } from '../contract.ts';
import { projectView } from '../queries.ts';
import { isOpen } from '../rules.ts';
import {
  insertAct,
  insertPayment,
  insertRisk,
  lockProject,
  milestonesOf,
  type ProjectRow,
  savePromise,
  saveRisk,
} from '../store.ts';

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

/** The project, locked, for whoever leads it. A project that has ended takes nothing but late payments. */
export async function forWork(
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

export async function staleProject(context: WriteContext, id: string): Promise<Result<never>> {
  const now = await projectView(context, id);
  return staleVersion(now.ok ? now.value : null);
}

export async function changed(
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
