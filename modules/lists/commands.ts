import { offerUndo, record, registerUndo, type Undo } from '#modules/journal/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { newId } from '#shared/ids.ts';
import { forbidden, invalid, notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import { mayEditView, maySeeView, maySetDesks } from './access.ts';
import type { ListColumns, ListName, NewView, SavedView, ViewChange } from './contract.ts';
import { savedView } from './queries.ts';
import {
  insertView,
  lockView,
  pinsOf,
  type StoredView,
  saveColumns,
  saveHome,
  savePin,
  saveShape,
  saveView,
  type ViewFacts,
  viewsHolding,
} from './store.ts';

type Done = Result<{ done: boolean }>;

/** Saves what a list shows under a name, for oneself or for everybody. A view narrows; what its reader may see stays the reader's. */
export async function createView(context: WriteContext, list: ListName, input: NewView): Promise<Result<SavedView>> {
  const { employeeId } = context.actor;
  if (employeeId === null) return forbidden();
  const id = newId();
  const name = input.name.trim();
  await insertView(context, { id, list, name, ownerId: employeeId, shared: input.shared, shape: input.shape });
  const entry = await record(context, {
    action: 'list_view.created',
    subject: { kind: 'list_view', id },
    after: { list, name, shared: input.shared, shape: input.shape },
  });
  offerUndo(context, entry);
  return told(context, id);
}

/**
 * Renames a view, saves what it shows, shares it or takes it back, or makes it the first of desks. Refuses a stale version;
 * what stops being shared stops being the first of a desk.
 */
export async function changeView(context: WriteContext, id: string, change: ViewChange): Promise<Result<SavedView>> {
  const found = await viewForEdit(context, id);
  if (!found.ok) return found;
  const view = found.value;
  if (view.version !== change.version) return staleVersion(savedView(context, view, []));
  const shared = change.shared ?? view.shared;
  const desks = shared ? (change.desks ?? view.desks) : [];
  if (change.desks !== undefined && !maySetDesks(context.actor)) return forbidden();
  if (change.desks !== undefined && change.desks.length > 0 && !shared) return invalid('/desks', 'lists.not_shared');
  const next = { name: change.name?.trim() ?? view.name, shared, desks, shape: change.shape ?? view.shape };
  return keep(context, view, { ...next, deleted: false }, 'list_view.changed');
}

/** Deletes a view; it can be taken back. Those who had pinned it lose the tab, lists that began with it begin as before. */
export async function deleteView(context: WriteContext, id: string): Promise<Done> {
  const found = await viewForEdit(context, id);
  if (!found.ok) return found;
  const kept = await keep(context, found.value, { ...found.value, deleted: true }, 'list_view.deleted');
  return kept.ok ? ok({ done: true }) : kept;
}

/** Pins a view to one's own tabs and navigation. */
export async function pinView(context: WriteContext, id: string, pinned: boolean): Promise<Result<SavedView>> {
  const { employeeId } = context.actor;
  const view = await lockView(context, id);
  if (employeeId === null || view === null || view.deleted || !maySeeView(context.actor, view)) return notFound();
  await savePin(context, employeeId, id, pinned);
  await record(context, {
    action: pinned ? 'list_view.pinned' : 'list_view.unpinned',
    subject: { kind: 'list_view', id },
  });
  return told(context, id);
}

/** Chooses what a list begins with for oneself; null is the whole list. */
export async function chooseHome(context: WriteContext, list: ListName, viewId: string | null): Promise<Done> {
  const { employeeId } = context.actor;
  if (employeeId === null) return forbidden();
  const view = viewId === null ? null : await lockView(context, viewId);
  if (viewId !== null && (view === null || view.deleted || view.list !== list || !maySeeView(context.actor, view))) {
    return notFound();
  }
  await saveHome(context, list, employeeId, viewId);
  await record(context, {
    action: 'list_view.chosen_first',
    subject: { kind: 'employee', id: employeeId },
    after: { list, view: view?.name ?? null },
  });
  return ok({ done: true });
}

/** Remembers how somebody has put the columns of a view. How wide a column is drawn changes nothing of the business, so the journal is silent. */
export async function keepColumns(
  context: WriteContext,
  list: ListName,
  kept: { view_id: string | null; columns: ListColumns },
): Promise<Done> {
  const { employeeId } = context.actor;
  if (employeeId === null) return forbidden();
  if (kept.view_id !== null) {
    const view = await lockView(context, kept.view_id);
    if (view === null || view.list !== list || !maySeeView(context.actor, view)) return notFound();
  }
  await saveColumns(context, list, employeeId, { viewId: kept.view_id, columns: kept.columns });
  return ok({ done: true });
}

async function viewForEdit(context: WriteContext, id: string): Promise<Result<StoredView>> {
  const view = await lockView(context, id);
  if (view === null || view.deleted || !maySeeView(context.actor, view)) return notFound();
  return mayEditView(context.actor, view) ? ok(view) : forbidden('lists.not_yours');
}

async function keep(
  context: WriteContext,
  view: StoredView,
  next: ViewFacts,
  action: string,
): Promise<Result<SavedView>> {
  await saveView(context, view.id, next, view.version);
  const entry = await record(context, {
    action,
    subject: { kind: 'list_view', id: view.id },
    before: factsOf(view),
    after: factsOf(next),
  });
  if (action !== 'list_view.change_undone') offerUndo(context, entry);
  await announce(context, { type: 'list_view.changed', subjectKind: 'list_view', subjectId: view.id, clientId: null });
  return told(context, view.id);
}

const factsOf = ({ name, shared, desks, shape, deleted }: ViewFacts): ViewFacts => ({
  name,
  shared,
  desks: [...desks],
  shape,
  deleted,
});

async function told(context: WriteContext, id: string): Promise<Result<SavedView>> {
  const view = await lockView(context, id);
  if (view === null) return notFound();
  const pins = context.actor.employeeId === null ? [] : await pinsOf(context, context.actor.employeeId);
  return ok(savedView(context, view, pins));
}

/** Puts a view back as it was before one change, a deletion included, unless it has changed since. */
const undoChange: Undo = async (context, entry) => {
  const view = await lockView(context, entry.subjectId);
  if (view === null || !mayEditView(context.actor, view)) return notFound();
  if (JSON.stringify(factsOf(view)) !== JSON.stringify(factsOf(entry.after as ViewFacts))) {
    return refuse('journal.acted_on_since', { code: 'conflict' });
  }
  return keep(context, view, entry.before as ViewFacts, 'list_view.change_undone');
};

/** A view that has just been saved is gone again, unless it has changed since. */
const undoCreation: Undo = async (context, entry) => {
  const view = await lockView(context, entry.subjectId);
  if (view === null || !mayEditView(context.actor, view)) return notFound();
  if (view.version !== 1) return refuse('journal.acted_on_since', { code: 'conflict' });
  return keep(context, view, { ...view, deleted: true }, 'list_view.change_undone');
};

export function registerLists(): void {
  registerUndo('list_view.created', undoCreation);
  registerUndo('list_view.changed', undoChange);
  registerUndo('list_view.deleted', undoChange);
}

/**
 * Lets saved views look for another record than before, where two have become one; those that look for both already stay.
 * Part of the change that it follows from, whose journal tells of it. Answers which views it were.
 */
export async function replaceInViews(
  context: WriteContext,
  list: ListName,
  { from, into, only = null }: { from: string; into: string; only?: readonly string[] | null },
): Promise<string[]> {
  const changed: string[] = [];
  for (const { id, shape, version } of await viewsHolding(context, list, from, only)) {
    if (shape.filter.includes(into)) continue;
    await saveShape(context, id, { ...shape, filter: shape.filter.replaceAll(from, into) }, version);
    changed.push(id);
  }
  return changed;
}
