import type { Format } from '#shared/format.ts';
import type { Translator } from '#shared/text.ts';
import type { FieldView } from '../../contract.ts';
import type { CustomValue } from '../../rules.ts';

/** A value as people read it: a sum in roubles, a day, a choice and a person by their names. */
export function valueWords(
  field: FieldView,
  value: CustomValue,
  people: Readonly<Record<string, string>>,
  t: Translator,
  format: Format,
): string {
  switch (field.type) {
    case 'number':
      return format.number(Number(value), field.decimals);
    case 'money':
      return format.money(Number(value));
    case 'date':
      return format.date(String(value));
    case 'choice':
      return field.choices.find(({ key }) => key === value)?.name ?? String(value);
    case 'person':
      return people[String(value)] ?? '';
    case 'yes_no':
      return t(value === true ? 'fields.yes' : 'fields.no');
    default:
      return String(value);
  }
}
