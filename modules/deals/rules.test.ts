import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ExitCriterion,
  HANDOVER_CRITERIA,
  handoverMet,
  isContracting,
  mayMove,
  mayOpen,
  maySign,
  type NeedFacts,
  type Outcome,
  STAGES,
  type Stage,
} from './rules.ts';

const need = (over: Partial<NeedFacts>): NeedFacts => ({
  status: 'actual',
  verdict: 'now',
  insideLeadTime: false,
  ...over,
});
const seller = { isHead: false, reason: null };

describe('a deal opens from an actual need that is relevant now', () => {
  test.each([
    ['actual and now', need({}), seller, null],
    ['still potential', need({ status: 'potential' }), seller, 'deals.need_not_actual'],
    ['satisfied already', need({ status: 'satisfied' }), seller, 'deals.need_not_actual'],
    ['dormant', need({ verdict: 'dormant' }), seller, 'deals.not_relevant_now'],
    ['never determined', need({ verdict: null }), seller, 'deals.not_relevant_now'],
    ['dated, far away', need({ verdict: 'dated' }), { isHead: true, reason: 'знаем главу' }, 'deals.outside_lead_time'],
    [
      'dated inside lead time, by a manager',
      need({ verdict: 'dated', insideLeadTime: true }),
      { isHead: false, reason: 'пора' },
      'deals.head_reason_required',
    ],
    [
      'dated inside lead time, by the head without a reason',
      need({ verdict: 'dated', insideLeadTime: true }),
      { isHead: true, reason: ' ' },
      'deals.head_reason_required',
    ],
    [
      'dated inside lead time, by the head with a reason',
      need({ verdict: 'dated', insideLeadTime: true }),
      { isHead: true, reason: 'бюджет уже в проекте' },
      null,
    ],
  ])('%s', (_what, facts, by, reason) => {
    expect(mayOpen(facts, by)).toMatchObject(reason === null ? { ok: true } : { ok: false, reason });
  });
});

const criterion = (stage: Stage, met: boolean, required = true): ExitCriterion => ({
  id: `${stage}-${met}-${required}`,
  stage,
  title: `${stage}?`,
  required,
  met,
});

describe('moving between stages', () => {
  const all = STAGES.filter((stage) => stage !== 'signed').map((stage) => criterion(stage, true));
  test.each([
    ['forward by one', 'solution', 'offer', null, null],
    ['forward by two', 'solution', 'decision', null, 'deals.skips_stage'],
    ['to where it is', 'offer', 'offer', null, 'deals.same_stage'],
    ['back without a reason', 'decision', 'offer', null, 'deals.reason_required'],
    ['back with a reason', 'decision', 'solution', 'изменился объём', null],
    ['into signed by a move', 'contract', 'signed', null, 'deals.sign_instead'],
  ] as const)('%s', (_what, from, to, why, reason) => {
    expect(mayMove({ stage: from, outcome: null }, to, all, why)).toMatchObject(
      reason === null ? { ok: true } : { ok: false, reason },
    );
  });

  test('what is missing is named', () => {
    const result = mayMove(
      { stage: 'offer', outcome: null },
      'decision',
      [criterion('offer', false), criterion('offer', false, false)],
      null,
    );
    expect(result).toMatchObject({ ok: false, reason: 'deals.criteria_missing', values: { missing: 'offer?' } });
  });

  test('a deal that has ended does not move, and is not signed', () => {
    expect(mayMove({ stage: 'offer', outcome: 'lost' }, 'decision', all, null)).toMatchObject({
      ok: false,
      reason: 'deals.closed',
    });
    expect(maySign({ stage: 'contract', outcome: 'postponed' }, all)).toMatchObject({
      ok: false,
      reason: 'deals.closed',
    });
  });

  test('only a contract with everything shown is signed', () => {
    expect(maySign({ stage: 'decision', outcome: null }, all)).toMatchObject({
      ok: false,
      reason: 'deals.not_at_contract',
    });
    expect(maySign({ stage: 'contract', outcome: null }, [criterion('contract', false)])).toMatchObject({
      ok: false,
      reason: 'deals.criteria_missing',
    });
    expect(maySign({ stage: 'contract', outcome: null }, all).ok).toBe(true);
  });

  test('no walk ever leaves a stage forward with a required criterion unmet', () => {
    const stages = fc.constantFrom(...STAGES);
    fc.assert(
      fc.property(
        stages,
        fc.array(stages, { maxLength: 30 }),
        fc.array(fc.tuple(stages, fc.boolean(), fc.boolean())),
        (start, walk, raw) => {
          const criteria = raw.map(([stage, met, required]) => criterion(stage, met, required));
          let stage = start;
          for (const to of walk) {
            if (!mayMove({ stage, outcome: null }, to, criteria, 'причина').ok) continue;
            const forward = STAGES.indexOf(to) > STAGES.indexOf(stage);
            if (forward && criteria.some((one) => one.stage === stage && one.required && !one.met)) return false;
            stage = to;
          }
          return true;
        },
      ),
    );
  });
});

test.each([
  ['contract', null, false, true],
  ['decision', null, false, false],
  ['contract', 'lost', false, false],
  ['signed', 'signed', false, true],
  ['signed', 'signed', true, false],
] as const)(
  'at %s with outcome %s, handed over %s, the client is contracting: %s',
  (stage, outcome: Outcome | null, handedOver, expected) => {
    expect(isContracting({ stage, outcome, handedOver })).toBe(expected);
  },
);

test('readiness for delivery asks for each part; that there are none has to be said', () => {
  const empty = {
    contractSigned: false,
    scope: ' ',
    promises: 0,
    noPromises: false,
    risks: 0,
    noRisks: false,
    decisionMakerKnown: false,
    rolesKnown: 2,
    economics: 'маржа 18 %',
    payments: 0,
    milestones: 0,
  };
  expect(Object.values(handoverMet(empty))).toEqual(HANDOVER_CRITERIA.map(() => false));
  const full = {
    contractSigned: true,
    scope: '14 улиц',
    promises: 0,
    noPromises: true,
    risks: 1,
    noRisks: false,
    decisionMakerKnown: true,
    rolesKnown: 3,
    economics: 'маржа 18 %',
    payments: 2,
    milestones: 4,
  };
  expect(Object.values(handoverMet(full))).toEqual(HANDOVER_CRITERIA.map(() => true));
});
