import { useMemo } from 'react';
import type { SeenRows } from './kept-pages.ts';

/** A group of rows that opens and closes, and loads its own rows. */
export interface TableSection {
  id: string;
  label: string;
  note?: string;
  open: boolean;
  onToggle: () => void;
  /** How many of the table's rows, in their order, are of this group. */
  length: number;
  /** There are more of it; `onMore` is asked as they come into view, and may be asked again while they load. */
  hasMore: boolean;
  onMore: () => void;
  /** Which of its rows are in view, or which of them is nearest. */
  onSeen: (rows: SeenRows) => void;
}

/** What is drawn one under another: rows, headings of groups, and the place where a group goes on. */
export type Line =
  | { kind: 'row'; index: number }
  | { kind: 'group'; id: string; label: string; note: string | undefined; section?: TableSection }
  | { kind: 'more'; id: string; section: TableSection };

type GroupOf<T> = ((row: T) => { id: string; label: string; note?: string }) | undefined;

/** The lines of a table with groups; null where there is nothing but rows. */
export function useLines<T>(
  rows: ReadonlyArray<T | undefined>,
  count: number,
  groupOf: GroupOf<T>,
  sections: readonly TableSection[] | undefined,
): Line[] | null {
  return useMemo(() => {
    if (sections !== undefined) return linesOf(sections);
    return groupOf === undefined ? null : linesBy(rows, count, groupOf);
  }, [rows, count, groupOf, sections]);
}

/** Tells each open section which of its own rows are in view, of the lines in view. */
export function tellSections(sections: readonly TableSection[], seen: SeenRows): void {
  let line = 0;
  let index = 0;
  for (const { open, length, hasMore, onSeen } of sections) {
    line += 1;
    if (!open) continue;
    const own = (place: number) => Math.max(0, Math.min(length - 1, place));
    onSeen({
      first: own(seen.first - line),
      last: own(seen.last - line),
      cursor: own(seen.cursor - index),
      active: seen.active,
    });
    line += length + (hasMore ? 1 : 0);
    index += length;
  }
}

function linesOf(sections: readonly TableSection[]): Line[] {
  let index = 0;
  return sections.flatMap((section): Line[] => {
    const { id, label, note, open, length, hasMore } = section;
    const heading: Line = { kind: 'group', id, label, note, section };
    if (!open) return [heading];
    const own = Array.from({ length }, (): Line => ({ kind: 'row', index: index++ }));
    return [heading, ...own, ...(hasMore ? [{ kind: 'more' as const, id, section }] : [])];
  });
}

function linesBy<T>(rows: ReadonlyArray<T | undefined>, count: number, groupOf: NonNullable<GroupOf<T>>): Line[] {
  const lines: Line[] = [];
  let last: string | undefined;
  for (let index = 0; index < count; index += 1) {
    const row = rows[index];
    const group = row === undefined ? undefined : groupOf(row);
    if (group && group.id !== last) {
      lines.push({ kind: 'group', id: group.id, label: group.label, note: group.note });
      last = group.id;
    }
    lines.push({ kind: 'row', index });
  }
  return lines;
}
