import { sql } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import type { Milestone, MilestoneBody } from '../contract.ts';

export async function insertMilestone({ db }: WriteContext, projectId: string, body: MilestoneBody): Promise<string> {
  const id = newId();
  await db
    .insertInto('milestones')
    .values({
      id,
      project_id: projectId,
      title: body.title,
      planned_on: body.planned_on,
      promised_on: body.planned_on,
      responsible_id: body.responsible_id ?? null,
      note: body.note ?? null,
      position: sql<number>`(SELECT coalesce(max(position), -1) + 1 FROM milestones WHERE project_id = ${projectId})`,
    })
    .execute();
  return id;
}

export type MilestoneChange = Partial<
  Pick<Milestone, 'title' | 'planned_on' | 'reached_on' | 'responsible_id' | 'note'> & { removed_at: string | null }
>;

/** Saves over the version that was read; false when somebody was quicker. */
export async function saveMilestone(
  { db }: WriteContext,
  milestone: { id: string; version: number },
  change: MilestoneChange,
): Promise<boolean> {
  const saved = await db
    .updateTable('milestones')
    .set({ ...change, version: milestone.version + 1 })
    .where('id', '=', milestone.id)
    .where('version', '=', milestone.version)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}

/** A removed one as well. */
export async function milestoneById({ db }: WriteContext, id: string): Promise<{ id: string; version: number } | null> {
  const row = await db.selectFrom('milestones').select(['id', 'version']).where('id', '=', id).executeTakeFirst();
  return row ?? null;
}

export async function saveDependencies(
  { db }: WriteContext,
  milestoneId: string,
  after: readonly string[],
): Promise<void> {
  await db.deleteFrom('milestone_dependencies').where('milestone_id', '=', milestoneId).execute();
  if (after.length === 0) return;
  await db
    .insertInto('milestone_dependencies')
    .values(after.map((id) => ({ milestone_id: milestoneId, after_id: id })))
    .execute();
}
