import { sql } from 'kysely';
import type { Context, WriteContext } from '#platform/context.ts';
import type { ListColumns, ListName, ViewShape } from './contract.ts';

type Reading = Pick<Context, 'db'>;

export interface StoredView {
  id: string;
  list: ListName;
  name: string;
  ownerId: string;
  ownerName: string;
  shared: boolean;
  desks: string[];
  shape: ViewShape;
  version: number;
  deleted: boolean;
}

const views = (context: Reading) =>
  context.db
    .selectFrom('list_views as v')
    .innerJoin('v_employee_names as e', 'e.id', 'v.owner_id')
    .select([
      'v.id',
      'v.list',
      'v.name',
      'v.owner_id as ownerId',
      'e.full_name as ownerName',
      'v.shared',
      'v.desks',
      'v.shape',
      'v.version',
      'v.deleted_at',
    ]);

/** The CHECKs of the table and the contract of what is saved promise the rest. */
function storedView({ deleted_at, ...row }: { deleted_at: string | null; list: string; shape: unknown }): StoredView {
  return { ...row, deleted: deleted_at !== null } as StoredView;
}

/** Views that the employee may see, in the order of their names. */
export async function viewsOf(context: Reading, list: ListName, employeeId: string): Promise<StoredView[]> {
  const rows = await views(context)
    .where('v.list', '=', list)
    .where('v.deleted_at', 'is', null)
    .where((where) => where.or([where('v.owner_id', '=', employeeId), where('v.shared', '=', true)]))
    .orderBy('v.name')
    .orderBy('v.id')
    .execute();
  return rows.map(storedView);
}

/** The view, deleted or not, locked until the end of the transaction. */
export async function lockView(context: WriteContext, id: string): Promise<StoredView | null> {
  const row = await views(context).where('v.id', '=', id).forUpdate('v').executeTakeFirst();
  return row === undefined ? null : storedView(row);
}

export async function insertView(
  context: WriteContext,
  view: { id: string; list: ListName; name: string; ownerId: string; shared: boolean; shape: ViewShape },
): Promise<void> {
  await context.db
    .insertInto('list_views')
    .values({
      id: view.id,
      list: view.list,
      name: view.name,
      owner_id: view.ownerId,
      shared: view.shared,
      shape: JSON.stringify(view.shape),
      created_at: context.now.toString(),
      updated_at: context.now.toString(),
    })
    .execute();
}

export interface ViewFacts {
  name: string;
  shared: boolean;
  desks: readonly string[];
  shape: ViewShape;
  deleted: boolean;
}

export async function saveView(context: WriteContext, id: string, facts: ViewFacts, version: number): Promise<void> {
  await context.db
    .updateTable('list_views')
    .set({
      name: facts.name,
      shared: facts.shared,
      desks: [...facts.desks],
      shape: JSON.stringify(facts.shape),
      deleted_at: facts.deleted ? context.now.toString() : null,
      updated_at: context.now.toString(),
      version: version + 1,
    })
    .where('id', '=', id)
    .execute();
}

/** Ids of the views that somebody has pinned, the first pinned first. */
export async function pinsOf(context: Reading, employeeId: string): Promise<string[]> {
  const rows = await context.db
    .selectFrom('list_pins')
    .select('view_id')
    .where('employee_id', '=', employeeId)
    .orderBy('pinned_at')
    .orderBy('view_id')
    .execute();
  return rows.map(({ view_id }) => view_id);
}

export async function savePin(
  context: WriteContext,
  employeeId: string,
  viewId: string,
  pinned: boolean,
): Promise<void> {
  if (!pinned) {
    await context.db
      .deleteFrom('list_pins')
      .where('employee_id', '=', employeeId)
      .where('view_id', '=', viewId)
      .execute();
    return;
  }
  await context.db
    .insertInto('list_pins')
    .values({ employee_id: employeeId, view_id: viewId, pinned_at: context.now.toString() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What somebody has chosen a list to begin with; null where they have not chosen. */
export async function chosenHome(
  context: Reading,
  list: ListName,
  employeeId: string,
): Promise<{ viewId: string | null } | null> {
  const row = await context.db
    .selectFrom('list_homes')
    .select('view_id as viewId')
    .where('employee_id', '=', employeeId)
    .where('list', '=', list)
    .executeTakeFirst();
  return row ?? null;
}

export async function saveHome(
  context: WriteContext,
  list: ListName,
  employeeId: string,
  viewId: string | null,
): Promise<void> {
  await context.db
    .insertInto('list_homes')
    .values({ employee_id: employeeId, list, view_id: viewId })
    .onConflict((conflict) => conflict.columns(['employee_id', 'list']).doUpdateSet({ view_id: viewId }))
    .execute();
}

export async function columnsOf(
  context: Reading,
  list: ListName,
  employeeId: string,
): Promise<{ view_id: string | null; columns: ListColumns }[]> {
  const rows = await context.db
    .selectFrom('list_columns')
    .select(['view_id', 'columns'])
    .where('employee_id', '=', employeeId)
    .where('list', '=', list)
    .execute();
  return rows as { view_id: string | null; columns: ListColumns }[];
}

export async function saveColumns(
  context: WriteContext,
  list: ListName,
  employeeId: string,
  kept: { viewId: string | null; columns: ListColumns },
): Promise<void> {
  const columns = JSON.stringify(kept.columns);
  await context.db
    .insertInto('list_columns')
    .values({ employee_id: employeeId, list, view_id: kept.viewId, columns })
    .onConflict((conflict) => conflict.columns(['employee_id', 'list', 'view_id']).doUpdateSet({ columns }))
    .execute();
}

/** Views, deleted ones as well, whose filter holds a text; with `only`, those among them. */
export async function viewsHolding(
  context: WriteContext,
  list: ListName,
  text: string,
  only: readonly string[] | null,
): Promise<{ id: string; shape: ViewShape; version: number }[]> {
  const rows = await context.db
    .selectFrom('list_views')
    .select(['id', 'shape', 'version'])
    .where('list', '=', list)
    .where(sql<boolean>`position(${text}::text IN shape ->> 'filter') > 0`)
    .where(sql<boolean>`(${only === null} OR id = ANY(${sql.val([...(only ?? [])])}::uuid[]))`)
    .forUpdate()
    .execute();
  return rows as { id: string; shape: ViewShape; version: number }[];
}

export async function saveShape(context: WriteContext, id: string, shape: ViewShape, version: number): Promise<void> {
  await context.db
    .updateTable('list_views')
    .set({ shape: JSON.stringify(shape), updated_at: context.now.toString(), version: version + 1 })
    .where('id', '=', id)
    .execute();
}
