import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SeenRows } from './rules.ts';

it('knows of every word the row that it was noted in first, and nothing of others', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ word: fc.string(), row: fc.integer({ min: 1, max: 9_000_000 }) })), (noted) => {
      const seen = new SeenRows();
      const first = new Map<string, number>();
      for (const { word, row } of noted) {
        seen.note(word, row);
        if (!first.has(word)) first.set(word, row);
      }
      expect(noted.map(({ word }) => seen.rowOf(word))).toEqual(noted.map(({ word }) => first.get(word)));
      expect(seen.rowOf('something that no word is')).toBeUndefined();
    }),
  );
});

it('goes on knowing them while it grows', () => {
  const seen = new SeenRows();
  const words = Array.from({ length: 100_000 }, (_, index) => `inn\u0000${7_700_000_000 + index}`);
  for (const [index, word] of words.entries()) seen.note(word, index + 1);
  for (const [index, word] of words.entries()) seen.note(word, 5_000_000 - index);
  const wrong = words.filter((word, index) => seen.rowOf(word) !== index + 1);
  expect(wrong).toEqual([]);
  expect(seen.rowOf('inn\u00007800000000')).toBeUndefined();
});
