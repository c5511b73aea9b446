import { reachOf } from '#modules/clients/queries.ts';
import { registerCarrier } from '#modules/fields/indexing/queries.ts';
import { customForWrite } from '#modules/fields/queries.ts';
import { type CustomPart, type CustomValues, changedCustom, flatCustom, foldCustom } from '#modules/fields/rules.ts';
import { registerUndo, type Undo } from '#modules/journal/commands.ts';
import { registerRecordReach } from '#modules/journal/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { ok, type Result, refuse } from '#shared/result.ts';
import { mayReadProject } from '../access.ts';
import type { EditProjectBody, Project } from '../contract.ts';
import { projectView } from '../queries.ts';
import { changedProject, projectForWork, staleProject } from '../records/commands.ts';
import { projectById, saveProject } from '../store.ts';

/** One side of an edit, as the journal keeps it. */
type Edited = CustomPart & { title?: string };

/**
 * Changes the title and the company's own fields of a project, also of one that has ended; what is not named stays. For whoever leads it.
 * Refuses every wrong value on its field, and a stale version.
 */
export async function editProject(context: WriteContext, id: string, body: EditProjectBody): Promise<Result<Project>> {
  const found = await projectForWork(context, id, 'any');
  if (!found.ok) return found;
  const project = found.value;
  if (project.version !== body.version) return staleProject(context, id);
  const custom = await customForWrite(context, 'project', project.custom, body.custom);
  if (!custom.ok) return custom;
  const own = changedCustom(project.custom, custom.value);
  const { title = project.title } = body;
  const isRenamed = title !== project.title;
  const before: Edited = { ...(isRenamed ? { title: project.title } : {}), ...own.before };
  const after: Edited = { ...(isRenamed ? { title } : {}), ...own.after };
  if (Object.keys(after).length === 0) return projectView(context, id);
  if (!(await saveProject(context, project, { title, custom: custom.value }))) return staleProject(context, id);
  return changedProject(context, project, { action: 'project.edited', before, after }, 'undoable');
}

/** Values as they were before one edit, unless they have changed since. */
const undoEdit: Undo = async (context, entry) => {
  const found = await projectForWork(context, entry.subjectId, 'any');
  if (!found.ok) return found;
  const project = found.value;
  // Written by `editProject`, which is what makes the shapes true.
  const [before, after] = [entry.before as Edited, entry.after as Edited];
  const { title = project.title } = after;
  const isOther = Object.keys(changedCustom(project.custom, laidOver(project.custom, after)).after).length > 0;
  if (isOther || title !== project.title) return refuse('journal.acted_on_since', { code: 'conflict' });
  const saved = await saveProject(context, project, {
    title: before.title ?? project.title,
    custom: laidOver(project.custom, before),
  });
  if (!saved) return staleProject(context, project.id);
  await changedProject(context, project, { action: 'project.edit_undone', before: after, after: before });
  return ok();
};

const laidOver = (now: CustomValues, side: Edited): CustomValues => foldCustom({ ...flatCustom(now), ...side });

/** Projects have fields of the company's own, whose history is open to whoever reads the project. */
export function registerProjectFields(): void {
  registerCarrier({ entity: 'project', table: 'projects', listed: true });
  registerUndo('project.edited', undoEdit);
  registerRecordReach('project', async (context, id) => {
    const project = await projectById(context, id);
    return project !== null && mayReadProject(await reachOf(context, project.client_id));
  });
}
