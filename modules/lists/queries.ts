import type { Context } from '#platform/context.ts';
import { ok, type Result } from '#shared/result.ts';
import { mayEditView, maySetDesks } from './access.ts';
import { LISTS, type ListName, type ListViews, type SavedView } from './contract.ts';
import { homeOf } from './rules.ts';
import { chosenHome, columnsOf, pinsOf, type StoredView, viewsOf } from './store.ts';

/** The views of a list that the actor may see, what they begin with, and their columns; programs have none. */
export async function listViews(context: Context, list: ListName): Promise<Result<ListViews>> {
  const { employeeId, functions } = context.actor;
  if (employeeId === null) return ok({ items: [], home: null, columns: [] });
  const [views, pins, chosen, columns] = await Promise.all([
    viewsOf(context, list, employeeId),
    pinsOf(context, employeeId),
    chosenHome(context, list, employeeId),
    columnsOf(context, list, employeeId),
  ]);
  return ok({
    items: views.map((view) => savedView(context, view, pins)),
    home: homeOf(views, chosen, functions),
    columns,
  });
}

/** What the actor has pinned, list by list, for the navigation. */
export async function pinnedViews(
  context: Context,
): Promise<Result<{ items: { id: string; list: ListName; name: string }[] }>> {
  const { employeeId } = context.actor;
  if (employeeId === null) return ok({ items: [] });
  const [pins, ...byList] = await Promise.all([
    pinsOf(context, employeeId),
    ...LISTS.map((list) => viewsOf(context, list, employeeId)),
  ]);
  const seen = new Map(byList.flat().map((view) => [view.id, view]));
  return ok({
    items: pins.flatMap((id) => {
      const view = seen.get(id);
      return view === undefined ? [] : [{ id, list: view.list, name: view.name }];
    }),
  });
}

export function savedView({ actor }: Pick<Context, 'actor'>, view: StoredView, pins: readonly string[]): SavedView {
  const { id, list, name, shape, shared, desks, ownerId, ownerName, version } = view;
  return {
    id,
    list,
    name,
    shape,
    shared,
    // Only functions of the closed list are ever saved.
    desks: desks as SavedView['desks'],
    owner: { id: ownerId, full_name: ownerName },
    pinned: pins.includes(id),
    version,
    allowed: { edit: mayEditView(actor, view), desks: shared && maySetDesks(actor) },
  };
}
