import { useEffect } from 'react';
import type { ClientGroup } from '../listing/contract.ts';
import type { ListShape } from './list-address.ts';
import { type ClientsRead, useClients } from './use-clients.ts';

/** Loads the rows of one open group; what it has, it tells the table that draws all groups together. */
export function GroupRows({
  group,
  shape,
  onRows,
}: {
  group: ClientGroup;
  shape: ListShape;
  onRows: (group: string, read: ClientsRead) => void;
}) {
  const filter = shape.filter === '' ? group.filter : `(${shape.filter}) and ${group.filter}`;
  const read = useClients({ ...shape, filter }, '');
  const { rows, hasMore, loading } = read;
  // Only what is new is told: the rows are made anew at every drawing.
  const said = `${rows.length} ${rows.map((row) => `${row.id}${row.version ?? ''}`).join()} ${hasMore} ${loading}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `said` stands for all that is read
  useEffect(() => onRows(group.filter, read), [said]);
  return null;
}
