import { useMemo } from 'react';
import { listChoicesRoute } from '#modules/clients/list-fields/contract.ts';
import type { ListGroup } from '#modules/lists/contract.ts';
import { groupLabel } from '#modules/lists/web/parts/group-label.ts';
import { asked, askedOrder } from '#modules/lists/web/parts/list-address.ts';
import { useFieldWords } from '#modules/lists/web/parts/use-field-words.ts';
import { type GroupedList, useListGroups } from '#modules/lists/web/parts/use-list-groups.ts';
import { type ListRead, PAGE, useListRows } from '#modules/lists/web/parts/use-list-rows.ts';
import { call, readKey, useRead } from '#ui-kit/call.ts';
import type { FieldWords } from '#ui-kit/filters/filter-words.ts';
import { useText } from '#ui-kit/text.tsx';
import { type DealItem, type DealPage, dealFieldsRoute, groupDealsRoute, listDealsRoute } from '../listing/contract.ts';
import { STAGES } from '../rules.ts';
import { DEAL_LIST, type DealShape } from './deal-list.ts';

/** The deals page by page, fresh while they are on the screen. */
export function useDeals(
  shape: Pick<DealShape, 'q' | 'scope' | 'filter' | 'sort'>,
  enabled = true,
): ListRead<DealItem, DealPage> {
  const query = { ...asked(DEAL_LIST, shape), ...askedOrder(DEAL_LIST, shape.sort), limit: PAGE };
  return useListRows<DealItem, DealPage>(
    readKey(listDealsRoute, { query }),
    (place) => call(listDealsRoute, { query: { ...query, ...place } }),
    { enabled },
  );
}

/** What deals are filtered by, in words; null until it is known. */
export function useDealFields(): FieldWords[] | null {
  const fields = useRead(dealFieldsRoute, {});
  const region = useRead(listChoicesRoute, { params: { name: 'region' } });
  const choices = useMemo(() => ({ region: region.data?.items }), [region.data]);
  return useFieldWords(fields.data?.items, keyOf, choices);
}

const keyOf = (name: string) => `deals.list_field.${name}`;

/** The groups of the list; null where it is not grouped. */
export function useDealGroups(shape: DealShape, enabled: boolean): GroupedList<DealItem> | null {
  const texts = useText();
  const { group: by } = shape;
  const read = useRead(
    groupDealsRoute,
    { query: { ...asked(DEAL_LIST, shape), by: by ?? 'stage' } },
    { enabled: enabled && by !== null, keep: true },
  );
  const labelOf = (group: ListGroup): string => {
    const stage = by === 'stage' ? STAGES.find((one) => one === group.value) : undefined;
    return stage === undefined
      ? groupLabel(texts, by, group, by === 'expected_month')
      : texts.t(`deals.stage.${stage}`);
  };
  return useListGroups<DealItem>({ by, groups: read.data?.items, labelOf });
}
