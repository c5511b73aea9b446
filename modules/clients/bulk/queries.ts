import type { Context } from '#platform/context.ts';
import { jobById } from '#platform/jobs/store.ts';
import { notFound, ok, type Result } from '#shared/result.ts';
import type { Person } from '../contract.ts';
import { reachesOf } from '../queries.ts';
import { employeeNames } from '../store.ts';
import type { ClientBulk } from './contract.ts';
import { bulkById, isLeftToUndo, latestBulks, leftItems, receivedBy, type StoredBulk, undoingJobs } from './store.ts';

const LATEST = 20;

/** The actor's own change of many clients; another's is not found. */
export async function ownBulk(context: Context, id: string): Promise<Result<StoredBulk>> {
  const found = await bulkById(context, id);
  return found === null || found.startedBy !== context.actor.employeeId ? notFound() : ok(found);
}

export async function showBulk(context: Context, id: string): Promise<Result<ClientBulk>> {
  const found = await ownBulk(context, id);
  if (!found.ok) return found;
  const shown = await bulkView(context, found.value);
  return shown === null ? notFound() : ok(shown);
}

export async function listBulks(context: Context): Promise<Result<{ items: ClientBulk[] }>> {
  const { employeeId } = context.actor;
  if (employeeId === null) return ok({ items: [] });
  const views = await Promise.all(
    (await latestBulks(context, employeeId, LATEST)).map((one) => bulkView(context, one)),
  );
  return ok({ items: views.filter((view) => view !== null) });
}

async function bulkView(context: Context, of: StoredBulk): Promise<ClientBulk | null> {
  const job = await jobById(context, of.jobId);
  if (job === null) return null;
  return {
    id: of.id,
    kind: of.kind,
    state: job.state,
    chosen: of.chosen,
    done: of.changed + of.unchanged + of.refused,
    changed: of.changed,
    unchanged: of.unchanged,
    refused: of.refused,
    failure: job.failure,
    undo_of: of.undoOf,
    undoable: await isUndoable(context, of, job.state),
    created_at: of.createdAt,
  };
}

/** An action that is over, no undo itself, of which something is left that no undo is taking back just now. */
export async function isUndoable(context: Pick<Context, 'db'>, of: StoredBulk, state: string): Promise<boolean> {
  if (of.undoOf !== null || of.changed === 0 || state === 'waiting' || state === 'running') return false;
  for (const jobId of await undoingJobs(context, of.id)) {
    const job = await jobById(context, jobId);
    if (job?.state === 'waiting' || job?.state === 'running') return false;
  }
  return isLeftToUndo(context, of.id);
}

/** Clients that were left, a page at a time; of those that the actor does not see no name is told. */
export async function listBulkLeft(
  context: Context,
  id: string,
  { after = null, limit = 100 }: { after?: string | null | undefined; limit?: number | undefined },
): Promise<
  Result<{
    items: { client_id: string; client_name: string | null; reason: string; partly: boolean }[];
    next_after: string | null;
  }>
> {
  const found = await ownBulk(context, id);
  if (!found.ok) return found;
  const rows = await leftItems(context, id, after, limit + 1);
  const page = rows.slice(0, limit);
  const reaches = await reachesOf(
    context,
    page.map((row) => row.clientId),
  );
  return ok({
    items: page.map(({ clientId, name, reason, partly }) => ({
      client_id: clientId,
      client_name: (reaches.get(clientId) ?? 'none') === 'none' ? null : name,
      reason,
      partly,
    })),
    next_after: rows.length > limit ? (page.at(-1)?.clientId ?? null) : null,
  });
}

export async function listBulkReceived(
  context: Context,
  id: string,
): Promise<Result<{ items: { person: Person; clients: number }[] }>> {
  const found = await ownBulk(context, id);
  if (!found.ok) return found;
  const rows = await receivedBy(context, id);
  const names = await employeeNames(
    context,
    rows.map((row) => row.employeeId),
  );
  return ok({
    items: rows.map(({ employeeId, clients }) => ({
      person: { id: employeeId, full_name: names.get(employeeId) ?? '' },
      clients,
    })),
  });
}
