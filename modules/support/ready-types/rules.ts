import type { ReadyUnit } from '#modules/structure/ready-structure/rules.ts';

interface Named {
  ru: string;
  en: string;
}

export interface ReadyType {
  name: Named;
  /** 1 with guidance, 2 alone, 3 teaches others. */
  level: 1 | 2 | 3;
  standardHours: number;
  /** Without any of these the brief is incomplete. */
  inputs: Named[];
}

export interface ReadyCompetence {
  unit: ReadyUnit;
  name: Named;
  /** How many people should hold it. */
  target: number;
  types: ReadyType[];
}

const inputs = (...pairs: [ru: string, en: string][]): Named[] => pairs.map(([ru, en]) => ({ ru, en }));

/**
 * What the departments of a ready structure may be asked, as shipped: an engineering, an estimating and a legal department
 * of a company that sells projects. The company owns its copy. Source: domain §9.
 */
export const READY_COMPETENCES: readonly ReadyCompetence[] = [
  {
    unit: 'engineering',
    name: { ru: 'Обследование и электрика', en: 'Surveys and electrical work' },
    target: 2,
    types: [
      {
        name: { ru: 'Обследование объекта', en: 'Site survey' },
        level: 2,
        standardHours: 16,
        inputs: inputs(
          ['Что и где обследуем', 'What and where to survey'],
          ['Кто встретит на месте', 'Who meets us there'],
        ),
      },
      {
        name: { ru: 'Пилотный участок', en: 'Pilot' },
        level: 2,
        standardHours: 24,
        inputs: inputs(
          ['Где ставим пилот', 'Where the pilot stands'],
          ['Что должен показать', 'What it has to show'],
          ['До какого дня стоит', 'Until which day it stands'],
        ),
      },
    ],
  },
  {
    unit: 'engineering',
    name: { ru: 'Светотехнический расчёт', en: 'Lighting calculation' },
    target: 2,
    types: [
      {
        name: { ru: 'Светотехнический расчёт', en: 'Lighting calculation' },
        level: 2,
        standardHours: 8,
        inputs: inputs(
          ['План или размеры', 'Plan or dimensions'],
          ['Назначение и норма освещённости', 'Purpose and required light level'],
          ['Высота подвеса', 'Mounting height'],
        ),
      },
      {
        name: { ru: 'Техническая часть заявки', en: 'Technical part of a bid' },
        level: 3,
        standardHours: 12,
        inputs: inputs(['Номер извещения', 'Notice number'], ['Окончание подачи', 'Bids close']),
      },
    ],
  },
  {
    unit: 'engineering',
    name: { ru: 'Энергоаудит', en: 'Energy audit' },
    target: 1,
    types: [
      {
        name: { ru: 'Энергоаудит', en: 'Energy audit' },
        level: 2,
        standardHours: 24,
        inputs: inputs(
          ['Потребление за год', 'Consumption over a year'],
          ['Тариф', 'Tariff'],
          ['Режим работы', 'Hours of operation'],
        ),
      },
    ],
  },
  {
    unit: 'estimating',
    name: { ru: 'Сметы и финансовые модели', en: 'Estimates and financial models' },
    target: 2,
    types: [
      {
        name: { ru: 'Финансовая модель', en: 'Financial model' },
        level: 2,
        standardHours: 8,
        inputs: inputs(
          ['Потребление и тариф', 'Consumption and tariff'],
          ['Состав работ', 'Scope of work'],
          ['Источник денег', 'Source of the money'],
        ),
      },
      {
        name: { ru: 'Смета', en: 'Cost estimate' },
        level: 2,
        standardHours: 6,
        inputs: inputs(['Ведомость работ', 'Bill of works'], ['В каких ценах', 'Price base']),
      },
    ],
  },
  {
    unit: 'legal',
    name: { ru: 'Договоры', en: 'Contracts' },
    target: 1,
    types: [
      {
        name: { ru: 'Риски договора', en: 'Contract risks' },
        level: 2,
        standardHours: 4,
        inputs: inputs(['Чей проект договора', 'Whose draft it is'], ['Что беспокоит', 'What worries us']),
      },
    ],
  },
  {
    unit: 'legal',
    name: { ru: 'Закупки по 44-ФЗ и 223-ФЗ', en: 'Public procurement' },
    target: 1,
    types: [
      {
        name: { ru: 'Проверка закупочной документации', en: 'Review of procurement documents' },
        level: 2,
        standardHours: 4,
        inputs: inputs(['Номер извещения', 'Notice number'], ['Окончание подачи', 'Bids close']),
      },
    ],
  },
];
