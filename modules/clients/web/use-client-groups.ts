import type { ListGroup } from '#modules/lists/contract.ts';
import { groupLabel } from '#modules/lists/web/parts/group-label.ts';
import { asked } from '#modules/lists/web/parts/list-address.ts';
import { type GroupedList, useListGroups } from '#modules/lists/web/parts/use-list-groups.ts';
import { useRead } from '#ui-kit/call.ts';
import { useText } from '#ui-kit/text.tsx';
import { type ClientListRow, groupClientsRoute } from '../listing/contract.ts';
import { isClientState } from '../rules.ts';
import { CLIENT_LIST, type ClientShape } from './client-list.ts';

/** The groups of the register; null where the list is not grouped. */
export function useClientGroups(shape: ClientShape, enabled: boolean): GroupedList<ClientListRow> | null {
  const texts = useText();
  const { group: by } = shape;
  const read = useRead(
    groupClientsRoute,
    { query: { ...asked(CLIENT_LIST, shape), by: by ?? 'state' } },
    { enabled: enabled && by !== null, keep: true },
  );
  const labelOf = (group: ListGroup): string => {
    const { value } = group;
    if (value === null && by === 'holder') return texts.t('clients.nobody');
    if (value !== null && by === 'state' && isClientState(value)) return texts.t(`clients.state.${value}`);
    return groupLabel(texts, by, group, by === 'check_month');
  };
  return useListGroups<ClientListRow>({ by, groups: read.data?.items, labelOf });
}
