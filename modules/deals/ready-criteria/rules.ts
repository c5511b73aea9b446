import type { Stage } from '../rules.ts';

export interface ReadyCriterion {
  stage: Exclude<Stage, 'signed'>;
  required: boolean;
  title: { ru: string; en: string };
}

/** What the direct procedure asks before a stage is left, as shipped; the company owns its copy. Source: domain §7. */
export const READY_CRITERIA: readonly ReadyCriterion[] = [
  {
    stage: 'solution',
    required: true,
    title: {
      ru: 'Техническое решение принято специалистами клиента',
      en: 'The client’s own specialists have accepted the solution',
    },
  },
  {
    stage: 'solution',
    required: true,
    title: {
      ru: 'Расчёт экономии или окупаемости признан клиентом',
      en: 'The client agrees with the calculated effect',
    },
  },
  {
    stage: 'offer',
    required: true,
    title: {
      ru: 'Предложение показано тому, кто принимает решение',
      en: 'The offer has been shown to whoever takes the decision',
    },
  },
  {
    stage: 'offer',
    required: true,
    title: { ru: 'Источник денег назван и подтверждён', en: 'The source of the money is named and confirmed' },
  },
  {
    stage: 'decision',
    required: true,
    title: {
      ru: 'Решение о покупке принято и подтверждено документом',
      en: 'The decision to buy is taken and documented',
    },
  },
  {
    stage: 'decision',
    required: false,
    title: { ru: 'Известно, что предложили конкуренты', en: 'It is known what competitors have offered' },
  },
  {
    stage: 'contract',
    required: true,
    title: { ru: 'Текст договора согласован обеими сторонами', en: 'Both sides agree on the text of the contract' },
  },
  {
    stage: 'contract',
    required: false,
    title: { ru: 'Полномочия подписанта проверены', en: 'The authority of whoever signs has been checked' },
  },
];
