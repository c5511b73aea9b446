import type { PositionKind, SalesFunction, UnitKind } from '../rules.ts';
import type { Traits } from '../sales-systems/rules.ts';

export type ReadyStructureKind = 'strategic' | 'strategic_without_telemarketer';

export type ReadyUnit = 'commercial' | 'engineering' | 'estimating' | 'legal' | 'back_office';
export type ReadyPosition =
  | 'head'
  | 'telemarketer'
  | 'development_manager'
  | 'project_manager'
  | 'marketer'
  | 'engineer'
  | 'estimator'
  | 'lawyer'
  | 'clerk';

interface Named {
  ru: string;
  en: string;
}

export interface ReadyStructure {
  name: Named;
  traits: Traits;
  units: { key: ReadyUnit; kind: UnitKind; name: Named }[];
  positions: { key: ReadyPosition; kind: PositionKind; unit: ReadyUnit; title: Named; functions: SalesFunction[] }[];
}

const UNITS: ReadyStructure['units'] = [
  { key: 'commercial', kind: 'commercial_block', name: { ru: 'Коммерческий блок', en: 'Commercial block' } },
  { key: 'engineering', kind: 'department', name: { ru: 'Инженерный отдел', en: 'Engineering department' } },
  { key: 'estimating', kind: 'department', name: { ru: 'Сметный отдел', en: 'Estimating department' } },
  { key: 'legal', kind: 'department', name: { ru: 'Юридический отдел', en: 'Legal department' } },
  { key: 'back_office', kind: 'back_office', name: { ru: 'Бэк-офис', en: 'Back office' } },
];

const SEARCH: SalesFunction[] = ['prospecting', 'relevance_monitoring', 'qualification'];
const DEVELOPMENT: SalesFunction[] = ['need_development', 'closing'];

/**
 * A strategic structure ready to work in: [telemarketer] → development manager → project manager, departmental support,
 * back office. Without a telemarketer the development managers search themselves, given a marketer (method M17, M21).
 * Source: domain §1, the table of types.
 */
export function readyStructure(kind: ReadyStructureKind): ReadyStructure {
  const telemarketer = kind === 'strategic';
  const positions: ReadyStructure['positions'] = [
    {
      key: 'head',
      kind: 'head',
      unit: 'commercial',
      title: { ru: 'Руководитель отдела продаж', en: 'Head of sales' },
      functions: ['leadership'],
    },
  ];
  if (telemarketer) {
    positions.push({
      key: 'telemarketer',
      kind: 'telemarketer',
      unit: 'commercial',
      title: { ru: 'Телемаркетолог', en: 'Telemarketer' },
      functions: SEARCH,
    });
  }
  positions.push(
    {
      key: 'development_manager',
      kind: 'development_manager',
      unit: 'commercial',
      title: { ru: 'Менеджер по развитию', en: 'Development manager' },
      functions: telemarketer ? DEVELOPMENT : [...SEARCH, ...DEVELOPMENT],
    },
    {
      key: 'project_manager',
      kind: 'project_manager',
      unit: 'commercial',
      title: { ru: 'Менеджер проекта', en: 'Project manager' },
      functions: ['delivery', 'account_growth'],
    },
  );
  if (!telemarketer) {
    positions.push({
      key: 'marketer',
      kind: 'marketer',
      unit: 'commercial',
      title: { ru: 'Маркетолог', en: 'Marketer' },
      functions: ['marketing'],
    });
  }
  positions.push(
    {
      key: 'engineer',
      kind: 'support_specialist',
      unit: 'engineering',
      title: { ru: 'Инженер', en: 'Engineer' },
      functions: ['support'],
    },
    {
      key: 'estimator',
      kind: 'support_specialist',
      unit: 'estimating',
      title: { ru: 'Сметчик', en: 'Estimator' },
      functions: ['support'],
    },
    {
      key: 'lawyer',
      kind: 'support_specialist',
      unit: 'legal',
      title: { ru: 'Юрист', en: 'Lawyer' },
      functions: ['support'],
    },
    {
      key: 'clerk',
      kind: 'back_office_specialist',
      unit: 'back_office',
      title: { ru: 'Специалист бэк-офиса', en: 'Back-office specialist' },
      functions: ['back_office'],
    },
  );
  return {
    name: { ru: 'Стратегические продажи', en: 'Strategic sales' },
    traits: { clientsInMarket: 300, dealsPerClientYear: 0.1, productComplexity: 5, contractToTurnoverBp: 2400 },
    units: UNITS,
    positions,
  };
}
