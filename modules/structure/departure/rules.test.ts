import { describe, expect, it } from 'vitest';
import type { AssignmentFact } from '../rules.ts';
import { functionsLeftVacant, successorFor } from './rules.ts';

describe('the successor of a part', () => {
  it.each([
    [{ all: 'anna' }, 'anna'],
    [{ all: 'anna', parts: { clients: 'boris' } }, 'boris'],
    [{ parts: { clients: 'boris' } }, 'boris'],
    [{ parts: { steps: 'boris' } }, null],
    [{ all: 'anna', parts: { steps: 'boris' } }, 'anna'],
    [{ all: null }, null],
    [{}, null],
  ])('%o → %s', (named, expected) => {
    expect(successorFor(named, 'clients')).toBe(expected);
  });
});

describe('functions left vacant', () => {
  const assignments: AssignmentFact[] = [
    { function: 'closing', segmentId: null, positionId: 'developer' },
    { function: 'closing', segmentId: 'north', positionId: 'developer' },
    { function: 'delivery', segmentId: null, positionId: 'builder' },
  ];
  it.each([
    ['anna', ['anna'], ['closing']],
    ['anna', ['anna', 'boris'], []],
    ['boris', ['anna'], []],
  ])('when %s leaves a position held by %o: %o', (leaver, holders, expected) => {
    expect(functionsLeftVacant(assignments, new Map([['developer', holders]]), leaver)).toEqual(expected);
  });
});
