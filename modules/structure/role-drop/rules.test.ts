import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AssignmentFact, accountable, SALES_FUNCTIONS, type SalesFunction } from '../rules.ts';
import {
  afterDrop,
  type DroppedRole,
  dropWarnings,
  guardRefusal,
  naturalReceiver,
  programObjects,
  relayChange,
  spread,
  workPasses,
} from './rules.ts';

const assign = (...pairs: [SalesFunction, string][]): AssignmentFact[] =>
  pairs.map(([fn, positionId]) => ({ function: fn, segmentId: null, positionId }));

const STRATEGIC = assign(
  ['prospecting', 'telemarketer'],
  ['relevance_monitoring', 'telemarketer'],
  ['qualification', 'telemarketer'],
  ['need_development', 'developer'],
  ['closing', 'developer'],
  ['delivery', 'builder'],
  ['account_growth', 'builder'],
  ['leadership', 'head'],
);

const telemarketer: DroppedRole = {
  kind: 'telemarketer',
  functions: ['prospecting', 'relevance_monitoring', 'qualification'],
  receiverKind: 'development_manager',
  relevanceMonitoringNeeded: true,
};

describe('the program objects to dropping a role', () => {
  it.each([
    ['a telemarketer while relevance must be monitored', telemarketer, true],
    ['a telemarketer where it need not be', { ...telemarketer, relevanceMonitoringNeeded: false }, false],
    ['a telemarketer who passes to another telemarketer', { ...telemarketer, receiverKind: 'telemarketer' }, false],
    ['a telemarketer whose monitoring was moved away before', { ...telemarketer, functions: ['prospecting'] }, true],
    ['a manager who monitors relevance', { ...telemarketer, kind: 'development_manager' }, true],
    ['a project manager', { ...telemarketer, kind: 'project_manager', functions: ['delivery'] }, false],
  ] as [string, DroppedRole, boolean][])('%s', (_role, role, expected) => {
    expect(programObjects(role)).toBe(expected);
  });

  it.each([
    [{ insists: false, byHead: true, reason: 'мало клиентов' }, 'structure.relevance_monitoring_needed'],
    [{ insists: true, byHead: false, reason: 'мало клиентов' }, 'structure.only_head_overrules'],
    [{ insists: true, byHead: true, reason: '   ' }, 'structure.override_reason_needed'],
    [{ insists: true, byHead: true, reason: 'мало клиентов' }, null],
  ])('and yields only to the head who insists with a reason: %o → %s', (overruling, expected) => {
    expect(guardRefusal(telemarketer, overruling)).toBe(expected);
    expect(guardRefusal({ ...telemarketer, relevanceMonitoringNeeded: false }, overruling)).toBeNull();
  });
});

describe('what dropping a role does to the relay', () => {
  it('turns the hand-off of the dropped telemarketer into a self-check', () => {
    const change = relayChange(STRATEGIC, afterDrop(STRATEGIC, 'telemarketer', 'developer'));
    expect(change.before).toEqual({ handoff: 2, self_check: 4 });
    expect(change.after).toEqual({ handoff: 1, self_check: 5 });
    expect(change.becomeSelfChecks).toEqual([{ from: 'qualification', to: 'need_development', segmentId: null }]);
  });

  it('orphans no function and loses none, whichever role passes to whichever', () => {
    const positions = ['a', 'b', 'c', 'd'];
    const assignments = fc.array(
      fc.record({
        function: fc.constantFrom(...SALES_FUNCTIONS),
        segmentId: fc.constantFrom(null, 'north'),
        positionId: fc.constantFrom(...positions),
      }),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(assignments, fc.constantFrom('a', 'b'), fc.constantFrom('c', 'd'), (before, from, to) => {
        const after = afterDrop(before, from, to);
        expect(after.some((one) => one.positionId === from)).toBe(false);
        for (const { function: fn, segmentId } of before) expect(accountable(after, fn, segmentId)).not.toEqual([]);
        const named = after.map((one) => `${one.function} ${one.segmentId} ${one.positionId}`);
        expect(new Set(named).size).toBe(named.length);
      }),
    );
  });

  it('warns when managers have to search and nobody does marketing', () => {
    const after = afterDrop(STRATEGIC, 'telemarketer', 'developer');
    const passed: SalesFunction[] = ['prospecting'];
    expect(dropWarnings({ assignments: after, passed, receivers: 3 })).toEqual(['prospecting_without_marketing']);
    const marketed = [...after, ...assign(['marketing', 'marketer'])];
    expect(dropWarnings({ assignments: marketed, passed, receivers: 3 })).toEqual([]);
    expect(dropWarnings({ assignments: after, passed: ['delivery'], receivers: 0 })).toEqual(['receiver_vacant']);
  });

  it.each([
    ['telemarketer', 'developer'],
    ['developer', 'builder'],
    ['builder', 'developer'],
    ['head', null],
  ])('proposes for %s the position of the next function, else of the one before: %s', (position, expected) => {
    expect(naturalReceiver(STRATEGIC, position)).toBe(expected);
  });
});

describe('whose work passes', () => {
  it.each([
    ['everything of who keeps no position', undefined, { positions: 0, functions: [] }, true],
    ['functional work of who keeps no position', ['closing'], { positions: 0, functions: [] }, true],
    [
      'functional work of who keeps none of its functions',
      ['qualification'],
      { positions: 1, functions: ['delivery'] },
      true,
    ],
    [
      'not the work of a function that is kept',
      ['closing', 'delivery'],
      { positions: 1, functions: ['delivery'] },
      false,
    ],
    ['not personal work of who keeps a position', undefined, { positions: 1, functions: ['delivery'] }, false],
  ] as [string, SalesFunction[] | undefined, { positions: number; functions: SalesFunction[] }, boolean][])(
    '%s',
    (_work, functions, kept, expected) => {
      expect(workPasses(functions, kept)).toBe(expected);
    },
  );
});

describe('spreading people over receivers', () => {
  const receiver = (employeeId: string, held: number, norm = 60) => ({ employeeId, fullName: employeeId, held, norm });

  it('gives the fullest hands to the least loaded', () => {
    const people = [
      { employeeId: 'small', work: 5 },
      { employeeId: 'big', work: 40 },
    ];
    const chosen = spread(people, [receiver('busy', 55), receiver('free', 10)]);
    expect(chosen.get('big')).toBe('free');
    expect(chosen.get('small')).toBe('free');
  });

  it('leaves nobody without a successor while there is any receiver', () => {
    const people = fc.uniqueArray(fc.record({ employeeId: fc.uuid(), work: fc.nat(100) }), {
      selector: (p) => p.employeeId,
    });
    const receivers = fc.uniqueArray(
      fc.record({ employeeId: fc.uuid(), fullName: fc.constantFrom('А', 'Б'), held: fc.nat(90), norm: fc.nat(60) }),
      { minLength: 1, selector: (one) => one.employeeId },
    );
    fc.assert(
      fc.property(people, receivers, (leaving, taking) => {
        const chosen = spread(leaving, taking);
        expect([...chosen.keys()].sort()).toEqual(leaving.map((person) => person.employeeId).sort());
        for (const id of chosen.values()) expect(taking.map((one) => one.employeeId)).toContain(id);
      }),
    );
    expect(spread([{ employeeId: 'one', work: 1 }], [])).toEqual(new Map());
  });
});
