import { type Condition, type FilterField, ME, MY_UNIT, numberRange } from '#shared/filter.ts';
import type { Format } from '#shared/format.ts';
import type { Translator } from '#shared/text.ts';

const KOPECKS = 100;

export interface Choice {
  value: string;
  label: string;
}

/** A field in words: what it is called, and what its values are. */
export interface FieldWords extends FilterField {
  label: string;
  /** What there is to choose from. Of people and tags the names; values that are not among them are shown as they are. */
  choices: readonly Choice[];
}

/** A condition as it stands in the sentence: «проверка: просрочена», «регион: кроме Тывы», «ИНН: не указан». */
export function conditionWords(condition: Condition, field: FieldWords, t: Translator, format: Format): string {
  const { op, values } = condition;
  if (values.length === 0) return op === 'not' ? t('ui.filter.filled') : t('ui.filter.empty');
  const words = values.map((value) => valueWords(value, field, t, format));
  const said =
    words.length > 3
      ? `${words.slice(0, 2).join(', ')} ${t('ui.filter.more', { count: words.length - 2 })}`
      : words.join(', ');
  if (op === 'has') return t('ui.filter.has', { text: said });
  if (op === 'is') return said;
  return isTime(field) ? t('ui.filter.not_then', { words: said }) : t('ui.filter.not', { words: said });
}

const isTime = ({ type }: FilterField): boolean => type === 'date' || type === 'moment';

function valueWords(value: string, field: FieldWords, t: Translator, format: Format): string {
  switch (field.type) {
    case 'yes_no':
      return value === 'yes' ? t('ui.filter.yes') : t('ui.filter.no');
    case 'number':
      return numberWords(value, field, t, format);
    case 'date':
    case 'moment':
      return periodWords(value, t, format);
    case 'text':
      return `«${value}»`;
    case 'person':
      if (value === ME) return t('ui.filter.me');
      if (value === MY_UNIT) return t('ui.filter.my_unit');
      return choiceWords(value, field);
    case 'choice':
      return choiceWords(value, field);
  }
}

const choiceWords = (value: string, { choices }: FieldWords): string =>
  choices.find((choice) => choice.value === value)?.label ?? value;

function numberWords(value: string, { decimals, minor }: FilterField, t: Translator, format: Format): string {
  const range = numberRange(value, decimals);
  if (range === null) return value;
  const { from, to } = range;
  const print = (end: number) =>
    minor === true ? format.money(Math.round(end * KOPECKS)) : format.number(end, decimals ?? 0);
  if (from !== null && to !== null) return from === to ? print(from) : `${print(from)}–${print(to)}`;
  return from === null ? t('ui.filter.up_to', { value: print(to ?? 0) }) : t('ui.filter.from', { value: print(from) });
}

const AROUND = /^(next|last|older|later)-(\d+)-days$/;
const SAID = /^(?:today|tomorrow|yesterday|overdue|(?:this|next|last)-(?:week|month|quarter|year))$/;

function periodWords(value: string, t: Translator, format: Format): string {
  const [, way, count] = AROUND.exec(value) ?? [];
  if (way !== undefined)
    return t(`ui.period.${way as 'next' | 'last' | 'older' | 'later'}_days`, { count: Number(count) });
  if (SAID.test(value)) {
    const key = `ui.period.${value.replace('-', '_')}`;
    return t.has(key) ? t(key) : value;
  }
  const [from = '', to] = value.split('..');
  if (to === undefined) return format.date(from);
  if (from === '') return t('ui.filter.up_to', { value: format.date(to) });
  return to === '' ? t('ui.filter.from', { value: format.date(from) }) : `${format.date(from)}–${format.date(to)}`;
}
