import type { Format } from '#shared/format.ts';
import type { Translator } from '#shared/text.ts';
import type { HandoffItem } from '../contract.ts';

/** «квалификация → развитие». */
export function passageOf(item: Pick<HandoffItem, 'from_function' | 'to_function'>, t: Translator): string {
  return `${t(`structure.function.${item.from_function}`)} → ${t(`structure.function.${item.to_function}`)}`;
}

/** Working time left, or how late the answer is. */
export function timeLeft(item: Pick<HandoffItem, 'minutes_left' | 'overdue'>, format: Format): string {
  if (item.minutes_left === null) return '';
  return item.overdue ? format.late(Math.abs(item.minutes_left)) : format.duration(item.minutes_left);
}
