import type { ListKind, ListShape } from '#modules/lists/web/parts/list-address.ts';
import { PERSON_SCOPES, type PersonGrouping, type PersonScope, type PersonSort } from '../people/contract.ts';
import { isPersonGrouping, isPersonSort } from '../people/rules.ts';

export type PeopleShape = ListShape<PersonScope, PersonGrouping>;

/** The people at clients as a list among others. */
export const PEOPLE_LIST: ListKind<PersonScope, PersonSort, PersonGrouping> = {
  list: 'contacts',
  path: '/contacts',
  scopes: PERSON_SCOPES,
  isOrder: isPersonSort,
  isGroup: isPersonGrouping,
};
