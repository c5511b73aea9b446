import { describe, expect, it } from 'vitest';
import { type CountedRound, fateOfState, figuresOf } from './rules.ts';

const round = (
  handoffId: string,
  number: number,
  answer: CountedRound['answer'],
  more: Partial<CountedRound> = {},
): CountedRound => ({
  handoffId,
  round: number,
  answer,
  returnCode: answer === 'returned' ? 'incomplete' : null,
  silently: false,
  answerMinutes: answer === null ? null : 60,
  fate: 'in_work',
  ...more,
});

describe('the figures of a pair', () => {
  it('count hand-offs, not rounds: accepted at the first offer is neither the second round nor silence', () => {
    const figures = figuresOf([
      round('first', 1, 'accepted', { answerMinutes: 30, fate: 'contract' }),
      round('second', 1, 'returned', { answerMinutes: 120, returnCode: 'wrong_contact' }),
      round('second', 2, 'accepted', { answerMinutes: 90, fate: 'delivered' }),
      round('silent', 1, 'accepted', { silently: true, answerMinutes: 480, fate: 'waiting' }),
      round('thrice', 1, 'returned', { fate: 'lost' }),
      round('thrice', 2, 'returned', { fate: 'lost' }),
      round('open', 1, null),
      round('withdrawn', 1, 'withdrawn'),
    ]);
    expect(figures).toMatchObject({
      offered: 6,
      answered: 4,
      acceptedFirst: { n: 1, of: 4 },
      returned: { n: 2, of: 4 },
      byCode: [
        { code: 'wrong_contact', count: 1 },
        { code: 'incomplete', count: 2 },
      ],
      medianMinutes: 60,
      fates: { contract: { n: 2 }, delivered: { n: 1 }, lost: { n: 1 }, waiting: { n: 1 } },
    });
  });

  it('carry the 95 % Wilson interval of the drawn screen: 22 of 31 is 53 to 84 %', () => {
    const rounds = Array.from({ length: 31 }, (_, n) => round(`${n}`, 1, n < 22 ? 'accepted' : 'returned'));
    const { acceptedFirst, returned } = figuresOf(rounds);
    expect([acceptedFirst.low, acceptedFirst.high].map((share) => Math.round(share * 100))).toEqual([53, 84]);
    expect([returned.low, returned.high].map((share) => Math.round(share * 100))).toEqual([16, 47]);
  });

  it('of nothing say nothing', () => {
    expect(figuresOf([])).toMatchObject({
      offered: 0,
      answered: 0,
      medianMinutes: null,
      acceptedFirst: { n: 0, of: 0, low: 0, high: 1 },
    });
  });

  it.each([
    ['contracting', 'contract'],
    ['in_delivery', 'contract'],
    ['delivered', 'delivered'],
    ['regular', 'delivered'],
    ['lost', 'lost'],
    ['waiting', 'waiting'],
    ['archived', 'closed'],
    ['in_development', 'in_work'],
  ])('a client that is %s means %s', (state, fate) => {
    expect(fateOfState(state)).toBe(fate);
  });
});
