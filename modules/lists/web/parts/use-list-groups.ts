import { useState } from 'react';
import { idsOf } from '#ui-kit/data/kept-pages.ts';
import type { TableSection } from '#ui-kit/data/table-lines.ts';
import { useText } from '#ui-kit/text.tsx';
import type { ListGroup } from '../../contract.ts';
import type { ListRead } from './use-list-rows.ts';

/** The rows of an open group, and how more of them are read. */
export interface GroupRead<Row> {
  read: ListRead<Row>;
  rows: readonly (Row | undefined)[];
}

export interface GroupedList<Row> {
  sections: TableSection[];
  rows: readonly (Row | undefined)[];
  ids: () => readonly (string | undefined)[];
  loading: boolean;
  /** The groups that are open, each of which loads its rows. */
  open: readonly ListGroup[];
  onRows: (group: string, read: GroupRead<Row>) => void;
}

export interface GroupsAsked {
  /** By what the list is grouped; null where it is not. */
  by: string | null;
  groups: readonly ListGroup[] | undefined;
  labelOf: (group: ListGroup) => string;
}

/** The groups of a list and the rows of those that are open; null where the list is not grouped. */
export function useListGroups<Row>({ by, groups, labelOf }: GroupsAsked): GroupedList<Row> | null {
  const { t, format } = useText();
  const [openIds, setOpenIds] = useState<readonly string[]>([]);
  const [loaded, setLoaded] = useState<ReadonlyMap<string, GroupRead<Row>>>(new Map());
  if (by === null) return null;
  const idOf = (filter: string) => `${by} ${filter}`;
  const open = (groups ?? []).filter(({ filter }) => openIds.includes(idOf(filter)));
  const rowsOf = ({ filter }: ListGroup) => loaded.get(idOf(filter))?.rows ?? [];
  return {
    loading: groups === undefined,
    open,
    rows: open.flatMap(rowsOf),
    ids: () => open.flatMap(({ filter }) => idsOf(loaded.get(idOf(filter))?.read.pages() ?? [])),
    sections: (groups ?? []).map((group) => {
      const id = idOf(group.filter);
      const isOpen = openIds.includes(id);
      const read = loaded.get(id)?.read;
      const { value, exact } = group.count;
      return {
        id,
        label: labelOf(group),
        note: exact ? format.number(value) : t('lists.group_more', { count: value }),
        open: isOpen,
        onToggle: () => setOpenIds(isOpen ? openIds.filter((one) => one !== id) : [...openIds, id]),
        length: isOpen ? rowsOf(group).length : 0,
        hasMore: read === undefined || read.loading || read.hasMore,
        onMore: () => read?.more(),
        onSeen: (seen) => read?.seen(seen),
      };
    }),
    onRows: (filter, rows) => setLoaded((before) => new Map(before).set(idOf(filter), rows)),
  };
}
