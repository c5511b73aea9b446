/** For so many days what was moved to the trash can be brought back; then it is erased. Source: experience, Everywhere (trash). */
export const TRASH_DAYS = 30;

const DAY_MS = 86_400_000;

/** The instant from which on a sweep erases it. */
export function erasedFrom(trashedAt: Temporal.Instant): Temporal.Instant {
  return trashedAt.add({ hours: TRASH_DAYS * 24 });
}

/** Whole days that are left, the present one counted; never less than none. */
export function daysLeft(trashedAt: Temporal.Instant, now: Temporal.Instant): number {
  const left = erasedFrom(trashedAt).epochMilliseconds - now.epochMilliseconds;
  return Math.max(0, Math.ceil(left / DAY_MS));
}

/** What was moved by a person, or by taking an import back. */
export type TrashedVia = 'by_hand' | 'import_return';

/** Why a client stays: a reason among the texts, with what fills it. */
export interface Stop {
  reason: string;
  values?: Record<string, string | number>;
}
