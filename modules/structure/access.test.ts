import { describe, expect, it } from 'vitest';
import type { Actor, Scope } from '#shared/actor.ts';
import type { PositionId, SalesSystemId, UnitId } from '#shared/ids.ts';
import {
  may,
  mayEditAccessTable,
  mayEditSalesSystem,
  mayEditUnits,
  mayLetGo,
  mayOpenSalesSystem,
  mayOverruleGuard,
  mayReadStructure,
} from './access.ts';
import { ADMINISTRATOR_RIGHTS, DEFAULT_ACCESS, POSITION_KINDS, type PositionKind } from './rules.ts';

const OWN = 'own-system' as SalesSystemId;
const OTHER = 'other-system' as SalesSystemId;

function actor(kind: PositionKind | null, rights: Partial<Record<string, Scope>>): Actor {
  return {
    kind: 'employee',
    employeeId: null,
    name: '',
    language: 'ru',
    timeZone: 'Europe/Moscow',
    administrator: false,
    positions: kind === null ? [] : [{ id: 'p' as PositionId, kind, unitId: 'u' as UnitId, salesSystemId: OWN }],
    functions: [],
    rights: rights as Record<string, Scope>,
    deputyFor: [],
  };
}

const head = actor('head', DEFAULT_ACCESS.head);
const administrator = actor(null, ADMINISTRATOR_RIGHTS);
const others = POSITION_KINDS.filter((kind) => kind !== 'head').map((kind) => actor(kind, DEFAULT_ACCESS[kind]));

const matrix = [
  [
    'arranges their own sales system',
    (one: Actor) => mayEditSalesSystem(one, OWN),
    { head: true, administrator: true },
  ],
  [
    'arranges another sales system',
    (one: Actor) => mayEditSalesSystem(one, OTHER),
    { head: false, administrator: true },
  ],
  ['arranges units', mayEditUnits, { head: true, administrator: true }],
  ['gives out rights', mayEditAccessTable, { head: false, administrator: true }],
  ['opens a sales system', mayOpenSalesSystem, { head: false, administrator: true }],
  ['overrules the guard', (one: Actor) => mayOverruleGuard(one, OWN), { head: true, administrator: false }],
  [
    'overrules the guard elsewhere',
    (one: Actor) => mayOverruleGuard(one, OTHER),
    { head: false, administrator: false },
  ],
  ['lets somebody of theirs go', (one: Actor) => mayLetGo(one, [OWN]), { head: true, administrator: true }],
  [
    'lets somebody go who works elsewhere too',
    (one: Actor) => mayLetGo(one, [OWN, OTHER]),
    { head: false, administrator: true },
  ],
] as const;

describe('who arranges the structure', () => {
  it.each(matrix)('%s', (_what, rule, expected) => {
    expect(rule(head)).toBe(expected.head);
    expect(rule(administrator)).toBe(expected.administrator);
    for (const other of others) expect(rule(other)).toBe(false);
    expect(rule(actor(null, {}))).toBe(false);
  });

  it('everybody at work looks at it, nobody from outside', () => {
    for (const one of [head, administrator, ...others]) expect(mayReadStructure(one)).toBe(true);
    expect(mayReadStructure({ ...actor(null, {}), kind: 'anonymous' })).toBe(false);
  });

  it('a right that was not granted does not exist', () => {
    expect(may(head, 'structure.edit')).toBe('sales_system');
    expect(may(actor('telemarketer', DEFAULT_ACCESS.telemarketer), 'structure.edit')).toBeNull();
  });
});
