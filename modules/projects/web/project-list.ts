import type { ListKind, ListShape } from '#modules/lists/web/parts/list-address.ts';
import { PROJECT_SCOPES, type ProjectGrouping, type ProjectScope, type ProjectSort } from '../listing/contract.ts';
import { isProjectGrouping, isProjectSort } from '../listing/rules.ts';

export type ProjectShape = ListShape<ProjectScope, ProjectGrouping>;

/** The projects as a list among others. */
export const PROJECT_LIST: ListKind<ProjectScope, ProjectSort, ProjectGrouping> = {
  list: 'projects',
  path: '/projects',
  scopes: PROJECT_SCOPES,
  isOrder: isProjectSort,
  isGroup: isProjectGrouping,
};
