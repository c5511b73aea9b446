import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DatedAssignment, isEmptyPlan, numberOfPositionsFault, planAssignment } from './rules.ts';

const held = (id: string, positionId: string, from: string, until: string | null = null): DatedAssignment => ({
  id,
  positionId,
  from,
  until,
});

describe('from a day on, exactly the wanted positions answer', () => {
  it.each([
    ['another one takes over', [held('1', 'a', '2026-01-01')], ['b'], { end: ['1'], begin: ['b'] }],
    ['the same goes on', [held('1', 'a', '2026-01-01')], ['a'], {}],
    ['what began that very day is replaced', [held('1', 'a', '2026-11-23')], ['b'], { remove: ['1'], begin: ['b'] }],
    [
      'a change planned for later is given up',
      [held('1', 'a', '2026-01-01', '2027-01-01'), held('2', 'b', '2027-01-01')],
      ['a'],
      { remove: ['2'], goOn: ['1'] },
    ],
    ['a second one joins', [held('1', 'a', '2026-01-01')], ['a', 'b'], { begin: ['b'] }],
    ['nobody is wanted any more', [held('1', 'a', '2026-01-01')], [], { end: ['1'] }],
    ['nobody answered before', [], ['a'], { begin: ['a'] }],
  ])('%s', (_case, current, wanted, expected) => {
    const plan = planAssignment(current, wanted, '2026-11-23');
    expect(plan).toEqual({ remove: [], end: [], goOn: [], begin: [], ...expected });
    expect(isEmptyPlan(plan)).toBe(Object.keys(expected).length === 0);
  });

  it('whatever held before, with the past untouched and nobody twice', () => {
    const days = ['2026-01-01', '2026-06-01', '2026-11-23', '2026-12-01', '2027-03-01'];
    const row = fc
      .record({
        positionId: fc.constantFrom('a', 'b', 'c'),
        from: fc.nat(4),
        length: fc.option(fc.integer({ min: 1, max: 3 })),
      })
      .map(({ positionId, from, length }) => ({
        positionId,
        from: days[from] ?? '',
        until: length === null ? null : (days[from + length] ?? null),
      }))
      .filter((one) => one.until === null || one.until > '2026-11-23');
    const rows = fc
      .array(row, { maxLength: 6 })
      // A position holds a function once at a time: the database's own promise.
      .map((all) => all.filter((one, place) => all.findIndex((other) => other.positionId === one.positionId) === place))
      .map((all) => all.map((one, place) => ({ ...one, id: String(place) })));
    const wanted = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'));
    fc.assert(
      fc.property(rows, wanted, (current, positions) => {
        const plan = planAssignment(current, positions, '2026-11-23');
        const after = [
          ...current
            .filter((one) => !plan.remove.includes(one.id))
            .map((one) => ({
              ...one,
              until: plan.end.includes(one.id) ? '2026-11-23' : plan.goOn.includes(one.id) ? null : one.until,
            })),
          ...plan.begin.map((positionId) => ({ id: 'new', positionId, from: '2026-11-23', until: null })),
        ];
        const fromThen = after.filter((one) => one.until === null || one.until > '2026-11-23');
        expect(fromThen.map((one) => one.positionId).sort()).toEqual([...positions].sort());
        expect(fromThen.every((one) => one.until === null)).toBe(true);
        for (const past of current.filter((one) => one.from < '2026-11-23')) {
          expect(after.some((one) => one.id === past.id && one.from === past.from)).toBe(true);
        }
      }),
    );
  });
});

describe('how many positions may answer', () => {
  it.each([
    ['closing', null, 1, null],
    ['closing', null, 0, 'structure.position_needed'],
    ['closing', null, 2, 'structure.one_position_needed'],
    ['closing', 'north', 0, null],
    ['closing', 'north', 2, 'structure.one_position_needed'],
    ['leadership', null, 2, 'structure.one_position_needed'],
    ['support', null, 3, null],
    ['support', null, 0, 'structure.position_needed'],
    ['marketing', null, 0, null],
    ['back_office', null, 0, null],
    ['back_office', null, 2, null],
  ] as const)('for %s in %s: %d → %s', (fn, segmentId, positions, expected) => {
    expect(numberOfPositionsFault(fn, segmentId, positions)).toBe(expected);
  });
});
