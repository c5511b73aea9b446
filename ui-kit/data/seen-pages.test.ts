import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type LoadedPages, seenPages, withFresh } from './seen-pages.ts';

type Page = { items: { id: string }[] };
const page = (...ids: number[]): Page => ({ items: ids.map((id) => ({ id: String(id) })) });
const loaded: LoadedPages<Page> = {
  pages: [page(1, 2, 3), page(4, 5, 6), page(7, 8, 9), page(10, 11, 12)],
  pageParams: [null, 'a3', 'a6', 'a9'],
};

it.each([
  ['at the beginning', { first: 0, last: 1 }, { from: 0, to: 0 }],
  ['across an edge', { first: 2, last: 4 }, { from: 0, to: 1 }],
  ['in the middle', { first: 6, last: 8 }, { from: 2, to: 2 }],
  ['at the end', { first: 9, last: 11 }, { from: 3, to: 3 }],
  ['beyond what is loaded', { first: 11, last: 30 }, { from: 3, to: 3 }],
])('the pages in view %s', (_where, seen, expected) => {
  expect(seenPages(loaded.pages, seen)).toEqual(expected);
});

it('what has moved into view leaves its old place, and what came after the view is let go', () => {
  const fresh = { pages: [page(7, 2, 8), page(9, 10, 11)], pageParams: ['a6', 'a8'] };
  expect(withFresh(loaded, 2, fresh)).toEqual({
    pages: [page(1, 3), page(4, 5, 6), page(7, 2, 8), page(9, 10, 11)],
    pageParams: [null, 'a3', 'a6', 'a8'],
  });
});

it('no row ever stands twice, and each page keeps its beginning', () => {
  const ids = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 4, maxLength: 40 });
  const paged = (all: readonly number[]) =>
    Array.from({ length: Math.ceil(all.length / 4) }, (_, at) => page(...all.slice(at * 4, at * 4 + 4)));
  fc.assert(
    fc.property(ids, ids, fc.nat(), (was, is, place) => {
      const pages = paged(was);
      const from = place % pages.length;
      const fresh = paged(is);
      const made = withFresh({ pages, pageParams: pages.map((_, at) => `was ${at}`) }, from, {
        pages: fresh,
        pageParams: fresh.map((_, at) => `is ${at}`),
      });
      const shown = made.pages.flatMap(({ items }) => items.map(({ id }) => id));
      expect(new Set(shown).size).toBe(shown.length);
      expect(made.pageParams).toHaveLength(made.pages.length);
    }),
  );
});
