/** Ids of chosen rows. */
export type Selection = ReadonlySet<string>;

export function toggleSelection(selection: Selection, id: string): Selection {
  const next = new Set(selection);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** Everything between two places, both included, is added; rows that are not loaded are passed over. */
export function selectRange(
  selection: Selection,
  ids: ReadonlyArray<string | undefined>,
  from: number,
  to: number,
): Selection {
  const next = new Set(selection);
  for (const id of ids.slice(Math.min(from, to), Math.max(from, to) + 1)) {
    if (id !== undefined) next.add(id);
  }
  return next;
}
