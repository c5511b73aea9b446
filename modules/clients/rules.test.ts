import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '#shared/ids.ts';
import {
  applyFacts,
  brokenPromise,
  CLIENT_STATES,
  type ClientFacts,
  type ClientState,
  COLD_FACTS,
  deriveState,
  type FactsPatch,
  groupOf,
  STATE_GROUP_NAMES,
  STATE_GROUPS,
} from './rules.ts';
import { EMPLOYEES, lived } from './test-facts.ts';

describe('states of a client', () => {
  const step = { next_step_id: 'x', next_step_title: 'Позвонить', next_step_on: '2026-11-24' };
  const table: [ClientState, Partial<ClientFacts>][] = [
    ['cold', {}],
    ['warm', { warm_since: '2026-11-20T08:00:00Z' }],
    ['not_target', { warm_since: '2026-11-20T08:00:00Z', closed: 'not_target' }],
    ['lost', { closed: 'not_target', lost_on: '2026-01-01' }],
    ['delivered', { lost_on: '2026-01-01', delivered_on: '2026-02-01' }],
    ['regular', { delivered_on: '2026-02-01', regular: true }],
    ['waiting', { regular: true, waiting_reason: 'Нет денег' }],
    ['in_qualification', { waiting_reason: 'Нет денег', qualifying: true }],
    ['in_development', { qualifying: true, developing: true }],
    ['contracting', { developing: true, contracts_open: 1 }],
    ['in_delivery', { contracts_open: 1, running_projects: 1 }],
    ['archived', { running_projects: 1, closed: 'archived', ...step }],
  ];
  it.each(table)('%s wins over everything to its right', (state, facts) => {
    expect(deriveState({ ...COLD_FACTS, ...facts })).toBe(state);
  });

  it('partition into four groups: every state is in exactly one', () => {
    const grouped = STATE_GROUP_NAMES.flatMap((group) => [...STATE_GROUPS[group]]);
    expect(grouped.toSorted()).toEqual([...CLIENT_STATES].toSorted());
    for (const state of CLIENT_STATES) expect(STATE_GROUPS[groupOf(state)]).toContain(state);
  });
});

describe('a change of facts', () => {
  const holder = { employeeId: EMPLOYEES[0] ?? '', via: 'taken' } as const;
  const nextStep = { id: newId(), title: 'Позвонить', on: Temporal.PlainDate.from('2026-11-24') };
  const refusals: [string, FactsPatch, string][] = [
    ['work without a holder', { developing: true, nextStep }, 'clients.holder_required'],
    ['work without a next step', { developing: true, holder }, 'clients.next_step_required'],
    ['waiting without a check', { waitingReason: 'Ждёт бюджета', holder }, 'clients.check_required'],
    ['the end of a project that never began', { runningProjectsBy: -1 }, 'clients.nothing_to_end'],
  ];
  it.each(refusals)('refuses %s', (_what, change, reason) => {
    expect(applyFacts(COLD_FACTS, change)).toMatchObject({ ok: false, reason });
  });

  it('makes a client nobody’s when it goes back to the queue', () => {
    const inWork = applyFacts(COLD_FACTS, { developing: true, holder, nextStep });
    const back = inWork.ok ? applyFacts(inWork.value, { developing: false }) : inWork;
    expect(back).toEqual({ ok: true, value: COLD_FACTS });
  });

  it('keeps what each group of states promises, whatever is changed', () => {
    fc.assert(
      fc.property(lived, (facts) => {
        expect(brokenPromise(facts)).toBeNull();
      }),
    );
  });

  it('never leaves a client in work with nobody, nor a queued one with somebody', () => {
    fc.assert(
      fc.property(lived, (facts) => {
        const group = groupOf(deriveState(facts));
        if (group === 'in_work') expect(facts.holder_id).not.toBeNull();
        if (group === 'queued')
          expect([facts.holder_id, facts.next_step_on, facts.next_check_on]).toEqual([null, null, null]);
      }),
    );
  });
});
