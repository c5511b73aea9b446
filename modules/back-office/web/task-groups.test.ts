import { expect, it } from 'vitest';
import { groupOf, minutesLeft } from './task-groups.ts';

const now = Temporal.Instant.from('2026-11-23T07:00:00Z');

it.each([
  ['2026-11-23T06:59:00Z', 'in_work', 'overdue'],
  ['2026-11-23T07:30:00Z', 'in_work', 'today'],
  ['2026-11-23T20:59:00Z', 'requested', 'today'],
  ['2026-11-23T21:01:00Z', 'requested', 'tomorrow'],
  ['2026-11-25T07:00:00Z', 'requested', 'later'],
  ['2026-11-20T07:00:00Z', 'done', 'done'],
] as const)('due at %s and %s in Moscow it stands under %s', (due_at, status, group) => {
  expect(groupOf({ due_at, status }, now, 'Europe/Moscow')).toBe(group);
});

it.each([
  ['2026-11-23T07:38:00Z', 38],
  ['2026-11-23T05:50:00Z', -70],
])('until %s there are %i minutes', (due_at, minutes) => {
  expect(minutesLeft({ due_at }, now)).toBe(minutes);
});
