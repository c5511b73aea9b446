import { attachFile } from '#modules/activities/commands.ts';
import { registerUndo } from '#modules/journal/commands.ts';
import { companyToday } from '#modules/people/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { invalid, notFound, ok, type Result, staleVersion } from '#shared/result.ts';
import type { ActBody, InstalmentBody, InstalmentEdit, PaymentBody, Project } from '../contract.ts';
import { changedProject, projectForWork } from '../records/commands.ts';
import { milestonesOf } from '../store.ts';
import {
  type InstalmentChange,
  insertAct,
  insertInstalment,
  insertPayment,
  instalmentById,
  removePart,
  saveInstalment,
} from './store.ts';

/**
 * Records a signed act of acceptance, with the paper put to the client's files.
 * Refuses: `projects.day_in_future`, `projects.unknown_milestone`, what `attachFile` refuses. Source: domain §8.
 */
export async function recordAct(
  context: WriteContext,
  id: string,
  { file_id: fileId, ...act }: ActBody,
): Promise<Result<Project>> {
  const project = await projectForWork(context, id);
  if (!project.ok) return project;
  if (act.signed_on > (await companyToday(context)).toString()) return invalid('/signed_on', 'projects.day_in_future');
  if (act.milestone_id && !(await milestonesOf(context, [id])).some((one) => one.id === act.milestone_id))
    return invalid('/milestone_id', 'projects.unknown_milestone');
  let attachmentId: string | null = null;
  if (fileId !== undefined) {
    const about = { kind: 'project', id };
    const attached = await attachFile(context, { client_id: project.value.client_id, file_id: fileId, about });
    if (!attached.ok) return attached;
    attachmentId = attached.value.id;
  }
  const partId = await insertAct(context, id, { ...act, attachmentId });
  return changedProject(
    context,
    project.value,
    {
      action: 'project.act_recorded',
      after: { part_id: partId, number: act.number, signed_on: act.signed_on, amount_minor: act.amount_minor },
    },
    'undoable',
  );
}

/** Records a payment received; money may come in after the project has ended. Refuses: `projects.day_in_future`. */
export async function recordPayment(context: WriteContext, id: string, body: PaymentBody): Promise<Result<Project>> {
  const project = await projectForWork(context, id, 'any');
  if (!project.ok) return project;
  if (body.received_on > (await companyToday(context)).toString())
    return invalid('/received_on', 'projects.day_in_future');
  const partId = await insertPayment(context, id, body);
  return changedProject(
    context,
    project.value,
    {
      action: 'project.payment_recorded',
      after: { part_id: partId, received_on: body.received_on, amount_minor: body.amount_minor },
    },
    'undoable',
  );
}

/** Adds an instalment to the payment schedule. Source: domain §8. */
export async function addInstalment(context: WriteContext, id: string, body: InstalmentBody): Promise<Result<Project>> {
  const project = await projectForWork(context, id);
  if (!project.ok) return project;
  await insertInstalment(context, id, body);
  return changedProject(context, project.value, { action: 'project.instalment_added', after: body });
}

/** Moves, corrects or removes an instalment that is due. Refuses a stale version. */
export async function editInstalment(
  context: WriteContext,
  id: string,
  instalmentId: string,
  { version, removed, ...edit }: InstalmentEdit,
): Promise<Result<Project>> {
  const project = await projectForWork(context, id);
  if (!project.ok) return project;
  const instalment = await instalmentById(context, instalmentId);
  if (instalment === null || instalment.project_id !== id) return notFound();
  const change: InstalmentChange =
    removed === undefined ? edit : { ...edit, removed_at: removed ? context.now.toString() : null };
  if (!(await saveInstalment(context, { id: instalmentId, version }, change))) return staleVersion(instalment);
  const { title, due_on, amount_minor, of_savings, removed_at } = instalment;
  return changedProject(
    context,
    project.value,
    {
      action: removed === true ? 'project.instalment_removed' : 'project.instalment_edited',
      before: { part_id: instalmentId, title, due_on, amount_minor, of_savings, removed_at },
      after: { part_id: instalmentId, title, due_on, amount_minor, of_savings, ...change },
    },
    'undoable',
  );
}

/** Acts and payments recorded by mistake are taken away again, instalments become what they were. */
export function registerMoney(): void {
  for (const [action, table] of [
    ['project.act_recorded', 'acceptance_acts'],
    ['project.payment_recorded', 'payments'],
  ] as const) {
    registerUndo(action, async (context, entry) => {
      const project = await projectForWork(context, entry.subjectId, 'any');
      if (!project.ok) return project;
      // Written by the command of the same name, which is what makes the shape true.
      const { part_id: partId } = entry.after as { part_id: string };
      await removePart(context, table, partId);
      return ok();
    });
  }
  for (const action of ['project.instalment_edited', 'project.instalment_removed']) {
    registerUndo(action, async (context, entry) => {
      const project = await projectForWork(context, entry.subjectId);
      if (!project.ok) return project;
      // Written by `editInstalment`, which is what makes the shape true.
      const { part_id: partId, ...before } = entry.before as InstalmentChange & { part_id: string };
      const instalment = await instalmentById(context, partId);
      if (instalment === null) return notFound();
      await saveInstalment(context, instalment, before);
      return ok();
    });
  }
}
