import { companyToday } from '#modules/people/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { invalid, notFound, ok, type Result, staleVersion } from '#shared/result.ts';
import type { MilestoneBody, MilestoneEdit, Project } from '../contract.ts';
import { changed, forWork } from '../records/commands.ts';
import { hasCircle, mayReach } from '../rules.ts';
import { insertMilestone, milestonesOf, saveDependencies, saveMilestone } from '../store.ts';

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
