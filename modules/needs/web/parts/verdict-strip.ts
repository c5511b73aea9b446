import type { NeedWithHistory, VerdictView } from '../../contract.ts';
import type { Verdict } from '../../rules.ts';

/** The years that the strips of a client's needs share, and where a day stands on them, from 0 to 1. */
export interface StripScale {
  firstYear: number;
  lastYear: number;
  at(day: Temporal.PlainDate): number;
}

const YEARS_AHEAD = 3;
const YEARS_AT_LEAST = 5;

/** From the first thing known of any need to the last window ahead, at least a few years around today. */
export function stripScale(needs: readonly NeedWithHistory[], today: Temporal.PlainDate): StripScale {
  const past = needs.flatMap((need) => [
    yearOf(need.created_at),
    ...need.verdicts.map((one) => yearOf(one.determined_at)),
  ]);
  const ahead = needs.flatMap((need) =>
    [need.window_until, need.window_from, need.expected_on, need.next_check_on].flatMap((day) =>
      day === null ? [] : [yearOf(day)],
    ),
  );
  const lastYear = Math.max(today.year + YEARS_AHEAD, ...ahead);
  const firstYear = Math.min(today.year, lastYear - YEARS_AT_LEAST, ...past);
  const start = new Temporal.PlainDate(firstYear, 1, 1);
  const length = start.until(new Temporal.PlainDate(lastYear + 1, 1, 1), { largestUnit: 'days' }).days;
  const at = (day: Temporal.PlainDate) =>
    Math.min(1, Math.max(0, start.until(day, { largestUnit: 'days' }).days / length));
  return { firstYear, lastYear, at };
}

const yearOf = (text: string) => Number(text.slice(0, 4));

export interface StripSpan {
  verdict: Verdict;
  from: number;
  to: number;
}

export interface StripShape {
  /** What was in force from when to when; a stretch ends with the next verdict, with the need, or with today. */
  spans: StripSpan[];
  /** Each look at the need: also those that confirmed what was known. */
  checks: number[];
  /** What is ahead: the window of a dated need, the day of an expected event. */
  ahead: { verdict: Verdict; from: number; to: number } | null;
}

/** A verdict strip: patience seen at a glance. Withdrawn verdicts are not drawn. */
export function verdictStrip(need: NeedWithHistory, scale: StripScale, today: Temporal.PlainDate): StripShape {
  const standing = need.verdicts.filter((one) => !one.withdrawn);
  const end = isClosed(need) ? scale.at(dayOf(standing.at(-1)?.determined_at ?? need.created_at)) : scale.at(today);
  const spans: StripSpan[] = [];
  for (const one of standing) {
    const from = scale.at(dayOf(one.determined_at));
    const last = spans.at(-1);
    if (last?.verdict === one.verdict) continue;
    if (last !== undefined) last.to = from;
    spans.push({ verdict: one.verdict, from, to: Math.max(from, end) });
  }
  return {
    spans,
    checks: [...new Set(standing.map((one) => scale.at(dayOf(one.determined_at))))],
    ahead: aheadOf(need, scale, today),
  };
}

function aheadOf(need: NeedWithHistory, scale: StripScale, today: Temporal.PlainDate): StripShape['ahead'] {
  if (isClosed(need) || need.verdict === null) return null;
  const from = need.verdict === 'dated' ? need.window_from : need.verdict === 'triggered' ? need.expected_on : null;
  if (from === null) return null;
  const until = need.verdict === 'dated' ? (need.window_until ?? from) : from;
  if (until < today.toString()) return null;
  return {
    verdict: need.verdict,
    from: scale.at(Temporal.PlainDate.from(from)),
    to: scale.at(Temporal.PlainDate.from(until)),
  };
}

export function isClosed(need: Pick<NeedWithHistory, 'status'>): boolean {
  return need.status === 'satisfied' || need.status === 'void';
}

const dayOf = (instant: VerdictView['determined_at']) => Temporal.PlainDate.from(instant.slice(0, 10));
