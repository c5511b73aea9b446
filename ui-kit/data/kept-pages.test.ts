import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  AROUND,
  aged,
  begun,
  idsOf,
  type KeptPage,
  type LongList,
  placeAt,
  rowsOf,
  type SeenRows,
  wantedPage,
  withPage,
} from './kept-pages.ts';

interface Row {
  id: string;
  at: number;
}
interface Page {
  items: Row[];
  next_cursor: string | null;
}
type List = LongList<Row, Page>;

const SIZE = 60;

/** What a server answers: the rows after a place, in their order. */
function read(all: readonly Row[], place: string | null): Page {
  const rest = all.filter(({ at }) => place === null || at > Number(place)).sort((a, b) => a.at - b.at);
  const items = rest.slice(0, SIZE);
  return { items, next_cursor: rest.length > SIZE ? String(items.at(-1)?.at) : null };
}

const rowsFrom = (count: number): Row[] => Array.from({ length: count }, (_, at) => ({ id: `r${at}`, at: at * 10 }));
const at = (first: number): SeenRows => ({ first, last: first + 20, cursor: 0, active: null });

/** Reads whatever is missing, as the screen does. */
function filled(list: List, all: readonly Row[], seen: SeenRows | null, more = false): { list: List; reads: number } {
  let now = list;
  let reads = 0;
  for (let wanted = wantedPage(now, seen, more); wanted !== null; wanted = wantedPage(now, seen, more && reads === 0)) {
    now = withPage(now, wanted, read(all, placeAt(now, wanted)), now.age, seen);
    reads += 1;
    if (reads > 200) throw new Error('reads without end');
  }
  return { list: now, reads };
}

/** Scrolled down from the beginning until so many rows are passed. */
function scrolled(all: readonly Row[], to: number): List {
  let list = begun<Row, Page>(read(all, null));
  for (let first = 0; first <= to; first += 20) {
    const nearEnd = first + 50 > idsOf(list.pages).length;
    list = filled(list, all, at(first), nearEnd).list;
  }
  return list;
}

const isHeld = (page: KeptPage<Row>) => page.rows !== null;

it('keeps a bounded number of rows however far one scrolls, and knows the ids of all', () => {
  const all = rowsFrom(6_000);
  const list = scrolled(all, 5_000);
  expect(list.pages.length).toBeGreaterThan(80);
  expect(list.pages.filter(isHeld).length).toBeLessThanOrEqual(2 * AROUND + 4);
  expect(isHeld(list.pages[0] as KeptPage<Row>)).toBe(true);
  expect(idsOf(list.pages).slice(0, 5_000)).toEqual(all.slice(0, 5_000).map(({ id }) => id));
});

it('reads a page that was let go from its own place, with the same rows where they were', () => {
  const all = rowsFrom(3_000);
  const far = scrolled(all, 2_500);
  expect(rowsOf(far.pages)[1_210]).toBeUndefined();
  const { list: back, reads } = filled(far, all, at(1_200));
  expect(rowsOf(back.pages).slice(1_200, 1_221)).toEqual(all.slice(1_200, 1_221));
  expect(reads).toBeLessThanOrEqual(3);
  expect(idsOf(back.pages)).toEqual(idsOf(far.pages));
});

it('of a list that may have changed only what is seen is read anew, besides its first page', () => {
  const all = rowsFrom(3_000);
  const far = scrolled(all, 2_500);
  const { reads } = filled(aged(far, read(all, null), at(2_500)), all, at(2_500));
  expect(reads).toBeLessThanOrEqual(3);
});

it('the page of the keyboard and that of the open record are kept', () => {
  const all = rowsFrom(3_000);
  let list = scrolled(all, 1_000);
  for (let first = 1_000; first < 2_500; first += 20) {
    const seen = { ...at(first), cursor: 950, active: 'r890' };
    list = filled(list, all, seen, first + 50 > idsOf(list.pages).length).list;
  }
  const rows = rowsOf(list.pages);
  expect([rows[950]?.id, rows[890]?.id, rows[700]]).toEqual(['r950', 'r890', undefined]);
});

it('without knowing what is seen, everything is kept and read anew', () => {
  const all = rowsFrom(300);
  let list = begun<Row, Page>(read(all, null));
  for (let page = 0; page < 4; page += 1) list = filled(list, all, null, true).list;
  expect(rowsOf(list.pages)).toEqual(all);
  const fewer = all.filter(({ at: place }) => place % 100 !== 0);
  expect(rowsOf(filled(aged(list, read(fewer, null), null), fewer, null).list.pages)).toEqual(fewer);
});

it('a page that was being read while something changed is read once more', () => {
  const all = rowsFrom(200);
  const list = filled(begun<Row, Page>(read(all, null)), all, at(40), true).list;
  const changed = aged(list, read(all, null), at(70));
  const late = withPage(changed, 1, read(all, placeAt(changed, 1)), list.age, at(70));
  expect(wantedPage(late, at(70), false)).toBe(1);
});

it('a list that has become shorter ends where its rows end', () => {
  const all = rowsFrom(400);
  const list = scrolled(all, 380);
  const few = all.slice(0, 100);
  const shorter = filled(aged(list, read(few, null), at(380)), few, at(80)).list;
  expect(rowsOf(shorter.pages)).toEqual(few);
  expect(shorter.next).toBeNull();
});

it('whatever changes and wherever one looks: what is seen is as the server has it, and no kept row stands twice', () => {
  const step = fc.record({
    look: fc.nat(900),
    gone: fc.array(fc.nat(900), { maxLength: 3 }),
    moved: fc.array(fc.tuple(fc.nat(900), fc.nat(9_000)), { maxLength: 3 }),
    come: fc.array(fc.nat(9_000), { maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
      let all = rowsFrom(900);
      let list = scrolled(all, 850);
      let made = 0;
      for (const { look, gone, moved, come } of steps) {
        const places = new Set(all.map(({ at: place }) => place));
        const free = (place: number) => {
          const near = Array.from({ length: 40 }, (_, by) => place + by / 7).find((one) => !places.has(one));
          places.add(near ?? -1 - made);
          return near ?? -1 - made;
        };
        all = all.filter((_, index) => !gone.includes(index));
        for (const [index, to] of moved) {
          const row = all[index];
          if (row !== undefined) all = [...all.filter(({ id }) => id !== row.id), { ...row, at: free(to) }];
        }
        all = [...all, ...come.map((place) => ({ id: `new${made++}`, at: free(place) }))].sort((a, b) => a.at - b.at);
        const seen = at(look);
        list = filled(aged(list, read(all, null), seen), all, seen).list;

        const rows = rowsOf(list.pages);
        const ids = rows.flatMap((row) => row?.id ?? []);
        expect(new Set(ids).size).toBe(ids.length);
        // What is seen follows one another as the server has it, without a gap.
        const shown = rows.slice(seen.first, seen.last + 1);
        const begin = all.findIndex(({ id }) => id === shown[0]?.id);
        expect(shown).toEqual(shown.length === 0 ? [] : all.slice(begin, begin + shown.length));
        expect(list.pages.filter(isHeld).length).toBeLessThanOrEqual(2 * AROUND + 6);
      }
    }),
    { numRuns: 200 },
  );
});
