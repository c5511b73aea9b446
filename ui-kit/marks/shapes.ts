import { wilson95 } from '#shared/statistics.ts';

const FEW_CASES = 10;

/** What an interval whisker draws: the share, its 95 % interval, and whether the cases are too few to conclude. */
export interface WhiskerShape {
  share: number;
  low: number;
  high: number;
  few: boolean;
}

export function whiskerShape(part: number, whole: number): WhiskerShape {
  const { low, high } = wilson95(part, whole);
  return { share: whole === 0 ? 0 : part / whole, low, high, few: whole < FEW_CASES };
}

/** How a load bar is drawn, in shares of its track: the work held, the tick of the norm, and whether it is beyond. */
export interface LoadShape {
  held: number;
  norm: number;
  over: boolean;
}

/** The norm stands at 87 % of the track, so that going beyond has room; a greater load ends near the track's end. */
export function loadShape(held: number, norm: number): LoadShape {
  const end = Math.max(norm * 1.15, held * 1.04);
  if (end <= 0) return { held: 0, norm: 1, over: false };
  return { held: Math.max(0, held) / end, norm: norm / end, over: held > norm };
}

/** Initials for an avatar: «Андрей Лыткин» → «АЛ», «О. Бахтина» → «ОБ», «Линия» → «Л». */
export function initials(name: string): string {
  return name
    .split(/[\s.]+/)
    .filter((word) => word !== '')
    .slice(0, 2)
    .map((word) => word[0]?.toLocaleUpperCase() ?? '')
    .join('');
}
