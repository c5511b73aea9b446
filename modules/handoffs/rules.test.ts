import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { russianWorkingCalendar } from '#shared/russian-holidays.ts';
import { employeeCalendar } from '#shared/working-calendar.ts';
import {
  checkDisputeTime,
  checkReadiness,
  checkReturn,
  dueAt,
  HANDOFF_MOVES,
  HANDOFF_STATES,
  type HandoffMove,
  type HandoffState,
  isOpen,
  isOverdue,
  mayAcceptBySilence,
  missingOf,
  move,
} from './rules.ts';

const ALLOWED: Record<HandoffState, Partial<Record<HandoffMove, HandoffState>>> = {
  offered: { accept: 'accepted', return: 'returned', withdraw: 'withdrawn', void: 'void' },
  returned: { offer_again: 'offered', withdraw: 'withdrawn', dispute: 'disputed', void: 'void' },
  disputed: { settle_accepted: 'accepted', settle_upheld: 'upheld', void: 'void' },
  accepted: {},
  upheld: {},
  withdrawn: {},
  void: {},
};

describe('the hand-off machine', () => {
  const table = HANDOFF_STATES.flatMap((state) =>
    HANDOFF_MOVES.map((by) => ({ state, by, to: ALLOWED[state][by] ?? null })),
  );
  it.each(table)('$state, $by → $to', ({ state, by, to }) => {
    expect(move(state, by)).toMatchObject(
      to === null ? { ok: false, reason: `handoffs.already_${state}`, code: 'conflict' } : { ok: true, value: to },
    );
  });

  it('never leaves a closed state, and is accepted only through an offer that stands or a dispute that is settled', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...HANDOFF_MOVES), { maxLength: 30 }), (moves) => {
        let state: HandoffState = 'offered';
        for (const by of moves) {
          const next = move(state, by);
          if (!isOpen(state)) expect(next.ok).toBe(false);
          if (!next.ok) continue;
          if (next.value === 'accepted') expect(['offered', 'disputed']).toContain(state);
          state = next.value;
        }
      }),
    );
  });
});

describe('readiness', () => {
  it('is refused with the list of what is missing; what is optional is not asked for', () => {
    const criteria = [
      { key: 'scope', required: true, met: true },
      { key: 'promises', required: true, met: false },
      { key: 'budget', required: false, met: false },
      { key: 'schedule', required: true, met: false },
    ];
    expect(missingOf(criteria).map(({ key }) => key)).toEqual(['promises', 'schedule']);
    expect(checkReadiness(criteria)).toMatchObject({
      ok: false,
      reason: 'handoffs.criteria_missing',
      values: { count: 2 },
      details: { missing: ['promises', 'schedule'] },
    });
    expect(checkReadiness(criteria.map((criterion) => ({ ...criterion, met: true }))).ok).toBe(true);
    expect(checkReadiness([]).ok).toBe(true);
  });
});

describe('a return', () => {
  it('says why; «other» says it in words', () => {
    expect(checkReturn('duplicate', null).ok).toBe(true);
    expect(checkReturn('other', 'Нет подписи').ok).toBe(true);
    expect(checkReturn('other', null)).toMatchObject({
      ok: false,
      fields: [{ path: '/text', reason: 'handoffs.return_text_required' }],
    });
  });

  it('is disputed while there is time', () => {
    const until = Temporal.Instant.from('2026-11-25T09:00:00Z');
    expect(checkDisputeTime(until, until).ok).toBe(true);
    expect(checkDisputeTime(null, until).ok).toBe(true);
    expect(checkDisputeTime(until, until.add({ seconds: 1 }))).toMatchObject({ reason: 'handoffs.dispute_too_late' });
  });
});

describe('the deadline of an answer', () => {
  const moscow = employeeCalendar(russianWorkingCalendar(), {
    hours: { start: '09:00', end: '18:00', lunch: { start: '13:00', end: '14:00' } },
  });
  it.each([
    { of: 'a Monday morning, one day', from: '2026-11-23T08:05:00Z', days: 1, due: '2026-11-24T08:05:00Z' },
    { of: 'a Friday, over the weekend', from: '2026-11-27T08:05:00Z', days: 1, due: '2026-11-30T08:05:00Z' },
    { of: 'a Saturday, until the end of Monday', from: '2026-11-28T08:05:00Z', days: 1, due: '2026-11-30T15:00:00Z' },
    { of: 'the last day before the holidays', from: '2025-12-30T08:05:00Z', days: 3, due: '2026-01-14T08:05:00Z' },
    {
      of: 'a norm of nothing, which counts as a day',
      from: '2026-11-23T08:05:00Z',
      days: 0,
      due: '2026-11-24T08:05:00Z',
    },
  ])('of $of', ({ from, days, due }) => {
    expect(dueAt({ calendar: moscow, from: Temporal.Instant.from(from), days }).toString()).toBe(due);
  });

  it('passes over the days on which whoever answers is away', () => {
    const away = employeeCalendar(moscow, { absences: [{ from: '2026-11-24', to: '2026-11-27' }] });
    const from = Temporal.Instant.from('2026-11-23T08:05:00Z');
    expect(dueAt({ calendar: away, from, days: 1 }).toString()).toBe('2026-11-30T08:05:00Z');
  });

  it('raises a flag once it has gone by, for offers only', () => {
    const due = Temporal.Instant.from('2026-11-24T08:05:00Z');
    expect(isOverdue('offered', due, due)).toBe(false);
    expect(isOverdue('offered', due, due.add({ seconds: 1 }))).toBe(true);
    expect(isOverdue('returned', due, due.add({ seconds: 1 }))).toBe(false);
    expect(isOverdue('offered', null, due)).toBe(false);
  });
});

describe('acceptance by silence', () => {
  it.each([
    ['H1', true, 1, true],
    ['H1', true, 0, false],
    ['H1', false, 1, false],
    ['H2', true, 1, false],
    ['H5', true, 1, true],
  ])('of %s (kind allows: %s, norm: %s) is %s', (kind, allowed, norm, expected) => {
    expect(mayAcceptBySilence(kind, allowed, norm)).toBe(expected);
  });
});
