import { registerUndo } from '#modules/journal/commands.ts';
import { companyToday } from '#modules/people/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { invalid, notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import type { ChangeBody, Project } from '../contract.ts';
import { changedProject, projectForWork, staleProject } from '../records/commands.ts';
import { saveProject } from '../store.ts';
import {
  changeIn,
  insertChange,
  insertRisk,
  type PromiseState,
  promiseIn,
  type RiskState,
  riskIn,
  saveChange,
  savePromise,
  saveRisk,
} from './store.ts';

/** A promise of the seller was kept or broken. Refuses a stale version. Source: domain §8. */
export async function settlePromise(
  context: WriteContext,
  id: string,
  promiseId: string,
  body: { version: number; state: 'kept' | 'broken'; note?: string | undefined },
): Promise<Result<Project>> {
  const project = await projectForWork(context, id);
  if (!project.ok) return project;
  const promise = await promiseIn(context, id, promiseId);
  if (promise === null) return notFound();
  const { state, note, settled_on, said } = promise;
  const change = {
    state: body.state,
    note: body.note ?? null,
    settled_on: (await companyToday(context)).toString(),
  };
  if (!(await savePromise(context, { id: promiseId, version: body.version }, change))) return staleVersion(promise);
  return changedProject(
    context,
    project.value,
    {
      action: `promise.${body.state}`,
      before: { part_id: promiseId, state, note, settled_on },
      after: { part_id: promiseId, said, ...change },
    },
    'undoable',
  );
}

/** Adds a risk with what is done against it. */
export async function addRisk(
  context: WriteContext,
  id: string,
  body: { said: string; answer?: string | undefined },
): Promise<Result<Project>> {
  const project = await projectForWork(context, id);
  if (!project.ok) return project;
  await insertRisk(context, id, body.said, body.answer ?? null);
  return changedProject(context, project.value, { action: 'risk.added', after: body });
}

/** A risk has come true, has gone, or is open again. Refuses a stale version. */
export async function setRisk(
  context: WriteContext,
  id: string,
  riskId: string,
  body: { version: number; state: RiskState },
): Promise<Result<Project>> {
  const project = await projectForWork(context, id);
  if (!project.ok) return project;
  const risk = await riskIn(context, id, riskId);
  if (risk === null) return notFound();
  if (!(await saveRisk(context, { id: riskId, version: body.version }, body.state))) return staleVersion(risk);
  return changedProject(
    context,
    project.value,
    {
      action: 'risk.settled',
      before: { part_id: riskId, state: risk.state },
      after: { part_id: riskId, said: risk.said, state: body.state },
    },
    'undoable',
  );
}

/** Records a change of scope, price or time that somebody asks for. Refuses: `projects.day_in_future`. Source: domain §8. */
export async function addChange(context: WriteContext, id: string, body: ChangeBody): Promise<Result<Project>> {
  const project = await projectForWork(context, id);
  if (!project.ok) return project;
  if (body.asked_on > (await companyToday(context)).toString()) return invalid('/asked_on', 'projects.day_in_future');
  await insertChange(context, id, body);
  return changedProject(context, project.value, { action: 'project.change_asked', after: body });
}

/**
 * A change is agreed, and its amount joins the value of the contract, or is declined. The plan and the payment schedule are
 * moved by hand: only the manager knows which of them it touches. Refuses: `projects.decided_already`,
 * `projects.value_below_zero`, a stale version.
 */
export async function decideChange(
  context: WriteContext,
  id: string,
  changeId: string,
  body: { version: number; state: 'agreed' | 'declined' },
): Promise<Result<Project>> {
  const opened = await projectForWork(context, id);
  if (!opened.ok) return opened;
  const project = opened.value;
  const change = await changeIn(context, id, changeId);
  if (change === null) return notFound();
  if (change.state !== 'open') return refuse('projects.decided_already', { code: 'conflict' });
  const value = project.value_minor + (body.state === 'agreed' ? (change.amount_minor ?? 0) : 0);
  if (value < 0) return refuse('projects.value_below_zero');
  const decided = { state: body.state, decided_on: (await companyToday(context)).toString() };
  if (!(await saveChange(context, { id: changeId, version: body.version }, decided))) return staleVersion(change);
  if (value !== project.value_minor && !(await saveProject(context, project, { value_minor: value })))
    return staleProject(context, id);
  return changedProject(context, project, {
    action: `project.change_${body.state}`,
    before: { value_minor: project.value_minor },
    after: { said: change.said, days: change.days, value_minor: value },
  });
}

/** A promise or a risk becomes what it was. */
export function registerExpectations(): void {
  for (const action of ['promise.kept', 'promise.broken']) {
    registerUndo(action, async (context, entry) => {
      const project = await projectForWork(context, entry.subjectId);
      if (!project.ok) return project;
      // Written by `settlePromise`, which is what makes the shape true.
      const { part_id: partId, ...before } = entry.before as PromiseState & { part_id: string };
      const promise = await promiseIn(context, entry.subjectId, partId);
      if (promise === null) return notFound();
      await savePromise(context, promise, before);
      return ok();
    });
  }
  registerUndo('risk.settled', async (context, entry) => {
    const project = await projectForWork(context, entry.subjectId);
    if (!project.ok) return project;
    // Written by `setRisk`, which is what makes the shape true.
    const { part_id: partId, state } = entry.before as { part_id: string; state: RiskState };
    const risk = await riskIn(context, entry.subjectId, partId);
    if (risk === null) return notFound();
    await saveRisk(context, risk, state);
    return ok();
  });
}
