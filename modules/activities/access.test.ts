import { describe, expect, it } from 'vitest';
import type { Reach } from '#modules/clients/access.ts';
import type { Actor, Scope } from '#shared/actor.ts';
import type { EmployeeId } from '#shared/ids.ts';
import {
  mayEditTouch,
  mayPlanFor,
  mayReadActivities,
  mayReadStepsOf,
  mayRecordTouch,
  mayRemoveFile,
  mayWorkOnStep,
} from './access.ts';

function actor(id: string | null, scope: Scope | null = 'own', deputyFor: string[] = []): Actor {
  return {
    kind: 'employee',
    employeeId: id as EmployeeId | null,
    name: '',
    language: 'ru',
    timeZone: 'Europe/Moscow',
    administrator: false,
    positions: [],
    functions: [],
    rights: scope === null ? {} : { 'clients.work': scope },
    deputyFor: deputyFor as EmployeeId[],
  };
}

const me = actor('me');
const deputy = actor('me', 'own', ['owner']);
const head = actor('me', 'sales_system');
const expert = actor('me', null);

describe('at a client one', () => {
  it.each<[Reach, boolean]>([
    ['none', false],
    ['glance', false],
    ['card', true],
    ['work', true],
  ])('with reach %s reads and records touches: %s', (reach, allowed) => {
    expect(mayReadActivities(reach)).toBe(allowed);
    expect(mayRecordTouch(me, reach)).toBe(allowed);
    expect(mayRecordTouch(actor(null), reach)).toBe(false);
  });

  it.each<[string, Actor, Reach, string, boolean]>([
    ['oneself, with the card', expert, 'card', 'me', true],
    ['oneself, with a glance', me, 'glance', 'me', false],
    ['the absent one whom one deputises for', deputy, 'card', 'owner', true],
    ['the holder, working with the client', me, 'work', 'holder', true],
    ['the holder, only reading', me, 'card', 'holder', false],
    ['a colleague', me, 'work', 'colleague', false],
    ['a colleague, as the head', head, 'work', 'colleague', true],
    ['a colleague out of the head’s reach', head, 'card', 'colleague', false],
  ])('plans for %s', (_for, who, reach, owner, allowed) => {
    expect(mayPlanFor(who, reach, owner, 'holder')).toBe(allowed);
  });

  it.each<[string, Actor, Reach, boolean]>([
    ['its owner’s deputy', deputy, 'card', true],
    ['whoever works with the client', me, 'work', true],
    ['whoever only reads the card', me, 'card', false],
    ['whoever sees a glance', deputy, 'glance', false],
  ])('finishes another’s step as %s', (_as, who, reach, allowed) => {
    expect(mayWorkOnStep(who, reach, 'owner')).toBe(allowed);
  });

  it('corrects one’s own touches, takes away one’s own files or, working with the client, any', () => {
    expect(mayEditTouch(me, 'me')).toBe(true);
    expect(mayEditTouch(head, 'owner')).toBe(false);
    expect(mayRemoveFile(me, 'card', 'me')).toBe(true);
    expect(mayRemoveFile(me, 'card', 'owner')).toBe(false);
    expect(mayRemoveFile(me, 'work', 'owner')).toBe(true);
    expect(mayRemoveFile(me, 'none', 'me')).toBe(false);
  });

  it('sees one’s own day, that of whom one deputises for, and, as a head, anybody’s', () => {
    expect(mayReadStepsOf(me, 'me')).toBe(true);
    expect(mayReadStepsOf(me, 'owner')).toBe(false);
    expect(mayReadStepsOf(deputy, 'owner')).toBe(true);
    expect(mayReadStepsOf(head, 'owner')).toBe(true);
    expect(mayReadStepsOf({ ...me, administrator: true }, 'owner')).toBe(true);
  });
});
