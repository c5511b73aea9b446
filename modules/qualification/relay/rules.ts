import type { Criterion, FrozenPackage, PackageRow } from '#modules/handoffs/contract.ts';
import type { BriefFields } from '../contract.ts';
import type { BriefCriterion } from '../rules.ts';

/** What the subject of hand-off H1 is. */
export const SUBJECT = 'qualification';

/** What the development manager begins with; frozen with the package. */
export interface HandedOver {
  need_id: string | null;
  contact_id: string | null;
  next_step: { kind: string; title: string; due_on: string; at: string | null };
}

export interface BriefFacts {
  clientId: string;
  fields: BriefFields;
  criteria: readonly BriefCriterion[];
  segment: string | null;
  contact: { id: string; name: string; position: string | null; phone: string | null } | null;
  needId: string | null;
  /** The agreed minute, where one was agreed. */
  stepAt: string | null;
}

/**
 * The criteria of the brief in the words of a hand-off: what is there, or what is missing and where it is filled in. What
 * the verdict has to put on record, the need and the contact, counts only once it stands there.
 */
export function handoffCriteria(facts: BriefFacts): Criterion[] {
  const recorded: Partial<Record<BriefCriterion['key'], boolean>> = {
    need: facts.needId !== null,
    contact: facts.contact !== null,
  };
  return facts.criteria.map(({ key, required, met }) => ({
    key,
    label_key: `qualification.criterion.${key}`,
    required,
    met: met && (recorded[key] ?? true),
    fix: `/calling?client=${facts.clientId}`,
    ...VALUE[key](facts),
  }));
}

type Shown = Pick<Criterion, 'value' | 'as' | 'personal' | 'person_id'>;
const words = (text: string | null | undefined): Shown => ({ value: text?.trim() ? text.trim() : null });
const term = (key: string | null): Shown => ({ value: key, as: 'term' });
const day = (text: string | null | undefined): Shown => ({ value: text ?? null, as: 'day' });

const VALUE: Readonly<Record<BriefCriterion['key'], (facts: BriefFacts) => Shown>> = {
  target_segment: ({ segment }) => words(segment),
  need: ({ fields }) => words(fields.need?.statement),
  relevance: ({ fields }) => term(verdictTerm(fields)),
  contact: ({ contact }) =>
    contact === null ? { value: null } : { value: null, personal: contact.name, person_id: contact.id },
  next_step: ({ fields }) => words(fields.next_step?.title),
  sources: ({ fields }) => words((fields.sources ?? []).join(', ')),
  budget: ({ fields }) =>
    (fields.budget?.value_minor ?? null) === null
      ? day(fields.budget?.known_by)
      : { value: fields.budget?.value_minor ?? null, as: 'money' },
};

function verdictTerm(fields: BriefFields): string | null {
  const verdict = fields.relevance?.verdict ?? null;
  return verdict === null ? null : `qualification.relevance.${verdict}`;
}

/** The package that the receiver reads: need, relevance, contact, what was agreed, sources and money, in this order. */
export function briefPackage(facts: BriefFacts): FrozenPackage {
  const { fields, contact } = facts;
  const { need, relevance, next_step: step, budget, sources, note } = fields;
  const row = (key: string, shown: Shown): PackageRow[] =>
    shown.value === null && shown.personal === undefined ? [] : [{ label_key: `qualification.row.${key}`, ...shown }];
  const money: Shown = { value: budget?.value_minor ?? null, as: 'money' };
  const section = (key: string, rows: PackageRow[]) => ({ title_key: `qualification.section.${key}`, rows });
  const sections = [
    section('need', [
      ...row('statement', words(need?.statement)),
      ...row('origin', term(need?.origin == null ? null : `qualification.origin.${need.origin}`)),
      ...row('segment', words(facts.segment)),
    ]),
    section('relevance', [
      ...row('verdict', term(verdictTerm(fields))),
      ...row('evidence', words(relevance?.evidence)),
      ...row('blocker', term(relevance?.blocker == null ? null : `qualification.blocker.${relevance.blocker}`)),
      ...row('unlocks', words(relevance?.unlocks)),
      ...row('window_from', day(relevance?.window_from)),
      ...row('window_until', day(relevance?.window_until)),
      ...row('event', words(relevance?.expected_event)),
    ]),
    section('contact', [
      ...(contact === null ? [] : row('name', { value: null, personal: contact.name, person_id: contact.id })),
      ...row('position', words(contact?.position)),
      ...row(
        'role',
        term(fields.contact?.decision_role == null ? null : `qualification.role.${fields.contact.decision_role}`),
      ),
      ...(contact?.phone == null ? [] : row('phone', { value: null, personal: contact.phone, person_id: contact.id })),
    ]),
    section('agreed', [...row('step', words(step?.title)), ...row('on', day(step?.due_on))]),
    section('ground', [
      ...row('budget', money),
      ...row('budget_by', day(budget?.known_by)),
      ...row('sources', words((sources ?? []).join(', '))),
      ...row('note', words(note)),
    ]),
  ];
  const verdict = relevance?.verdict ?? null;
  const handed: HandedOver = {
    need_id: facts.needId,
    contact_id: contact?.id ?? null,
    next_step: {
      kind: step?.kind ?? 'call',
      title: step?.title ?? '',
      due_on: step?.due_on ?? '',
      at: facts.stepAt,
    },
  };
  return {
    ...(verdict === null ? {} : { headline: { verdict } }),
    sections: sections.filter((one) => one.rows.length > 0),
    data: { ...handed },
  };
}
