import { type RawBuilder, sql } from 'kysely';
import { atLivingClient, boundByWords, type ClientBound, meantByWords, systemsOf } from '#modules/clients/queries.ts';
import { isCustomName } from '#modules/fields/rules.ts';
import type { Context } from '#platform/context.ts';
import { uuids } from '#platform/db/arrays.ts';
import type { FilterColumn } from '#platform/db/filter-sql.ts';
import {
  byMonth,
  byValue,
  closedGroupsOfList,
  type GroupPlace,
  groupsOfList,
  type StoredGroup,
} from '#platform/db/list-groups.ts';
import {
  and,
  type Counted,
  EVERYTHING,
  FEW,
  type Listed,
  type ListOrder,
  type ListWanted,
  listPage,
  type OwnOrders,
  orderIn,
  type PageWanted,
  type PlacedRow,
  pageOfList,
} from '#platform/db/list-pages.ts';
import type { Condition } from '#platform/db/search-sql.ts';
import type { FoundInList } from '#platform/search/finding.ts';
import type { Understood } from '#platform/search/understanding.ts';
import { searchText } from '#shared/search-text.ts';
import type { ProjectReach } from '../access.ts';
import { PROJECT_STATES } from '../rules.ts';
import { headsOf, type ProjectHead } from '../store.ts';
import type { PROJECT_GROUPINGS, PROJECT_SORTS, ProjectScope, ProjectSort } from './contract.ts';
import { PROJECT_FIELDS } from './rules.ts';

type Reading = Pick<Context, 'db'>;
type Expression = RawBuilder<unknown>;

/** How an actor sees the projects through a search and a filter. */
export interface ProjectView extends FoundInList {
  reach: ProjectReach;
  scope: ProjectScope;
  narrowed: Condition | null;
  /** Fields of the company's own in whose order it can stand, by their names. */
  orders: OwnOrders;
}

const SCOPES: Readonly<Record<ProjectScope, Condition>> = {
  open: sql`p.closed_at IS NULL`,
  ended: sql`p.closed_at IS NOT NULL`,
  all: EVERYTHING,
};

const AT_LIVING_CLIENT = atLivingClient('p.client_id');
const atClient = (condition: Condition): Condition =>
  sql<boolean>`EXISTS (SELECT FROM v_clients c WHERE c.id = p.client_id AND ${condition})`;

/** Of what was due before a day less has come in: of a project that goes on. */
const overdueOn = (today: string): Expression => sql`(p.closed_at IS NULL AND
  coalesce((SELECT sum(s.amount_minor) FROM scheduled_payments s
    WHERE s.project_id = p.id AND s.removed_at IS NULL AND s.due_on < ${today}::date), 0)
  > coalesce((SELECT sum(m.amount_minor) FROM payments m WHERE m.project_id = p.id AND m.removed_at IS NULL), 0))`;

/** Where each field of the list is found on a day; written as its index is. */
export function projectColumns(today: string): FilterColumn[] {
  const found: Readonly<Record<string, Omit<FilterColumn, 'field'>>> = {
    state: { column: sql`p.state` },
    manager: { column: sql`p.manager_id` },
    next: { column: sql`p.next_on` },
    overdue: { column: overdueOn(today) },
    value: { column: sql`p.value_minor` },
    title: {
      column: sql`p.title`,
      folded: { column: sql`search_fold(p.title)`, fold: searchText, words: sql`p.search` },
    },
    contract: { column: sql`p.contract_number` },
    region: {
      column: sql`c.region COLLATE "ru-x-icu"`,
      has: (condition) => atClient(and([sql<boolean>`c.region IS NOT NULL`, condition])),
    },
    opened: { column: sql`p.opened_at` },
    suspended_until: { column: sql`p.suspended_until` },
    commissioned: { column: sql`p.commissioned_on` },
    warranty: { column: sql`p.warranty_until` },
    closed: { column: sql`p.closed_at` },
  };
  return PROJECT_FIELDS.flatMap((field) => {
    const place = found[field.name];
    return place === undefined ? [] : [{ field, ...place }];
  });
}

/** Where the values of the company's own fields stand. */
export const CUSTOM_OF_PROJECTS: Expression = sql`p.custom`;

const BOUND: ClientBound = {
  table: sql`projects`,
  alias: sql`p`,
  words: { table: 'projects', words: sql`p.search`, hold: 'names' as const, numbers: null },
};

/** Projects within the actor's reach in the scope, whatever is searched. */
function within({ reach: { all, systems, managers }, scope }: ProjectView): Condition {
  const reached =
    systems.length > 0
      ? sql<boolean>`p.sales_system_id = ANY(${uuids(systems)})`
      : sql<boolean>`p.manager_id = ANY(${uuids(managers)})`;
  return and([...(all ? [] : [reached]), SCOPES[scope], AT_LIVING_CLIENT]);
}

