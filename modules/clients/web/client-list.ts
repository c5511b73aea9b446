import { isCustomName } from '#modules/fields/rules.ts';
import type { ListAddress, ListKind, ListShape } from '#modules/lists/web/parts/list-address.ts';
import {
  CLIENT_GROUPINGS,
  type ClientGrouping,
  type ClientSort,
  LIST_SCOPES,
  type ListScope,
} from '../listing/contract.ts';
import { isSortName } from '../listing/rules.ts';

export type ClientShape = ListShape<ListScope, ClientGrouping>;
export type ClientAddress = ListAddress<ListScope, ClientGrouping>;

/** The register as a list among others. */
export const CLIENT_LIST: ListKind<ListScope, ClientSort, ClientGrouping> = {
  list: 'clients',
  path: '/clients',
  scopes: LIST_SCOPES,
  isOrder: isSortName,
  isGroup: (text): text is ClientGrouping =>
    CLIENT_GROUPINGS.some((grouping) => grouping === text) || isCustomName(text),
};

/** The same clients on the map. */
export const CLIENT_MAP: typeof CLIENT_LIST = { ...CLIENT_LIST, path: '/clients/map' };
