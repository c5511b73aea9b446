import { describe, expect, it } from 'vitest';
import { callWindowFault } from './rules.ts';

describe('calling windows', () => {
  it.each([
    [540, 720, 840, 1020, null],
    [540, 720, 720, 1020, null],
    [540, 540, 840, 1020, null],
    [720, 540, 840, 1020, 'structure.windows_overlap'],
    [540, 900, 840, 1020, 'structure.windows_overlap'],
    [540, 720, 1020, 840, 'structure.windows_overlap'],
  ])('%d–%d and %d–%d: %s', (morningStart, morningEnd, afternoonStart, afternoonEnd, expected) => {
    expect(callWindowFault({ morningStart, morningEnd, afternoonStart, afternoonEnd })).toBe(expected);
  });
});
