import type { HorizonClient } from '#modules/needs/horizon/contract.ts';
import { LANES, placeOf } from './horizon-shape.ts';

export type SpanKind = 'week' | 'rest_of_year' | 'q1' | 'q2' | 'half2' | 'year' | 'years';

export interface Span {
  key: string;
  kind: SpanKind;
  from: Temporal.PlainDate;
  /** The last day. */
  until: Temporal.PlainDate;
  clients: HorizonClient[];
  valueMinor: number;
}

const YEARS = 10;

/** The horizon in stretches that fit a phone: this week, the rest of the year, quarters of the next, then years. */
export function spansOf(clients: readonly HorizonClient[], today: Temporal.PlainDate): Span[] {
  const day = (year: number, month: number, date: number) => new Temporal.PlainDate(year, month, date);
  const next = today.year + 1;
  const weekEnd = today.add({ days: 7 - today.dayOfWeek });
  const yearEnd = day(today.year, 12, 31);
  const frames: Pick<Span, 'kind' | 'from' | 'until'>[] = [
    { kind: 'week', from: today, until: weekEnd },
    { kind: 'rest_of_year', from: weekEnd.add({ days: 1 }), until: yearEnd },
    { kind: 'q1', from: day(next, 1, 1), until: day(next, 3, 31) },
    { kind: 'q2', from: day(next, 4, 1), until: day(next, 6, 30) },
    { kind: 'half2', from: day(next, 7, 1), until: day(next, 12, 31) },
    { kind: 'year', from: day(next + 1, 1, 1), until: day(next + 1, 12, 31) },
    { kind: 'years', from: day(next + 2, 1, 1), until: day(next + 3, 12, 31) },
    { kind: 'years', from: day(next + 4, 1, 1), until: day(today.year + YEARS, 12, 31) },
  ];
  return frames
    .filter(({ from, until }) => Temporal.PlainDate.compare(from, until) <= 0)
    .map((frame, index, all) => {
      const first = index === 0;
      const last = index === all.length - 1;
      const inside = clients.filter((client) => {
        const on = placed(client, today);
        if (on === null || client.overdue_days > 0) return false;
        return (first || on >= frame.from.toString()) && (last || on <= frame.until.toString());
      });
      return {
        ...frame,
        key: `${frame.kind}-${frame.from.toString()}`,
        clients: inside.toSorted(byReadiness),
        valueMinor: inside.reduce((sum, client) => sum + (client.need?.value_minor ?? 0), 0),
      };
    });
}

function laneOf(client: HorizonClient) {
  return LANES.find((lane) => lane === client.need?.verdict);
}

/** The day on which a client can buy; one that can buy with no planned day stands today. */
function placed(client: HorizonClient, today: Temporal.PlainDate): string | null {
  const lane = laneOf(client);
  return lane === undefined ? null : (placeOf(client, lane) ?? today.toString());
}

function byReadiness(a: HorizonClient, b: HorizonClient): number {
  return rank(a) - rank(b) || (b.need?.value_minor ?? 0) - (a.need?.value_minor ?? 0);
}

function rank(client: HorizonClient): number {
  const lane = laneOf(client);
  return lane === undefined ? LANES.length : LANES.indexOf(lane);
}
