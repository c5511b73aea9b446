import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BriefFields, CriterionKey } from './contract.ts';
import { carriedOver, checkNotYet, criteriaOf, DEFAULT_CRITERIA, missingCriteria, type TargetFacts } from './rules.ts';

const today = Temporal.PlainDate.from('2026-11-23');
const target: TargetFacts = { segments: 2, segmentId: 'a-segment' };
const FULL: BriefFields = {
  need: { statement: 'Заменить 1 870 ламп ДРЛ', origin: 'identified' },
  relevance: { verdict: 'dated', blocker: 'budget', evidence: 'Проект бюджета', window_from: '2027-03-01' },
  contact: { full_name: 'Рогожин А. С.', decision_role: 'decision_shaper' },
  next_step: { title: 'Показать расчёт', due_on: '2026-11-27' },
  sources: ['разговор'],
};
const missing = (fields: BriefFields, of = target) => missingCriteria(criteriaOf(DEFAULT_CRITERIA, fields, of, today));

describe('a brief is ready when every required criterion is met', () => {
  test('the full one misses nothing, an empty one everything that is required', () => {
    expect(missing(FULL)).toEqual([]);
    expect(missing({}, { segments: 2, segmentId: null })).toEqual(
      DEFAULT_CRITERIA.filter(({ required }) => required).map(({ key }) => key),
    );
  });

  test.each<[string, BriefFields, CriterionKey[]]>([
    ['blank words are no need', { ...FULL, need: { statement: '   ', origin: 'identified' } }, ['need']],
    ['a need says whose it is', { ...FULL, need: { statement: 'Заменить лампы' } }, ['need']],
    ['a verdict needs its evidence', { ...FULL, relevance: { ...FULL.relevance, evidence: '' } }, ['relevance']],
    [
      'a verdict «by a date» needs its window',
      { ...FULL, relevance: { ...FULL.relevance, window_from: null } },
      ['relevance'],
    ],
    [
      'a window that has passed is none',
      { ...FULL, relevance: { ...FULL.relevance, window_from: '2026-03-01' } },
      ['relevance'],
    ],
    [
      'whoever is not ready has something in the way',
      { ...FULL, relevance: { ...FULL.relevance, blocker: null } },
      ['relevance'],
    ],
    ['an event is named', { ...FULL, relevance: { ...FULL.relevance, verdict: 'triggered' } }, ['relevance']],
    [
      'who will never buy is not handed over',
      { ...FULL, relevance: { ...FULL.relevance, verdict: 'none' } },
      ['relevance'],
    ],
    ['«now» needs no blocker', { ...FULL, relevance: { verdict: 'now', evidence: 'Сбор цен' } }, []],
    ['a contact without a role', { ...FULL, contact: { full_name: 'Рогожин А. С.' } }, ['contact']],
    ['a role without a name', { ...FULL, contact: { decision_role: 'coach' } }, ['contact']],
    ['a contact known already', { ...FULL, contact: { contact_id: 'x', decision_role: 'coach' } }, []],
    ['a step without a day', { ...FULL, next_step: { title: 'Показать расчёт' } }, ['next_step']],
    ['a step in the past', { ...FULL, next_step: { title: 'Показать', due_on: '2026-11-22' } }, ['next_step']],
    ['a step today', { ...FULL, next_step: { title: 'Показать', due_on: '2026-11-23' } }, []],
    ['no source', { ...FULL, sources: ['', '  '] }, ['sources']],
  ])('%s', (_name, fields, lacks) => {
    expect(missing(fields)).toEqual(lacks);
  });

  test('the segment is asked for only where the market has segments', () => {
    expect(missing(FULL, { segments: 0, segmentId: null })).toEqual([]);
    expect(missing(FULL, { segments: 1, segmentId: null })).toEqual(['target_segment']);
  });

  test('a budget may be unknown, but then the day is known by which it will be', () => {
    const asked = DEFAULT_CRITERIA.map((criterion) => ({ ...criterion, required: true }));
    const lacks = (budget: BriefFields['budget']) =>
      missingCriteria(criteriaOf(asked, { ...FULL, ...(budget === undefined ? {} : { budget }) }, target, today));
    expect(lacks(undefined)).toEqual(['budget']);
    expect(lacks({ known_by: '2026-12-15' })).toEqual([]);
    expect(lacks({ value_minor: 6_400_000_000 })).toEqual([]);
  });

  test('criteria that a sales system does not ask for are never missing', () => {
    fc.assert(
      fc.property(fc.subarray([...DEFAULT_CRITERIA]), (asked) => {
        const found = criteriaOf(asked, {}, target, today);
        return missingCriteria(found).every((key) => asked.some((one) => one.key === key && one.required));
      }),
    );
  });
});

describe('not yet', () => {
  test.each<[string, BriefFields, string | null]>([
    ['a need and when to look again', FULL, null],
    ['no need', { relevance: FULL.relevance ?? {} }, 'qualification.need_required'],
    ['no verdict', { need: FULL.need ?? {} }, 'qualification.relevance_required'],
    [
      'a verdict without evidence',
      { ...FULL, relevance: { verdict: 'dormant', blocker: 'politics' } },
      'qualification.relevance_required',
    ],
    [
      'relevant now',
      { ...FULL, relevance: { verdict: 'now', evidence: 'Сбор цен' } },
      'qualification.now_does_not_wait',
    ],
  ])('asks for %s', (_name, fields, reason) => {
    const checked = checkNotYet(fields, today);
    expect(checked.ok ? null : checked.reason).toBe(reason);
  });
});

test('a client comes back at the depth attained: what was found out stays, the step and the evidence have passed', () => {
  const back = carriedOver(FULL);
  expect(back).toMatchObject({ need: FULL.need, contact: FULL.contact, sources: FULL.sources });
  expect(back.relevance).toEqual({ verdict: 'dated', blocker: 'budget', window_from: '2027-03-01' });
  expect(back.next_step).toBeUndefined();
  expect(missing(back)).toEqual(['relevance', 'next_step']);
});