/** The projects that a search finds by their own words and by those of their clients; null when there are too many to name. */
export const candidatesOf = (context: Reading, view: ProjectView, terms: Understood): Promise<string[] | null> =>
  boundByWords(context, BOUND, terms, within(view));

/** The projects as a list sees them: `projects p`. */
export const listedProjects = (view: ProjectView): Listed => ({
  table: BOUND.table,
  alias: BOUND.alias,
  visible: and([...meantByWords(BOUND, view), within(view)]),
  narrowed: view.narrowed,
});

const order = (column: Expression, type: string, nullable = false): ListOrder => ({
  parts: [column],
  types: [type],
  nullable,
});
const ORDERS: Readonly<Record<(typeof PROJECT_SORTS)[number], ListOrder>> = {
  next: order(sql`p.next_on`, 'date', true),
  value: order(sql`p.value_minor`, 'bigint'),
  opened: order(sql`p.opened_at`, 'timestamptz'),
  commissioned: order(sql`p.commissioned_on`, 'date', true),
  closed: order(sql`p.closed_at`, 'timestamptz', true),
};

const orderOf = ({ orders }: Pick<ProjectView, 'orders'>, sort: ProjectSort): ListOrder =>
  orderIn(ORDERS, orders, sort, 'next');

export const orderLength = (view: ProjectView, sort: ProjectSort): number => orderOf(view, sort).parts.length + 1;

export type ListedProject = ProjectHead & { client_region: string | null };

/**
 * The orders of the program are held by the indexes of each sales system, and a page along them is met from theirs; those of
 * the company's own fields by an index over all projects.
 */
const listedInOrder = (context: Reading, view: ProjectView, sort: ProjectSort): Listed => ({
  ...listedProjects(view),
  ...(isCustomName(sort)
    ? {}
    : {
        parts: async () => (await systemsOf(context, BOUND)).map((id) => sql<boolean>`p.sales_system_id = ${id}`),
      }),
});

/** One page. */
export async function pageOfProjects(
  context: Reading,
  view: ProjectView,
  { sort, ...wanted }: PageWanted & { sort: ProjectSort },
): Promise<PlacedRow<ListedProject>[]> {
  const listed = listedInOrder(context, view, sort);
  return projectsAt(context, await pageOfList<{ id: string }>(context, listed, orderOf(view, sort), sql`p.id`, wanted));
}

/** A page with the number of projects: a few are gathered first. */
export async function listedPage(
  context: Reading & Pick<Context, 'memory'>,
  view: ProjectView,
  { sort, ...wanted }: ListWanted & { sort: ProjectSort },
  before: Counted | null,
): Promise<{ rows: PlacedRow<ListedProject>[]; counted: Counted }> {
  const listed = listedInOrder(context, view, sort);
  const { rows, counted } = await listPage<{ id: string }>(context, listed, orderOf(view, sort), sql`p.id`, wanted, {
    before,
    gathered: FEW,
    soon: false,
    // There are a hundred times fewer projects than clients: they are counted anew.
    alike: null,
  });
  return { rows: await projectsAt(context, rows), counted };
}

/** What the list shows of the projects that a page holds. */
async function projectsAt(
  context: Reading,
  placed: readonly PlacedRow<{ id: string }>[],
): Promise<PlacedRow<ListedProject>[]> {
  if (placed.length === 0) return [];
  const ids = uuids(placed.map(({ id }) => id));
  const rows = await headsOf(context)
    .select('c.region as client_region')
    .where(sql<boolean>`p.id = ANY(${ids})`)
    .execute();
  // The CHECKs of the columns admit only the words of the contract.
  const projects = new Map((rows as ListedProject[]).map((project) => [project.id, project]));
  return placed.flatMap(({ id, at }) => {
    const project = projects.get(id);
    return project === undefined ? [] : [{ ...project, at }];
  });
}

type Grouping = (typeof PROJECT_GROUPINGS)[number];
const GROUPS: Readonly<Record<Exclude<Grouping, 'state'>, GroupPlace>> = {
  manager: byValue(sql`p.manager_id`),
  next_month: byMonth(sql`p.next_on`),
};
const STATE_GROUPS = {
  key: sql`p.state`,
  values: PROJECT_STATES,
  within: (state: string) => sql<boolean>`p.state = ${state}`,
};

export async function groupsOfProjects(
  context: Reading,
  view: ProjectView,
  by: Grouping | GroupPlace,
  few: boolean,
): Promise<StoredGroup[]> {
  const listed = listedProjects(view);
  if (by === 'state') return closedGroupsOfList(context, listed, STATE_GROUPS, few);
  return groupsOfList(context, listed, typeof by === 'string' ? GROUPS[by] : by, few);
}
