import { useMemo } from 'react';
import { asked, askedOrder } from '#modules/lists/web/parts/list-address.ts';
import { useFieldWords } from '#modules/lists/web/parts/use-field-words.ts';
import { type ListRead, PAGE, useListRows } from '#modules/lists/web/parts/use-list-rows.ts';
import { call, readKey, useRead } from '#ui-kit/call.ts';
import type { FieldWords } from '#ui-kit/filters/filter-words.ts';
import { listChoicesRoute } from '../list-fields/contract.ts';
import { listPeopleRoute, type PersonPage, type PersonRow, personFieldsRoute } from '../people/contract.ts';
import { PEOPLE_LIST, type PeopleShape } from './people-list.ts';

/** The people page by page, fresh while they are on the screen. */
export function usePeople(shape: PeopleShape, enabled: boolean): ListRead<PersonRow, PersonPage> {
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

const keyOf = (name: string) => `clients.people_field.${name}`;
