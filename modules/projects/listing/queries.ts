import { sceneOf } from '#modules/clients/listing/queries.ts';
import { type CustomColumn, customColumns, fieldsOf } from '#modules/fields/queries.ts';
import type { ListFieldView, ListGroup } from '#modules/lists/contract.ts';
import { groupsReply, listReply } from '#modules/lists/pages/queries.ts';
import { fieldView } from '#modules/lists/rules.ts';
import { companyToday } from '#modules/people/queries.ts';
import type { Context } from '#platform/context.ts';
import { filterSql } from '#platform/db/filter-sql.ts';
import { type Counted, countList, FEW } from '#platform/db/list-pages.ts';
import { foundInList } from '#platform/search/finding.ts';
import { readFilter } from '#shared/filter.ts';
import { ok, type Result } from '#shared/result.ts';
import { projectReach } from '../access.ts';
import { projectLines } from '../queries.ts';
import type { ProjectFilter, ProjectGroupsQuery, ProjectItem, ProjectListQuery, ProjectPage } from './contract.ts';
import { ownOrder, PROJECT_FIELDS } from './rules.ts';
import {
  CUSTOM_OF_PROJECTS,
  candidatesOf,
  groupsOfProjects,
  type ListedProject,
  listedPage,
  listedProjects,
  orderLength,
  type ProjectView,
  projectColumns,
} from './store.ts';

const ownColumns = async (context: Context): Promise<CustomColumn[]> =>
  customColumns(await fieldsOf(context, 'project'), CUSTOM_OF_PROJECTS, context.actor.language);

/** What projects can be filtered by: fields of the program, and those of the company's own that an index answers for. */
export async function showProjectFields(context: Context): Promise<Result<{ items: ListFieldView[] }>> {
  const fields = [...PROJECT_FIELDS, ...(await ownColumns(context)).map(({ field }) => field)];
  return ok({ items: fields.map(fieldView) });
}

/** How the actor sees the projects through a search and a filter. Refuses what `readFilter` refuses. */
export async function listedView(context: Context, query: ProjectFilter): Promise<Result<ProjectView>> {
  const { q, scope = 'open', filter } = query;
  const own = await ownColumns(context);
  const node = readFilter(filter, [...PROJECT_FIELDS, ...own.map(({ field }) => field)]);
  if (!node.ok) return node;
  const today = (await companyToday(context)).toString();
  const columns = [...projectColumns(today), ...own];
  const whole: ProjectView = {
    reach: projectReach(context.actor),
    scope,
    terms: null,
    candidates: null,
    narrowed: node.value === null ? null : filterSql(node.value, columns, await sceneOf(context, node.value)),
    orders: new Map(own.flatMap(({ field, order }) => (order === null ? [] : [[field.name, order] as const]))),
  };
  const found = await foundInList(context, q, (terms) => candidatesOf(context, whole, terms));
  return ok({ ...whole, ...found });
}

/** How many projects a list has, and whether they are few enough to be gathered before they are ordered. */
export async function countProjects(context: Context, view: ProjectView): Promise<Counted & { few: boolean }> {
  const counted = await countList(context, listedProjects(view));
  return { ...counted, few: counted.exact && counted.found <= FEW };
}

/** Projects as a list shows them: each with its next milestone, what is late and what is paid. */
export async function projectItems(context: Context, projects: readonly ListedProject[]): Promise<ProjectItem[]> {
  const lines = await projectLines(context, projects);
  return projects.flatMap((project, at) => {
    const line = lines[at];
    const { client_region, suspended_until, commissioned_on, warranty_until, closed_at, custom, version } = project;
    return line === undefined
      ? []
      : [{ ...line, client_region, suspended_until, commissioned_on, warranty_until, closed_at, custom, version }];
  });
}

/**
 * Projects within reach, in the order asked for, with what is next, late and paid: everybody's for whoever leads the sales
 * system or reads its reports, one's own for the others. Refuses what `listReply` refuses. Source: domain §8.
 */
export function projectList(context: Context, query: ProjectListQuery): Promise<Result<ProjectPage>> {
  return listReply(
    context,
    {
      entity: 'project',
      usual: ownOrder,
      view: listedView,
      orderLength,
      page: listedPage,
      rows: projectItems,
    },
    query,
  );
}

/** The groups that the list falls into: by state, by who leads them, by the month of what is next, by a field of one's own. */
export function groupProjects(context: Context, query: ProjectGroupsQuery): Promise<Result<{ items: ListGroup[] }>> {
  return groupsReply(
    context,
    {
      view: listedView,
      own: ownColumns,
      count: countProjects,
      groups: groupsOfProjects,
      people: ['manager'],
      ordered: ['state'],
      months: { next_month: 'next' },
    },
    query,
  );
}
