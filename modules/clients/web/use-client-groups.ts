import { useState } from 'react';
import { useRead } from '#ui-kit/call.ts';
import type { TableSection } from '#ui-kit/data/table-lines.ts';
import { useText } from '#ui-kit/text.tsx';
import { type ClientGroup, type ClientListRow, groupClientsRoute } from '../listing/contract.ts';
import { isClientState } from '../rules.ts';
import { asked, type ListShape } from './list-address.ts';
import type { ClientsRead } from './use-clients.ts';

export interface GroupedClients {
  sections: TableSection[];
  rows: ClientListRow[];
  loading: boolean;
  /** The groups that are open, each of which loads its rows. */
  open: readonly ClientGroup[];
  onRows: (group: string, read: ClientsRead) => void;
}

/** The groups of the list and the rows of those that are open; null where the list is not grouped. */
export function useClientGroups(shape: ListShape): GroupedClients | null {
  const { t, format } = useText();
  const { group: by } = shape;
  const read = useRead(
    groupClientsRoute,
    { query: { ...asked(shape), by: by ?? 'state' } },
    { enabled: by !== null, keep: true },
  );
  const [openIds, setOpenIds] = useState<readonly string[]>([]);
  const [loaded, setLoaded] = useState<ReadonlyMap<string, ClientsRead>>(new Map());
  if (by === null) return null;
  const groups = read.data?.items ?? [];
  const idOf = (group: ClientGroup) => `${by} ${group.filter}`;
  const open = groups.filter((group) => openIds.includes(idOf(group)));
  const labelOf = ({ value, label }: ClientGroup): string => {
    if (value === null) return t(by === 'holder' ? 'clients.nobody' : 'clients.group_without');
    if (by === 'state' && isClientState(value)) return t(`clients.state.${value}`);
    return by === 'check_month' ? format.monthYear(`${value}-01`) : (label ?? value);
  };
  const rowsOf = (group: ClientGroup) => loaded.get(idOf(group))?.rows ?? [];
  return {
    loading: read.isPending,
    open,
    rows: open.flatMap(rowsOf),
    sections: groups.map((group) => {
      const id = idOf(group);
      const isOpen = openIds.includes(id);
      const rows = loaded.get(id);
      const count = format.number(group.count.value);
      return {
        id,
        label: labelOf(group),
        note: group.count.exact ? count : t('clients.group_more', { count: group.count.value }),
        open: isOpen,
        onToggle: () => setOpenIds(isOpen ? openIds.filter((one) => one !== id) : [...openIds, id]),
        length: isOpen ? rowsOf(group).length : 0,
        hasMore: rows === undefined || rows.loading || rows.hasMore,
        onMore: () => rows?.more(),
      };
    }),
    onRows: (filter, rows) => setLoaded((before) => new Map(before).set(`${by} ${filter}`, rows)),
  };
}
