import { describe, expect, it } from 'vitest';
import { DEFAULT_ACCESS, type PositionKind } from '#modules/structure/rules.ts';
import type { Actor } from '#shared/actor.ts';
import type { EmployeeId, PositionId, SalesSystemId, UnitId } from '#shared/ids.ts';
import {
  type ClientLink,
  mayCreateClient,
  mayEditClient,
  mayImportClients,
  mayTakeClient,
  mayTransferClient,
  type Reach,
  reachTo,
} from './access.ts';

const ME = 'me' as EmployeeId;
const SYSTEM = 'system' as SalesSystemId;

function actor(kind: PositionKind | null, more: Partial<Actor> = {}): Actor {
  return {
    kind: 'employee',
    employeeId: ME,
    name: 'Я',
    language: 'ru',
    timeZone: 'Europe/Moscow',
    administrator: false,
    positions: kind === null ? [] : [{ id: 'p' as PositionId, kind, unitId: 'u' as UnitId, salesSystemId: SYSTEM }],
    functions: [],
    rights: kind === null ? {} : DEFAULT_ACCESS[kind],
    deputyFor: [],
    ...more,
  };
}

const link = (more: Partial<ClientLink> = {}): ClientLink => ({
  salesSystemId: SYSTEM,
  holderId: 'somebody',
  checkOwnerId: null,
  holderInUnit: false,
  capacities: [],
  ...more,
});

const foreign = link();
const held = link({ holderId: ME });
const checked = link({ holderId: null, checkOwnerId: ME });
const leased = link({ holderId: null, capacities: ['lease'] });
const asked = link({ capacities: ['support_request'] });
const elsewhere = link({ salesSystemId: 'another' });

describe('how near a client is', () => {
  const matrix: [PositionKind, Record<'foreign' | 'held' | 'checked' | 'leased' | 'asked' | 'elsewhere', Reach>][] = [
    [
      'telemarketer',
      { foreign: 'glance', held: 'work', checked: 'work', leased: 'work', asked: 'card', elsewhere: 'none' },
    ],
    [
      'development_manager',
      { foreign: 'glance', held: 'work', checked: 'work', leased: 'work', asked: 'card', elsewhere: 'none' },
    ],
    [
      'project_manager',
      { foreign: 'glance', held: 'work', checked: 'work', leased: 'work', asked: 'card', elsewhere: 'none' },
    ],
    [
      'client_manager',
      { foreign: 'glance', held: 'work', checked: 'work', leased: 'work', asked: 'card', elsewhere: 'none' },
    ],
    [
      'support_specialist',
      { foreign: 'none', held: 'card', checked: 'card', leased: 'card', asked: 'card', elsewhere: 'none' },
    ],
    [
      'back_office_specialist',
      { foreign: 'none', held: 'card', checked: 'card', leased: 'card', asked: 'card', elsewhere: 'none' },
    ],
    [
      'marketer',
      { foreign: 'glance', held: 'card', checked: 'card', leased: 'card', asked: 'card', elsewhere: 'none' },
    ],
    ['head', { foreign: 'work', held: 'work', checked: 'work', leased: 'work', asked: 'work', elsewhere: 'none' }],
    ['other', { foreign: 'none', held: 'none', checked: 'none', leased: 'none', asked: 'none', elsewhere: 'none' }],
  ];
  it.each(matrix)('is told by the position: %s', (kind, expected) => {
    const reaches = { foreign, held, checked, leased, asked, elsewhere };
    const found = Object.fromEntries(Object.entries(reaches).map(([name, one]) => [name, reachTo(actor(kind), one)]));
    expect(found).toEqual(expected);
  });

  it('is work for the deputy of the absent holder', () => {
    expect(reachTo(actor('development_manager', { deputyFor: ['somebody' as EmployeeId] }), foreign)).toBe('work');
  });

  it('is a card, not work, for the administrator: they keep the house and do not sell', () => {
    const administrator = actor(null, {
      administrator: true,
      rights: { 'clients.read': 'company', 'clients.transfer': 'company' },
    });
    expect(reachTo(administrator, foreign)).toBe('card');
    expect(mayEditClient(administrator, 'card', SYSTEM)).toBe(true);
  });

  it('is work for whoever added the client, until somebody holds it', () => {
    const creator = { capacities: ['creator'] };
    expect(reachTo(actor('telemarketer'), link({ holderId: null, ...creator }))).toBe('work');
    expect(reachTo(actor('telemarketer'), link(creator))).toBe('card');
  });

  it('reaches the unit where the company has granted that', () => {
    const inUnit = actor('development_manager', { rights: { 'clients.read': 'unit', 'clients.work': 'own' } });
    expect(reachTo(inUnit, link({ holderInUnit: true }))).toBe('card');
    expect(reachTo(inUnit, foreign)).toBe('glance');
  });
});

describe('what one may do with clients', () => {
  const actions = {
    create: (one: Actor) => mayCreateClient(one, SYSTEM),
    import: (one: Actor) => mayImportClients(one, SYSTEM),
    transfer: (one: Actor) => mayTransferClient(one, SYSTEM),
    take: (one: Actor) => mayTakeClient(one, SYSTEM),
  };
  const matrix: [PositionKind, string[], (keyof typeof actions)[]][] = [
    ['telemarketer', ['prospecting', 'relevance_monitoring', 'qualification'], ['create']],
    ['development_manager', ['need_development', 'closing'], ['create', 'take']],
    ['project_manager', ['delivery'], ['create']],
    ['support_specialist', ['support'], []],
    ['back_office_specialist', ['back_office'], []],
    ['marketer', ['marketing'], ['create', 'import']],
    ['head', ['leadership'], ['create', 'import', 'transfer']],
  ];
  it.each(matrix)('follows from the position: %s', (kind, functions, allowed) => {
    const one = actor(kind, { functions });
    const found = Object.entries(actions)
      .filter(([, may]) => may(one))
      .map(([name]) => name);
    expect(found).toEqual(allowed);
  });

  it('ends at the bounds of the sales system', () => {
    const head = actor('head');
    expect(mayTransferClient(head, 'another')).toBe(false);
    expect(mayCreateClient(head, 'another')).toBe(false);
  });
});
