import { type Condition, type FilterField, type FilterNode, isCondition, ME, MY_UNIT, numberRange } from './filter.ts';
import { periodOf } from './filter-period.ts';

/** How texts are compared by a part of them: capitals and the dots of ё make no difference. */
export function foldText(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е');
}

const KOPECKS = 100;

/** For whom and when a filter is read. */
export interface FilterScene {
  today: Temporal.PlainDate;
  /** The zone whose days a moment is asked about by. */
  timeZone: string;
  me: readonly string[];
  myUnit: readonly string[];
}

/** What a record holds in a field: a moment as an instant, a day as an ISO date, several values as a list. */
export type FilterValue = string | number | boolean | null | readonly string[];

/** Ids that the values of a person mean. */
export function peopleOf(values: readonly string[], scene: Pick<FilterScene, 'me' | 'myUnit'>): string[] {
  return [
    ...new Set(values.flatMap((value) => (value === ME ? scene.me : value === MY_UNIT ? scene.myUnit : [value]))),
  ];
}

/** Whether a record is among those that a filter leaves: says the same as the SQL that the filter is compiled into. */
export function matchesFilter(
  node: FilterNode | null,
  fields: readonly FilterField[],
  valueIn: (field: string) => FilterValue,
  scene: FilterScene,
): boolean {
  if (node === null) return true;
  if (!isCondition(node)) {
    const inside = (one: FilterNode) => matchesFilter(one, fields, valueIn, scene);
    return node.join === 'and' ? node.of.every(inside) : node.of.some(inside);
  }
  const field = fields.find((known) => known.name === node.field);
  if (field === undefined) return false;
  const value = valueIn(node.field);
  const found = node.values.length === 0 ? isNothing(value) : isAmong(field, node, value, scene);
  return node.op === 'not' ? !found : found;
}

const isNothing = (value: FilterValue): boolean => value === null || (Array.isArray(value) && value.length === 0);

function isAmong(field: FilterField, { op, values }: Condition, value: FilterValue, scene: FilterScene): boolean {
  if (value === null) return false;
  switch (field.type) {
    case 'text':
      return values.some((wanted) =>
        op === 'has' ? foldText(String(value)).includes(foldText(wanted)) : value === wanted,
      );
    case 'number':
      return values.some((wanted) => {
        const range = numberRange(wanted, field.decimals);
        const kept = field.minor === true ? Number(value) / KOPECKS : Number(value);
        return range !== null && (range.from === null || kept >= range.from) && (range.to === null || kept <= range.to);
      });
    case 'date':
      return values.some((wanted) => isWithin(Temporal.PlainDate.from(String(value)), wanted, scene));
    case 'moment': {
      const day = Temporal.Instant.from(String(value)).toZonedDateTimeISO(scene.timeZone).toPlainDate();
      return values.some((wanted) => isWithin(day, wanted, scene));
    }
    case 'yes_no':
      return values.includes(value === true ? 'yes' : 'no');
    case 'person':
      return peopleOf(values, scene).includes(String(value));
    case 'choice':
      return Array.isArray(value) ? value.some((one) => values.includes(one)) : values.includes(String(value));
  }
}

function isWithin(day: Temporal.PlainDate, period: string, { today }: FilterScene): boolean {
  const range = periodOf(period, today);
  if (range === null) return false;
  const { compare } = Temporal.PlainDate;
  return (
    (range.from === null || compare(day, range.from) >= 0) && (range.until === null || compare(day, range.until) < 0)
  );
}
