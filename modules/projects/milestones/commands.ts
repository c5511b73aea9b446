import { registerUndo } from '#modules/journal/commands.ts';
import { companyToday } from '#modules/people/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { invalid, notFound, ok, type Result, staleVersion } from '#shared/result.ts';
import type { Milestone, MilestoneBody, MilestoneEdit, Project } from '../contract.ts';
import { changedProject, projectForWork } from '../records/commands.ts';
import { hasCircle, mayReach } from '../rules.ts';
import { milestonesOf } from '../store.ts';
import { insertMilestone, type MilestoneChange, milestoneById, saveDependencies, saveMilestone } from './store.ts';

/** Adds a milestone. Refuses: `projects.circle`, `projects.unknown_milestone`. Source: domain §8. */
export async function addMilestone(context: WriteContext, id: string, body: MilestoneBody): Promise<Result<Project>> {
  const project = await projectForWork(context, id);
  if (!project.ok) return project;
  const milestoneId = await insertMilestone(context, id, body);
  const linked = await depend(context, id, milestoneId, body.after ?? []);
  if (!linked.ok) return linked;
  return changedProject(context, project.value, {
    action: 'milestone.added',
    after: { title: body.title, planned_on: body.planned_on },
  });
}

/**
 * Moves, renames or removes a milestone. The promised day stays, so that the delay is seen.
 * Refuses: `projects.circle`, `projects.unknown_milestone`, a stale version.
 */
export async function editMilestone(
  context: WriteContext,
  id: string,
  milestoneId: string,
  { version, after, removed, ...edit }: MilestoneEdit,
): Promise<Result<Project>> {
  const project = await projectForWork(context, id);
  if (!project.ok) return project;
  const milestone = await milestoneIn(context, id, milestoneId);
  if (!milestone.ok) return milestone;
  const change: MilestoneChange =
    removed === undefined ? edit : { ...edit, removed_at: removed ? context.now.toString() : null };
  if (!(await saveMilestone(context, { id: milestoneId, version }, change))) return staleVersion(milestone.value);
  if (after !== undefined) {
    const linked = await depend(context, id, milestoneId, after);
    if (!linked.ok) return linked;
  }
  return changedProject(
    context,
    project.value,
    {
      action: removed === true ? 'milestone.removed' : 'milestone.edited',
      before: { part_id: milestoneId, ...fieldsOf(milestone.value, Object.keys(change)), title: milestone.value.title },
      after: { part_id: milestoneId, ...edit },
    },
    after === undefined ? 'undoable' : null,
  );
}

/** A milestone is reached on a day, or is open again. Refuses what `mayReach` refuses, a stale version. */
export async function reachMilestone(
  context: WriteContext,
  id: string,
  milestoneId: string,
  body: { version: number; reached_on: string | null },
): Promise<Result<Project>> {
  const project = await projectForWork(context, id);
  if (!project.ok) return project;
  const found = await milestoneIn(context, id, milestoneId);
  if (!found.ok) return found;
  const milestone = found.value;
  if (body.reached_on !== null) {
    const facts = (await milestonesOf(context, [id])).map(factsOf);
    const possible = mayReach(factsOf(milestone), facts, body.reached_on, (await companyToday(context)).toString());
    if (!possible.ok) return possible;
  }
  if (!(await saveMilestone(context, { id: milestoneId, version: body.version }, { reached_on: body.reached_on })))
    return staleVersion(milestone);
  return changedProject(
    context,
    project.value,
    {
      action: body.reached_on === null ? 'milestone.reopened' : 'milestone.reached',
      before: { part_id: milestoneId, reached_on: milestone.reached_on },
      after: { part_id: milestoneId, title: milestone.title, reached_on: body.reached_on },
    },
    'undoable',
  );
}

export const factsOf = (one: Milestone) => ({
  id: one.id,
  title: one.title,
  reachedOn: one.reached_on,
  after: one.after,
});

async function milestoneIn(context: WriteContext, id: string, milestoneId: string): Promise<Result<Milestone>> {
  const milestone = (await milestonesOf(context, [id])).find((one) => one.id === milestoneId);
  return milestone === undefined ? notFound() : ok(milestone);
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

function fieldsOf(milestone: Milestone, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, name in milestone ? milestone[name as keyof Milestone] : null]));
}

/** Takes a milestone back to what it was before the change. */
export function registerPlan(): void {
  for (const action of ['milestone.edited', 'milestone.removed', 'milestone.reached', 'milestone.reopened']) {
    registerUndo(action, async (context, entry) => {
      const project = await projectForWork(context, entry.subjectId);
      if (!project.ok) return project;
      // Written by the commands above, which is what makes the shape true.
      const { part_id: partId, ...before } = entry.before as MilestoneChange & { part_id: string };
      const milestone = await milestoneById(context, partId);
      if (milestone === null) return notFound();
      await saveMilestone(context, milestone, before);
      return ok();
    });
  }
}
