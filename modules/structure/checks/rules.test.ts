import { describe, expect, it } from 'vitest';
import type { AssignmentFact, SalesFunction } from '../rules.ts';
import { SALES_FUNCTIONS } from '../rules.ts';
import { type StructureFacts, structureChecks } from './rules.ts';

const everything: AssignmentFact[] = SALES_FUNCTIONS.map((fn) => ({
  function: fn,
  segmentId: null,
  positionId: 'all',
}));
const sound: StructureFacts = {
  segmentIds: [],
  assignments: everything,
  positions: [{ id: 'all', kind: 'head', unitId: 'block', holders: 1 }],
  units: [{ id: 'block', kind: 'commercial_block' }],
  supportShareNormPercent: 50,
};
const without = (...gone: SalesFunction[]): AssignmentFact[] =>
  everything.filter((one) => !gone.includes(one.function));
const codes = (facts: Partial<StructureFacts>) => structureChecks({ ...sound, ...facts }).map((check) => check.code);

describe('the checks of a structure', () => {
  it('find nothing in a sound one', () => {
    expect(codes({})).toEqual([]);
  });

  it.each(SALES_FUNCTIONS.filter((fn) => fn !== 'marketing' && fn !== 'back_office'))(
    'refuse %s without an accountable position',
    (fn) => {
      const checks = structureChecks({ ...sound, assignments: without(fn) });
      expect(checks).toMatchObject([{ code: 'no_accountable', severity: 'violation', function: fn }]);
    },
  );

  it('only warn when there is no marketing and no back office', () => {
    const checks = structureChecks({ ...sound, assignments: without('marketing', 'back_office') });
    expect(checks.map((check) => [check.code, check.severity])).toEqual([
      ['no_back_office', 'warning'],
      ['no_marketing', 'warning'],
    ]);
  });

  it('refuse two positions for one function of the relay', () => {
    const second: AssignmentFact = { function: 'closing', segmentId: null, positionId: 'other' };
    expect(codes({ assignments: [...everything, second] })).toEqual(['several_accountable']);
  });

  it('let several departments hold the support', () => {
    const second: AssignmentFact = { function: 'support', segmentId: null, positionId: 'other' };
    expect(codes({ assignments: [...everything, second] })).toEqual([]);
  });

  it('let a segment follow the general assignment or have its own', () => {
    const own: AssignmentFact = { function: 'closing', segmentId: 'north', positionId: 'other' };
    expect(codes({ segmentIds: ['north', 'south'], assignments: [...everything, own] })).toEqual([]);
  });

  it('refuse a function that is assigned in one segment only', () => {
    const own: AssignmentFact = { function: 'closing', segmentId: 'north', positionId: 'other' };
    const checks = structureChecks({
      ...sound,
      segmentIds: ['north', 'south'],
      assignments: [...without('closing'), own],
    });
    expect(checks.map((check) => check.segmentId)).toEqual([null, 'south']);
  });

  it('warn of a position that answers for something and that nobody holds', () => {
    expect(codes({ positions: [{ id: 'all', kind: 'head', unitId: 'block', holders: 0 }] })).toEqual([
      'position_vacant',
    ]);
  });

  it('say nothing of a vacant position that answers for nothing', () => {
    const spare = { id: 'spare', kind: 'marketer', unitId: 'block', holders: 0 } as const;
    expect(codes({ positions: [...sound.positions, spare] })).toEqual([]);
  });

  it('warn of a support specialist at home in the commercial block', () => {
    const lonely = { id: 'expert', kind: 'support_specialist', unitId: 'block', holders: 1 } as const;
    expect(codes({ positions: [...sound.positions, lonely] })).toEqual(['support_in_commercial_block']);
  });

  it.each([
    [4999, ['support_share_low']],
    [5000, []],
    [8200, []],
  ])('weigh a department whose hours go to sales by %d basis points against the norm of 50 %%', (share, expected) => {
    expect(codes({ supportShares: new Map([['legal', share]]) })).toEqual(expected);
  });
});
