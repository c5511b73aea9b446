import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AssignmentFact,
  accountable,
  DEFAULT_ACCESS,
  DEFAULT_NORMS,
  deriveHandoffs,
  difference,
  NORMS,
  POSITION_KINDS,
  RELAY_FUNCTIONS,
  RIGHTS,
  type SalesFunction,
  widestRights,
} from './rules.ts';

const assign = (positions: Partial<Record<SalesFunction, string>>, segmentId: string | null = null): AssignmentFact[] =>
  Object.entries(positions).map(([fn, positionId]) => ({ function: fn as SalesFunction, segmentId, positionId }));

const STRATEGIC = assign({
  prospecting: 'telemarketer',
  relevance_monitoring: 'telemarketer',
  qualification: 'telemarketer',
  need_development: 'developer',
  closing: 'developer',
  delivery: 'builder',
  account_growth: 'builder',
});

describe('hand-offs are derived from who answers for what', () => {
  it('makes two hand-offs and four self-checks of the strategic structure', () => {
    const boundaries = deriveHandoffs(STRATEGIC);
    expect(boundaries.filter((one) => one.kind === 'handoff')).toMatchObject([
      { from: 'qualification', to: 'need_development', giver: 'telemarketer', receiver: 'developer' },
      { from: 'closing', to: 'delivery', giver: 'developer', receiver: 'builder' },
    ]);
    expect(boundaries.filter((one) => one.kind === 'self_check')).toHaveLength(4);
  });

  it('leaves one hand-off when the telemarketer is dropped', () => {
    const dropped = STRATEGIC.map((one) =>
      one.positionId === 'telemarketer' ? { ...one, positionId: 'developer' } : one,
    );
    expect(deriveHandoffs(dropped).filter((one) => one.kind === 'handoff')).toMatchObject([
      { from: 'closing', to: 'delivery' },
    ]);
  });

  it('makes a self-check where one and the same single person holds both positions', () => {
    const holders = new Map([
      ['telemarketer', ['olga']],
      ['developer', ['olga']],
      ['builder', ['sergey', 'nina']],
    ]);
    expect(deriveHandoffs(STRATEGIC, holders).filter((one) => one.kind === 'handoff')).toMatchObject([
      { from: 'closing' },
    ]);
  });

  it('keeps the hand-off where a second person shares one of the positions', () => {
    const holders = new Map([
      ['telemarketer', ['olga']],
      ['developer', ['olga', 'andrey']],
    ]);
    expect(deriveHandoffs(STRATEGIC, holders).filter((one) => one.kind === 'handoff')).toHaveLength(2);
  });

  it('passes over a function that nobody answers for', () => {
    const boundaries = deriveHandoffs(assign({ qualification: 'a', closing: 'b' }));
    expect(boundaries).toEqual([
      { from: 'qualification', to: 'closing', segmentId: null, giver: 'a', receiver: 'b', kind: 'handoff' },
    ]);
  });

  it('derives the relay of a segment from its own assignments over the general ones', () => {
    const boundaries = deriveHandoffs([...STRATEGIC, ...assign({ delivery: 'developer' }, 'north')]);
    const north = boundaries.filter((one) => one.segmentId === 'north');
    expect(north).toHaveLength(RELAY_FUNCTIONS.length - 1);
    expect(north.find((one) => one.from === 'closing')?.kind).toBe('self_check');
    expect(boundaries.find((one) => one.from === 'closing' && one.segmentId === null)?.kind).toBe('handoff');
  });

  const anyAssignments = fc
    .array(
      fc.record({
        function: fc.constantFrom(...RELAY_FUNCTIONS),
        segmentId: fc.constantFrom(null, 'north', 'south'),
        positionId: fc.constantFrom('a', 'b', 'c', 'd'),
      }),
      { maxLength: 25 },
    )
    .map((all) =>
      // What the database promises: one position per function × segment.
      all.filter(
        (one, place) =>
          all.findIndex((other) => other.function === one.function && other.segmentId === one.segmentId) === place,
      ),
    );

  it('never yields a hand-off inside one position, nor a self-check between two when people are not looked at', () => {
    fc.assert(
      fc.property(anyAssignments, (assignments) => {
        for (const boundary of deriveHandoffs(assignments)) {
          expect(boundary.kind === 'self_check').toBe(boundary.giver === boundary.receiver);
        }
      }),
    );
  });

  it('joins the functions of every segment into one unbroken chain', () => {
    fc.assert(
      fc.property(anyAssignments, (assignments) => {
        const boundaries = deriveHandoffs(assignments);
        for (const segmentId of new Set(assignments.map((one) => one.segmentId))) {
          const chain = boundaries.filter((one) => one.segmentId === segmentId);
          const held = RELAY_FUNCTIONS.filter((fn) => accountable(assignments, fn, segmentId).length > 0);
          expect(chain.map((one) => one.to)).toEqual(held.slice(1));
          expect(chain.map((one) => one.from)).toEqual(held.slice(0, -1));
        }
      }),
    );
  });
});

