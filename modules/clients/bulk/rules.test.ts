import { expect, it } from 'vitest';
import { isUndoable, type UndoFacts } from './rules.ts';

const began = Temporal.Instant.from('2026-11-01T07:00:00Z');
const whole: UndoFacts = { undoes: false, over: true, changed: 4, setBack: 0, beingUndone: false, began };
const days = (count: number) => began.add({ minutes: 1440 * count });

it.each<[string, Partial<UndoFacts>, number, boolean]>([
  ['just after it is over', {}, 0, true],
  ['on its last day', {}, 29.5, true],
  ['when its 30 days are over', {}, 30, false],
  ['while it goes on', { over: false }, 0, false],
  ['while it is being taken back', { beingUndone: true }, 0, false],
  ['when it has been taken back in part', { setBack: 3 }, 1, true],
  ['when it has been taken back altogether', { setBack: 4 }, 1, false],
  ['when it has changed nobody', { changed: 0 }, 0, false],
  ['when it takes another one back itself', { undoes: true }, 0, false],
])('a change of many can be taken back %s: as the rule says', (_when, facts, after, expected) => {
  expect(isUndoable({ ...whole, ...facts }, days(after))).toBe(expected);
});
