import { type Static, Type } from 'typebox';
import { Day, Moment, orNull, Version } from '#modules/clients/contract.ts';
import { CustomOut } from '#modules/fields/contract.ts';
import type { CustomName } from '#modules/fields/rules.ts';
import { ListFieldView, ListGroup, listNarrowing, listPage, listPlace, nameOrOwn } from '#modules/lists/contract.ts';
import { route } from '#shared/route.ts';
import { ProjectLine } from '../contract.ts';

/** `open` is what still asks for its manager's next step: running and suspended projects. */
export const PROJECT_SCOPES = ['open', 'ended', 'all'] as const;
export type ProjectScope = (typeof PROJECT_SCOPES)[number];

export const PROJECT_SORTS = ['next', 'value', 'opened', 'commissioned', 'closed'] as const;
export type ProjectSort = (typeof PROJECT_SORTS)[number] | CustomName;

export const PROJECT_GROUPINGS = ['state', 'manager', 'next_month'] as const;
export type ProjectGrouping = (typeof PROJECT_GROUPINGS)[number] | CustomName;

export const ProjectItem = Type.Object({
  ...ProjectLine.properties,
  client_region: orNull(Type.String()),
  suspended_until: orNull(Day),
  commissioned_on: orNull(Day),
  warranty_until: orNull(Day),
  closed_at: orNull(Moment),
  custom: CustomOut,
  version: Version,
});
export type ProjectItem = Static<typeof ProjectItem>;

/** Found by words of the project or of its client, or by the number of the contract; `open` unless said. */
const filters = listNarrowing(PROJECT_SCOPES);

export const ProjectFilter = Type.Object(filters, { additionalProperties: false });
export type ProjectFilter = Static<typeof ProjectFilter>;

/** Open projects come by the day of their next milestone, ended ones by the day they ended, unless said. */
export const ProjectListQuery = Type.Object(
  { ...filters, ...listPlace(PROJECT_SORTS) },
  { additionalProperties: false },
);
export type ProjectListQuery = Static<typeof ProjectListQuery>;

export const ProjectPage = Type.Object(listPage(ProjectItem));
export type ProjectPage = Static<typeof ProjectPage>;

export const listProjectsRoute = route({
  method: 'GET',
  path: '/api/v1/projects',
  summary:
    'Projects within reach, with the next milestone, what is late and what is paid: searched, filtered, sorted, page by page; counted up to 10,000.',
  tag: 'projects',
  query: ProjectListQuery,
  reply: ProjectPage,
});

export const ProjectGroupsQuery = Type.Object(
  { ...filters, by: nameOrOwn(PROJECT_GROUPINGS) },
  { additionalProperties: false },
);
export type ProjectGroupsQuery = Static<typeof ProjectGroupsQuery>;

export const groupProjectsRoute = route({
  method: 'GET',
  path: '/api/v1/projects/groups',
  summary: 'The groups that the list of projects falls into by one of its fields, each counted up to 10,000.',
  tag: 'projects',
  query: ProjectGroupsQuery,
  reply: Type.Object({ items: Type.Array(ListGroup) }),
});

export const projectFieldsRoute = route({
  method: 'GET',
  path: '/api/v1/projects/fields',
  summary: 'What the list of projects can be filtered by: the words of `filter`, and what each can be asked.',
  tag: 'projects',
  reply: Type.Object({ items: Type.Array(ListFieldView) }),
});
