import { expect, it, vi } from 'vitest';
import { type TableSection, tellSections } from './table-lines.ts';

const section = (id: string, length: number, { open = true, hasMore = false } = {}): TableSection => ({
  id,
  label: id,
  open,
  onToggle: () => undefined,
  length,
  hasMore,
  onMore: () => undefined,
  onSeen: vi.fn(),
});

// Line 0 is the heading of the first, 1–100 its rows, 101 says that it goes on; 102 the closed one; 103 the third, 104–153 its rows.
it.each([
  ['at the beginning', { first: 0, last: 20 }, [{ first: 0, last: 19 }, null, { first: 0, last: 0 }]],
  ['across a closed group', { first: 90, last: 110 }, [{ first: 89, last: 99 }, null, { first: 0, last: 6 }]],
  ['in the last', { first: 120, last: 140 }, [{ first: 99, last: 99 }, null, { first: 16, last: 36 }]],
])('each open group is told which of its own rows are in view, or nearest to it: %s', (_where, lines, expected) => {
  const sections = [section('a', 100, { hasMore: true }), section('b', 0, { open: false }), section('c', 50)];
  tellSections(sections, { ...lines, cursor: 110, active: 'x' });
  const cursors = [99, null, 10];
  for (const [at, { onSeen }] of sections.entries()) {
    const seen = expected[at];
    if (seen === null) expect(onSeen).not.toHaveBeenCalled();
    else expect(onSeen).toHaveBeenCalledExactlyOnceWith({ ...seen, cursor: cursors[at], active: 'x' });
  }
});
