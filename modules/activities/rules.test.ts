import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { russianWorkingCalendar } from '#shared/russian-holidays.ts';
import { employeeCalendar, isWorkingDay } from '#shared/working-calendar.ts';
import { byUrgency, mayCloseStep, nextStepOf, stepDate, todayOf, touchTime } from './rules.ts';

const irkutsk = employeeCalendar(russianWorkingCalendar(), { timeZone: 'Asia/Irkutsk' });
/** Monday 23.11.2026, 10:00 in Irkutsk. */
const now = Temporal.Instant.from('2026-11-23T02:00:00Z');
const day = (text: string) => Temporal.PlainDate.from(text);

describe('the date of a step', () => {
  it.each([
    { on: '2026-11-22', time: null, reason: 'activities.date_past', path: '/due_on' },
    { on: '2026-11-23', time: '09:59', reason: 'activities.time_past', path: '/due_time' },
  ])('is refused on $on at $time: $reason', ({ on, time, reason, path }) => {
    expect(stepDate(irkutsk, now, day(on), time)).toMatchObject({ ok: false, reason, fields: [{ path }] });
  });

  it.each([
    { on: '2026-11-23', time: null, lands: '2026-11-23', at: null },
    { on: '2026-11-23', time: '10:00', lands: '2026-11-23', at: '2026-11-23T02:00:00Z' },
    { on: '2026-11-28', time: null, lands: '2026-11-30', at: null },
    { on: '2026-11-28', time: '12:00', lands: '2026-11-28', at: '2026-11-28T04:00:00Z' },
    { on: '2026-12-31', time: null, lands: '2027-01-11', at: null },
  ])('$on at $time lands on $lands', ({ on, time, lands, at }) => {
    const due = stepDate(irkutsk, now, day(on), time);
    expect(due.ok && [due.value.on.toString(), due.value.at?.toString() ?? null]).toEqual([lands, at]);
  });

  it('is today where the owner is, though it is still yesterday elsewhere', () => {
    const justAfterMidnight = Temporal.Instant.from('2026-11-22T16:30:00Z');
    expect(todayOf(irkutsk, justAfterMidnight).toString()).toBe('2026-11-23');
    expect(stepDate(irkutsk, justAfterMidnight, day('2026-11-22'), null).ok).toBe(false);
  });

  it('skips the days on which the owner is away', () => {
    const away = employeeCalendar(irkutsk, { absences: [{ from: '2026-11-24', to: '2026-12-04' }] });
    const due = stepDate(away, now, day('2026-11-25'), null);
    expect(due.ok && due.value.on.toString()).toBe('2026-12-07');
  });

  it('is never in the past and, without a time, always a working day', () => {
    const offsets = fc.integer({ min: -40, max: 800 });
    fc.assert(
      fc.property(offsets, (days) => {
        const due = stepDate(irkutsk, now, day('2026-11-23').add({ days }), null);
        expect(due.ok).toBe(days >= 0);
        if (due.ok) expect(isWorkingDay(irkutsk, due.value.on)).toBe(true);
      }),
    );
  });
});

describe('the next step of a client', () => {
  const step = (id: string, due_on: string, due_at: string | null = null) => ({ id, due_on, due_at });

  it('is the earliest day, then what has a time, then what was planned first', () => {
    const later = step('a', '2026-11-25');
    const untimed = step('b', '2026-11-24');
    const secondUntimed = step('c', '2026-11-24');
    const atNoon = step('d', '2026-11-24', '2026-11-24T05:00:00Z');
    const atNine = step('e', '2026-11-24', '2026-11-24T02:00:00.000Z');
    const steps = [later, secondUntimed, untimed, atNoon, atNine];
    expect(steps.toSorted(byUrgency)).toEqual([atNine, atNoon, untimed, secondUntimed, later]);
    expect(nextStepOf(steps)).toBe(atNine);
    expect(nextStepOf([])).toBeNull();
  });
});

describe('closing a step', () => {
  const last = { clientInWork: true, ownedByHolder: true, holdersOtherOpenSteps: 0, next: null, wait: false } as const;
  it.each([
    ['the last one without a next', last, 'activities.next_step_required'],
    ['the last one, planning only for a colleague', { ...last, next: 'by_another' }, 'activities.next_step_required'],
    ['with both a next step and waiting', { ...last, next: 'by_holder', wait: true }, 'activities.next_or_wait'],
    ['the last one with a next', { ...last, next: 'by_holder' }, null],
    ['the last one when the client goes to waiting', { ...last, wait: true }, null],
    ['one of several', { ...last, holdersOtherOpenSteps: 1 }, null],
    ['a step of somebody who does not hold the client', { ...last, ownedByHolder: false }, null],
    ['the last one of a client that waits', { ...last, clientInWork: false }, null],
  ] as const)('%s', (_case, step, reason) => {
    expect(mayCloseStep(step)).toMatchObject(reason === null ? { ok: true } : { ok: false, reason });
  });
});

describe('the time of a touch', () => {
  it('may be long ago, not ahead', () => {
    expect(touchTime(now, Temporal.Instant.from('2020-01-01T00:00:00Z')).ok).toBe(true);
    expect(touchTime(now, now.add({ minutes: 2 }))).toMatchObject({ ok: false, reason: 'activities.touch_in_future' });
  });
});
