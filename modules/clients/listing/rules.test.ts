import { describe, expect, it } from 'vitest';
import { DEFAULT_ACCESS, type PositionKind } from '#modules/structure/rules.ts';
import type { Actor } from '#shared/actor.ts';
import type { EmployeeId, PositionId, SalesSystemId, UnitId } from '#shared/ids.ts';
import { registerReach } from './rules.ts';

const ME = 'me' as EmployeeId;

const actor = (kind: PositionKind | null, salesSystemId: string): Actor => ({
  kind: 'employee',
  employeeId: ME,
  name: 'Я',
  language: 'ru',
  timeZone: 'Europe/Moscow',
  administrator: false,
  positions:
    kind === null
      ? []
      : [{ id: 'p' as PositionId, kind, unitId: 'u' as UnitId, salesSystemId: salesSystemId as SalesSystemId }],
  functions: [],
  rights: kind === null ? {} : DEFAULT_ACCESS[kind],
  deputyFor: [],
});

describe('how far the register is open', () => {
  it.each([
    { who: 'head', systems: ['one'], all: true, sees: true },
    { who: 'head', systems: ['one', 'other'], all: false, sees: false },
    { who: 'development_manager', systems: ['one'], all: false, sees: true },
    { who: 'development_manager', systems: ['one', 'other'], all: false, sees: false },
    { who: null, systems: ['one'], all: false, sees: false },
    // Before there is a sales system there is nothing to be seen, and nobody reaches it whole.
    { who: 'head', systems: [], all: false, sees: false },
  ] as const)('$who in «one» of $systems: all $all, sees everybody $sees', ({ who, systems, all, sees }) => {
    expect(registerReach(actor(who, 'one'), [], systems)).toMatchObject({ all, sees });
  });
});
