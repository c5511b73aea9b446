import { useMemo } from 'react';
import type { ListGroup } from '#modules/lists/contract.ts';
import { groupLabel } from '#modules/lists/web/parts/group-label.ts';
import { asked, askedOrder } from '#modules/lists/web/parts/list-address.ts';
import { useFieldWords } from '#modules/lists/web/parts/use-field-words.ts';
import { type GroupedList, useListGroups } from '#modules/lists/web/parts/use-list-groups.ts';
import { type ListRead, PAGE, useListRows } from '#modules/lists/web/parts/use-list-rows.ts';
import { call, readKey, useRead } from '#ui-kit/call.ts';
import type { FieldWords } from '#ui-kit/filters/filter-words.ts';
import { useText } from '#ui-kit/text.tsx';
import { listChoicesRoute } from '../list-fields/contract.ts';
import {
  groupPeopleRoute,
  listPeopleRoute,
  type PersonPage,
  type PersonRow,
  personFieldsRoute,
} from '../people/contract.ts';
import { CLIENT_STATES, DECISION_ROLES } from '../rules.ts';
import { PEOPLE_LIST, type PeopleShape } from './people-list.ts';

/** The people page by page, fresh while they are on the screen. */
export function usePeople(
  shape: Pick<PeopleShape, 'q' | 'scope' | 'filter' | 'sort'>,
  enabled = true,
): ListRead<PersonRow, PersonPage> {
  const query = { ...asked(PEOPLE_LIST, shape), ...askedOrder(PEOPLE_LIST, shape.sort), limit: PAGE };
  return useListRows<PersonRow, PersonPage>(
    readKey(listPeopleRoute, { query }),
    (place) => call(listPeopleRoute, { query: { ...query, ...place } }),
    { enabled },
  );
}

/** What people are filtered by, in words; null until it is known. */
export function usePeopleFields(): FieldWords[] | null {
  const fields = useRead(personFieldsRoute, {});
  const region = useRead(listChoicesRoute, { params: { name: 'region' } });
  const choices = useMemo(() => ({ region: region.data?.items }), [region.data]);
  return useFieldWords(fields.data?.items, keyOf, choices);
}

/** The groups of the list; null where it is not grouped. */
export function usePeopleGroups(shape: PeopleShape, enabled: boolean): GroupedList<PersonRow> | null {
  const texts = useText();
  const { group: by } = shape;
  const read = useRead(
    groupPeopleRoute,
    { query: { ...asked(PEOPLE_LIST, shape), by: by ?? 'role' } },
    { enabled: enabled && by !== null, keep: true },
  );
  const labelOf = (group: ListGroup): string => {
    const role = by === 'role' ? DECISION_ROLES.find((one) => one === group.value) : undefined;
    if (role !== undefined) return texts.t(`clients.role.${role}`);
    const state = by === 'state' ? CLIENT_STATES.find((one) => one === group.value) : undefined;
    return state === undefined ? groupLabel(texts, by, group, false) : texts.t(`clients.state.${state}`);
  };
  return useListGroups<PersonRow>({ by, groups: read.data?.items, labelOf });
}

const keyOf = (name: string) => `clients.people_field.${name}`;
