import { isCustomName } from '#modules/fields/rules.ts';
import type { Texts } from '#ui-kit/text.tsx';
import type { ListGroup } from '../../contract.ts';

/** What a group is called whose values are no closed list of the program: a name, a month, yes or no, nothing. */
export function groupLabel(
  { t, format }: Pick<Texts, 't' | 'format'>,
  by: string | null,
  { value, label }: ListGroup,
  isMonth: boolean,
): string {
  if (value === null) return t('lists.group_without');
  if (isMonth) return format.monthYear(`${value}-01`);
  if (label === null && by !== null && isCustomName(by)) return t(value === 'true' ? 'fields.yes' : 'fields.no');
  return label ?? value;
}
