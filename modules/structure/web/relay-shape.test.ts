import { describe, expect, it } from 'vitest';
import type { AssignmentFact, SalesFunction } from '../rules.ts';
import { relayRow, relaySegments } from './relay-shape.ts';

const assign = (pairs: [SalesFunction, string][], segmentId: string | null = null): AssignmentFact[] =>
  pairs.map(([fn, positionId]) => ({ function: fn, segmentId, positionId }));

const RELAY = assign([
  ['prospecting', 'a'],
  ['relevance_monitoring', 'a'],
  ['qualification', 'a'],
  ['need_development', 'b'],
  ['closing', 'b'],
  ['delivery', 'c'],
]);

describe('the picture of the relay', () => {
  it('joins consecutive functions of one position and leaves a gap where nobody answers', () => {
    const row = relayRow(RELAY, null, new Map());
    expect(row.runs.map((run) => [run.positionId, run.start, run.functions.length])).toEqual([
      ['a', 0, 3],
      ['b', 3, 2],
      ['c', 5, 1],
      [null, 6, 1],
    ]);
  });

  it('puts hand-offs between positions and self-checks inside', () => {
    const { marks } = relayRow(RELAY, null, new Map());
    expect(marks.map((mark) => [mark.after, mark.kind, mark.inside])).toEqual([
      [0, 'self_check', true],
      [1, 'self_check', true],
      [2, 'handoff', false],
      [3, 'self_check', true],
      [4, 'handoff', false],
    ]);
  });

  it('marks a self-check between two positions of one person', () => {
    const holders = new Map([
      ['a', ['olga']],
      ['b', ['olga']],
    ]);
    const { marks } = relayRow(RELAY, null, holders);
    expect(marks.find((mark) => mark.after === 2)).toMatchObject({ kind: 'self_check', inside: false });
  });

  it('has a row for every segment with an assignment of its own in the relay', () => {
    const north = assign([['delivery', 'b']], 'north');
    const support = assign([['support', 'x']], 'south');
    expect(relaySegments([...RELAY, ...north, ...support])).toEqual([null, 'north']);
    expect(relayRow([...RELAY, ...north], 'north', new Map()).runs).toHaveLength(3);
  });
});
