import { isCustomName } from '#modules/fields/rules.ts';
import type { ListGroup } from '#modules/lists/contract.ts';
import { asked } from '#modules/lists/web/parts/list-address.ts';
import { type GroupedList, useListGroups } from '#modules/lists/web/parts/use-list-groups.ts';
import { useRead } from '#ui-kit/call.ts';
import { useText } from '#ui-kit/text.tsx';
import { type ClientListRow, groupClientsRoute } from '../listing/contract.ts';
import { isClientState } from '../rules.ts';
import { CLIENT_LIST, type ClientShape } from './client-list.ts';

/** The groups of the register; null where the list is not grouped. */
export function useClientGroups(shape: ClientShape, enabled: boolean): GroupedList<ClientListRow> | null {
  const { t, format } = useText();
  const { group: by } = shape;
  const read = useRead(
    groupClientsRoute,
    { query: { ...asked(CLIENT_LIST, shape), by: by ?? 'state' } },
    { enabled: enabled && by !== null, keep: true },
  );
  const labelOf = ({ value, label }: ListGroup): string => {
    if (value === null) return t(by === 'holder' ? 'clients.nobody' : 'lists.group_without');
    if (by === 'state' && isClientState(value)) return t(`clients.state.${value}`);
    if (by === 'check_month') return format.monthYear(`${value}-01`);
    if (label === null && by !== null && isCustomName(by)) return t(value === 'true' ? 'fields.yes' : 'fields.no');
    return label ?? value;
  };
  return useListGroups<ClientListRow>({ by, groups: read.data?.items, labelOf });
}
