import { useEffect } from 'react';
import type { ListGroup } from '../../contract.ts';
import type { GroupRead } from './use-list-groups.ts';
import { type ListRead, useRowsOf } from './use-list-rows.ts';

export interface GroupRowsProps<Row> {
  group: ListGroup;
  /** What the list is narrowed by besides. */
  filter: string;
  /** Reads the rows of the list under a filter. */
  useRows: (filter: string) => ListRead<Row>;
  rowKey: (row: Row) => string;
  onRows: (group: string, read: GroupRead<Row>) => void;
}

/** Loads the rows of one open group; what it has, it tells the table that draws all groups together. */
export function GroupRows<Row>({ group, filter, useRows, rowKey, onRows }: GroupRowsProps<Row>) {
  const read = useRows(filter === '' ? group.filter : `(${filter}) and ${group.filter}`);
  const rows = useRowsOf(read);
  const { hasMore, loading } = read;
  // Only what is new is told: the rows are made anew at every drawing.
  const said = `${rows.length} ${rows.map((row) => (row === undefined ? '' : rowKey(row))).join()} ${hasMore} ${loading}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `said` stands for all that is read
  useEffect(() => onRows(group.filter, { read, rows }), [said]);
  return null;
}
