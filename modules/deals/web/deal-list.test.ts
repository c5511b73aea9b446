import { expect, it } from 'vitest';
import { atStage, stageOf, withoutStage } from './deal-list.ts';

it.each([
  ['', 'offer', 'stage is offer'],
  ['stage is offer', 'contract', 'stage is contract'],
  ['value is 1000.. or owner is me', 'offer', 'stage is offer and (value is 1000.. or owner is me)'],
  ['stage is offer,contract and expected is overdue', 'offer', 'stage is offer and (expected is overdue)'],
] as const)(
  '«%s» narrowed to one stage, %s, is «%s»; taken back, it is as it was besides',
  (filter, stage, expected) => {
    const narrowed = atStage(filter, stage);
    expect(narrowed).toBe(expected);
    expect(stageOf(narrowed)).toBe(stage);
    expect(atStage(narrowed, null)).toBe(withoutStage(filter));
  },
);

it.each(['stage is offer,contract', 'stage not offer', 'stage is offer or stage is contract', 'owner is me'])(
  '«%s» is no single stage',
  (filter) => {
    expect(stageOf(filter)).toBeNull();
  },
);
