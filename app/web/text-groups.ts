import type { Language } from '#shared/format.ts';

type Texts = Record<string, string>;
type Loader = Readonly<Record<Language, () => Promise<Texts>>>;

/**
 * Texts beside those of the frame, module by module: a page loads those that it shows, the rest comes when the first screen
 * stands. `rare` are those of pages that are opened now and then.
 */
export const TEXT_GROUPS = {
  people: {
    ru: () => import('#modules/people/texts.ru.ts').then(({ ru }) => ru),
    en: () => import('#modules/people/texts.en.ts').then(({ en }) => en),
  },
  structure: {
    ru: () => import('#modules/structure/texts.ru.ts').then(({ ru }) => ru),
    en: () => import('#modules/structure/texts.en.ts').then(({ en }) => en),
  },
  journal: {
    ru: () => import('#modules/journal/texts.ru.ts').then(({ ru }) => ru),
    en: () => import('#modules/journal/texts.en.ts').then(({ en }) => en),
  },
  lists: {
    ru: () => import('#modules/lists/texts.ru.ts').then(({ ru }) => ru),
    en: () => import('#modules/lists/texts.en.ts').then(({ en }) => en),
  },
  clients: {
    ru: () => import('#modules/clients/texts.ru.ts').then(({ ru }) => ru),
    en: () => import('#modules/clients/texts.en.ts').then(({ en }) => en),
  },
  activities: {
    ru: () => import('#modules/activities/texts.ru.ts').then(({ ru }) => ru),
    en: () => import('#modules/activities/texts.en.ts').then(({ en }) => en),
  },
  workload: {
    ru: () => import('#modules/workload/texts.ru.ts').then(({ ru }) => ru),
    en: () => import('#modules/workload/texts.en.ts').then(({ en }) => en),
  },
  handoffs: {
    ru: () => import('#modules/handoffs/texts.ru.ts').then(({ ru }) => ru),
    en: () => import('#modules/handoffs/texts.en.ts').then(({ en }) => en),
  },
  needs: {
    ru: () => import('#modules/needs/texts.ru.ts').then(({ ru }) => ru),
    en: () => import('#modules/needs/texts.en.ts').then(({ en }) => en),
  },
  calling: {
    ru: () => import('#modules/calling/texts.ru.ts').then(({ ru }) => ru),
    en: () => import('#modules/calling/texts.en.ts').then(({ en }) => en),
  },
  qualification: {
    ru: () => import('#modules/qualification/texts.ru.ts').then(({ ru }) => ru),
    en: () => import('#modules/qualification/texts.en.ts').then(({ en }) => en),
  },
  deals: {
    ru: () => import('#modules/deals/texts.ru.ts').then(({ ru }) => ru),
    en: () => import('#modules/deals/texts.en.ts').then(({ en }) => en),
  },
  projects: {
    ru: () => import('#modules/projects/texts.ru.ts').then(({ ru }) => ru),
    en: () => import('#modules/projects/texts.en.ts').then(({ en }) => en),
  },
  support: {
    ru: () => import('#modules/support/texts.ru.ts').then(({ ru }) => ru),
    en: () => import('#modules/support/texts.en.ts').then(({ en }) => en),
  },
  back_office: {
    ru: () => import('#modules/back-office/texts.ru.ts').then(({ ru }) => ru),
    en: () => import('#modules/back-office/texts.en.ts').then(({ en }) => en),
  },
  reports: {
    ru: () => import('#modules/reports/texts.ru.ts').then(({ ru }) => ru),
    en: () => import('#modules/reports/texts.en.ts').then(({ en }) => en),
  },
  fields: {
    ru: () => import('#modules/fields/texts.ru.ts').then(({ ru }) => ru),
    en: () => import('#modules/fields/texts.en.ts').then(({ en }) => en),
  },
  bulk: {
    ru: () => import('#modules/clients/bulk/texts.ru.ts').then(({ ru }) => ru),
    en: () => import('#modules/clients/bulk/texts.en.ts').then(({ en }) => en),
  },
  people_list: {
    ru: () => import('#modules/clients/people/texts.ru.ts').then(({ ru }) => ru),
    en: () => import('#modules/clients/people/texts.en.ts').then(({ en }) => en),
  },
  rare: {
    ru: () => import('./later-texts.ru.ts').then(({ texts }) => texts),
    en: () => import('./later-texts.en.ts').then(({ texts }) => texts),
  },
} as const satisfies Readonly<Record<string, Loader>>;

export type TextGroup = keyof typeof TEXT_GROUPS;
export const EVERY_GROUP = Object.keys(TEXT_GROUPS) as readonly TextGroup[];

/** Groups of modules whose texts the server names in what it tells: lines of a timeline, criteria, why a client comes next. */
export const TOLD_GROUPS: readonly TextGroup[] = [
  'clients',
  'activities',
  'handoffs',
  'needs',
  'calling',
  'qualification',
  'deals',
  'projects',
  'support',
  'back_office',
];
