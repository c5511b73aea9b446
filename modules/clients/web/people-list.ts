import type { ListKind, ListShape } from '#modules/lists/web/parts/list-address.ts';
import { PERSON_SCOPES, type PersonScope, type PersonSort } from '../people/contract.ts';
import { isPersonSort } from '../people/rules.ts';

export type PeopleShape = ListShape<PersonScope, never>;

/** The people at clients as a list among others; it is not grouped. */
export const PEOPLE_LIST: ListKind<PersonScope, PersonSort, never> = {
  list: 'contacts',
  path: '/contacts',
  scopes: PERSON_SCOPES,
  isOrder: isPersonSort,
  isGroup: (_text): _text is never => false,
};