describe('who answers in a segment', () => {
  it('is the position of the segment, else the general one, else nobody', () => {
    const assignments = [...assign({ closing: 'general' }), ...assign({ closing: 'own' }, 'north')];
    expect(accountable(assignments, 'closing', 'north')).toEqual(['own']);
    expect(accountable(assignments, 'closing', 'south')).toEqual(['general']);
    expect(accountable(assignments, 'closing', null)).toEqual(['general']);
    expect(accountable(assignments, 'delivery', 'north')).toEqual([]);
  });
});

describe('rights', () => {
  it('count at their widest when several positions grant them', () => {
    expect(
      widestRights([
        { 'clients.read': 'own' },
        { 'clients.read': 'sales_system', 'deals.work': 'own' },
        { 'clients.read': 'unit' },
      ]),
    ).toEqual({ 'clients.read': 'sales_system', 'deals.work': 'own' });
  });

  it('are listed for every kind of position and by known names only', () => {
    expect(Object.keys(DEFAULT_ACCESS).sort()).toEqual([...POSITION_KINDS].sort());
    for (const rights of Object.values(DEFAULT_ACCESS)) {
      for (const right of Object.keys(rights)) expect(RIGHTS).toContain(right);
    }
  });

  it('let only the head settle disputes, transfer, export and arrange, as shipped', () => {
    for (const right of ['handoffs.settle', 'clients.transfer', 'clients.export', 'structure.edit'] as const) {
      expect(POSITION_KINDS.filter((kind) => DEFAULT_ACCESS[kind][right] !== undefined)).toEqual(['head']);
    }
  });
});

describe('norms', () => {
  it.each(Object.entries(NORMS))('%s has a default within its own bounds', (_key, { value, min, max }) => {
    expect(value).toBeGreaterThanOrEqual(min);
    expect(value).toBeLessThanOrEqual(max);
  });

  it('carry the defaults of practice', () => {
    expect(DEFAULT_NORMS['handoff.h1.deadline_days']).toBe(1);
    expect(DEFAULT_NORMS['cadence.dormant_days']).toBe(365);
    expect(DEFAULT_NORMS.clients_per_development_manager).toBe(60);
  });
});

describe('what an edit really changes', () => {
  const record = { name: 'Блок', priority: 3, note: null as string | null };
  it.each([
    ['nothing is given', {}, null],
    ['the same is given', { name: 'Блок', priority: 3 }, null],
    ['one field differs', { name: 'Отдел', priority: 3 }, { before: { name: 'Блок' }, after: { name: 'Отдел' } }],
    ['a field gets a value', { note: 'да' }, { before: { note: null }, after: { note: 'да' } }],
    ['undefined means not asked for', { name: undefined }, null],
  ])('is told when %s', (_case, wanted, expected) => {
    expect(difference<typeof record>(record, wanted)).toEqual(expected);
  });
});
