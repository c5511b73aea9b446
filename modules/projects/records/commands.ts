import { lockClient, reachOf } from '#modules/clients/queries.ts';
import { type Change, offerUndo, record } from '#modules/journal/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { forbidden, notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import { mayLead, mayReadProject } from '../access.ts';
import type { Project } from '../contract.ts';
import { projectView } from '../queries.ts';
import { isOpen, mayBecome } from '../rules.ts';
import { lockProject, type ProjectChange, type ProjectRow, projectById, saveProject } from '../store.ts';

/**
 * The client and the project, both locked (the client first, always in this order), for whoever leads the project. One that
 * has ended takes nothing but late payments (`states: 'any'`). Refuses: `projects.not_yours`, `projects.ended`.
 */
export async function projectForWork(
  context: WriteContext,
  id: string,
  states: 'open' | 'any' = 'open',
): Promise<Result<ProjectRow>> {
  const seen = await projectById(context, id);
  if (seen === null) return notFound();
  if (!mayLead(context.actor, { managerId: seen.manager_id, salesSystemId: seen.sales_system_id }))
    return mayReadProject(await reachOf(context, seen.client_id)) ? forbidden('projects.not_yours') : notFound();
  const client = await lockClient(context, seen.client_id);
  if (!client.ok) return client;
  const project = await lockProject(context, id);
  if (project === null) return notFound();
  if (states === 'open' && !isOpen(project.state)) return refuse('projects.ended', { code: 'conflict' });
  return ok(project);
}

export async function staleProject(context: WriteContext, id: string): Promise<Result<never>> {
  const now = await projectView(context, id);
  return staleVersion(now.ok ? now.value : null);
}

/** Journals the change, tells whoever looks, and answers with the project as it now stands. */
export async function changedProject(
  context: WriteContext,
  project: Pick<ProjectRow, 'id' | 'client_id'>,
  change: Omit<Change, 'subject' | 'clientId'>,
  undoable: 'undoable' | null = null,
): Promise<Result<Project>> {
  const subject = { kind: 'project', id: project.id };
  const entry = await record(context, { ...change, subject, clientId: project.client_id });
  // Only this change is offered back: what it called may have offered its own.
  context.effects.undo = null;
  if (undoable !== null) offerUndo(context, entry);
  await announce(context, {
    type: 'project.changed',
    subjectKind: 'project',
    subjectId: project.id,
    clientId: project.client_id,
  });
  return projectView(context, project.id);
}

/** Takes the project from one state to another. Refuses: `projects.wrong_state`, a stale version. Source: domain §8. */
export async function turnProject(
  context: WriteContext,
  project: ProjectRow,
  version: number,
  change: ProjectChange & { state: ProjectRow['state'] },
  said: { action: string; reason: string | null },
): Promise<Result<Project>> {
  const possible = mayBecome(project.state, change.state);
  if (!possible.ok) return possible;
  if (project.version !== version || !(await saveProject(context, project, change)))
    return staleProject(context, project.id);
  return changedProject(context, project, { ...said, before: { state: project.state }, after: change });
}
