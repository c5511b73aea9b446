import { expect, test } from 'vitest';
import { createHeld, heldKind } from './held.ts';

const NAMES = heldKind<string>();
const COUNTS = heldKind<number>();

test('what is kept of one kind under a key is known, and of another kind or key nothing is', () => {
  const held = createHeld();
  expect(held.keep(NAMES, 'a', 'Тулун')).toBe('Тулун');
  expect(held.get(NAMES, 'a')).toBe('Тулун');
  expect(held.get(NAMES, 'b')).toBeUndefined();
  expect(held.get(COUNTS, 'a')).toBeUndefined();
});

test('what is forgotten is asked for again: one key, one kind, or all', () => {
  const held = createHeld();
  const fill = () => {
    for (const key of ['a', 'b']) held.keep(NAMES, key, key);
    held.keep(COUNTS, 'a', 1);
  };
  const known = () => [held.get(NAMES, 'a'), held.get(NAMES, 'b'), held.get(COUNTS, 'a')];
  fill();
  held.forget(NAMES, 'a');
  expect(known()).toEqual([undefined, 'b', 1]);
  held.forget(NAMES);
  expect(known()).toEqual([undefined, undefined, 1]);
  fill();
  held.forgetAll();
  expect(known()).toEqual([undefined, undefined, undefined]);
});

test('what has become of a value replaces it', () => {
  const held = createHeld();
  held.keep(COUNTS, 'a', 1);
  held.keep(COUNTS, 'a', 2);
  expect(held.get(COUNTS, 'a')).toBe(2);
});
