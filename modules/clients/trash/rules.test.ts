import { expect, test } from 'vitest';
import { daysLeft, erasedFrom } from './rules.ts';

const AT = Temporal.Instant.from('2026-11-01T12:00:00Z');

test.each([
  ['the moment it was moved', '2026-11-01T12:00:00Z', 30],
  ['an hour later the day goes on', '2026-11-01T13:00:00Z', 30],
  ['a day later', '2026-11-02T12:00:00Z', 29],
  ['the last hour', '2026-12-01T11:00:00Z', 1],
  ['its time has come', '2026-12-01T12:00:00Z', 0],
  ['a sweep was late', '2026-12-05T12:00:00Z', 0],
])('days left: %s', (_case, now, left) => {
  expect(daysLeft(AT, Temporal.Instant.from(now))).toBe(left);
});

test('it is erased thirty days later to the second', () => {
  expect(erasedFrom(AT).toString()).toBe('2026-12-01T12:00:00Z');
});
