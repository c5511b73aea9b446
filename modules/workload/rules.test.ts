import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, chooseAmong, loadShare, personalNorm } from './rules.ts';

describe("a person's norm", () => {
  it.each([
    { norm: 60, capacityBp: 10_000, shareBp: 10_000, expected: 60 },
    { norm: 60, capacityBp: 5000, shareBp: 10_000, expected: 30 },
    { norm: 60, capacityBp: 10_000, shareBp: 2500, expected: 15 },
    { norm: 6, capacityBp: 7500, shareBp: 5000, expected: 2 },
    { norm: 6, capacityBp: 0, shareBp: 10_000, expected: 0 },
  ])('is $expected for $norm at capacity $capacityBp and share $shareBp', ({ norm, capacityBp, shareBp, expected }) => {
    expect(personalNorm(norm, capacityBp, shareBp)).toBe(expected);
  });
});

const person = (fullName: string, held: number, norm: number, present = true): Candidate => ({
  employeeId: fullName,
  fullName,
  held,
  norm,
  present,
});

describe('who takes one more', () => {
  it.each([
    ['the least loaded share', [person('А', 40, 60), person('Б', 10, 20)], 'Б', 'free_capacity'],
    [
      'of equal shares the first by name',
      [person('Юшина', 30, 60), person('Ёлкина', 30, 60)],
      'Ёлкина',
      'free_capacity',
    ],
    ['whoever is present', [person('А', 0, 60, false), person('Б', 50, 60)], 'Б', 'free_capacity'],
    [
      'whoever has room, though another is nearer to zero by number',
      [person('А', 5, 5), person('Б', 59, 60)],
      'Б',
      'free_capacity',
    ],
    ['the least overloaded when all are at the norm', [person('А', 66, 60), person('Б', 61, 60)], 'Б', 'all_at_norm'],
    [
      'the least loaded of all when nobody is present',
      [person('А', 9, 60, false), person('Б', 3, 60, false)],
      'Б',
      'nobody_present',
    ],
    ['not somebody without a norm', [person('А', 0, 0), person('Б', 60, 60)], 'Б', 'all_at_norm'],
  ] as const)('is %s', (_rule, candidates, chosen, code) => {
    expect(chooseAmong(candidates)).toMatchObject({ chosen: { fullName: chosen }, why: { code } });
  });

  it('is nobody only when there is nobody', () => {
    expect(chooseAmong([])).toBeNull();
  });

  it('never passes over a present person with room, and never depends on the order of the list', () => {
    const candidate = fc.record({
      employeeId: fc.uuid(),
      fullName: fc.constantFrom('Бахтина', 'Дроздов', 'Ковалёва', 'Лыткин'),
      held: fc.nat(80),
      norm: fc.nat(60),
      present: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.uniqueArray(candidate, { minLength: 1, selector: (one) => one.employeeId }), (candidates) => {
        const choice = chooseAmong(candidates);
        const reversed = chooseAmong([...candidates].reverse());
        expect(choice).toEqual(reversed);
        const free = candidates.filter((one) => one.present && one.held < one.norm);
        if (free.length > 0) {
          expect(free).toContainEqual(choice?.chosen);
          expect(Math.min(...free.map(loadShare))).toBe(loadShare(choice?.chosen ?? { held: -1, norm: 1 }));
        }
      }),
    );
  });
});
