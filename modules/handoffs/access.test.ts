import { describe, expect, it } from 'vitest';
import type { Actor, Scope } from '#shared/actor.ts';
import type { EmployeeId, PositionId, SalesSystemId, UnitId } from '#shared/ids.ts';
import { mayAnswer, mayGive, mayReadFlow, mayReadHandoff, mayReadPair, maySettle, mayWithdraw } from './access.ts';

const system = 'system' as SalesSystemId;
const parties = { salesSystemId: system, giverId: 'giver', receiverId: 'receiver', arbiterId: 'arbiter' };

function actor(id: string | null, rights: Record<string, Scope> = {}, more: Partial<Actor> = {}): Actor {
  return {
    kind: 'employee',
    employeeId: id as EmployeeId | null,
    name: '',
    language: 'ru',
    timeZone: 'Europe/Moscow',
    administrator: false,
    positions: [{ id: 'p' as PositionId, kind: 'other', unitId: 'u' as UnitId, salesSystemId: system }],
    functions: [],
    rights,
    deputyFor: [],
    ...more,
  };
}

const deputyOf = (id: string, own: string) => actor(own, {}, { deputyFor: [id as EmployeeId] });
const head = (id = 'head') => actor(id, { 'handoffs.settle': 'sales_system', 'reports.read': 'sales_system' });
const elsewhere = head();
const headElsewhere: Actor = {
  ...elsewhere,
  positions: [
    { ...(elsewhere.positions[0] ?? { id: '', kind: '', unitId: '' }), salesSystemId: 'other' as SalesSystemId },
  ] as Actor['positions'],
};

const people: Record<string, Actor> = {
  giver: actor('giver'),
  receiver: actor('receiver'),
  arbiter: actor('arbiter'),
  'deputy of the receiver': deputyOf('receiver', 'colleague'),
  'deputy of the receiver, who is the giver': deputyOf('receiver', 'giver'),
  'deputy of the giver': deputyOf('giver', 'colleague'),
  'deputy of the arbiter': deputyOf('arbiter', 'colleague'),
  head: head(),
  'head, who is the receiver': head('receiver'),
  'head of another system': headElsewhere,
  'administrator of the company': actor(
    'root',
    { 'handoffs.settle': 'company', 'reports.read': 'company' },
    { administrator: true, positions: [] },
  ),
  'a colleague': actor('colleague'),
  program: actor(null),
};

describe('who may do what with a hand-off', () => {
  it.each([
    //  who,                                       answer, give, withdraw, settle, read without card, read pair, read flow
    ['giver', false, true, true, false, true, true, false],
    ['receiver', true, false, false, false, true, true, false],
    ['arbiter', false, false, false, true, true, false, false],
    ['deputy of the receiver', true, false, false, false, true, true, false],
    ['deputy of the receiver, who is the giver', false, true, true, false, true, true, false],
    ['deputy of the giver', false, true, true, false, true, true, false],
    ['deputy of the arbiter', false, false, false, true, true, false, false],
    ['head', false, false, true, true, true, true, true],
    ['head, who is the receiver', true, false, true, false, true, true, true],
    ['head of another system', false, false, false, false, false, false, false],
    ['administrator of the company', false, false, true, true, true, true, true],
    ['a colleague', false, false, false, false, false, false, false],
    ['program', false, false, false, false, false, false, false],
  ])('%s', (who, answer, give, withdraw, settle, read, pair, flow) => {
    const one = people[who];
    if (one === undefined) throw new Error(who);
    expect({
      answer: mayAnswer(one, parties),
      give: mayGive(one, parties),
      withdraw: mayWithdraw(one, parties),
      settle: maySettle(one, parties),
      read: mayReadHandoff(one, parties, 'none'),
      pair: mayReadPair(one, ['giver', 'receiver'], system),
      flow: mayReadFlow(one, system),
    }).toEqual({ answer, give, withdraw, settle, read, pair, flow });
  });

  it('is read by whoever has the client’s card, not by whoever only sees its name', () => {
    const colleague = actor('colleague');
    expect(mayReadHandoff(colleague, parties, 'card')).toBe(true);
    expect(mayReadHandoff(colleague, parties, 'work')).toBe(true);
    expect(mayReadHandoff(colleague, parties, 'glance')).toBe(false);
  });
});
