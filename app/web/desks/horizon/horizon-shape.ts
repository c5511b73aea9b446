import type { HorizonClient } from '#modules/needs/horizon/contract.ts';
import type { Verdict } from '#modules/needs/rules.ts';

/** Lanes of the picture, from the readiest; what will not be bought is not drawn. */
export const LANES = ['now', 'dated', 'triggered', 'dormant'] as const satisfies readonly Verdict[];
export type Lane = (typeof LANES)[number];

const YEARS = 10;
const BEND_DAYS = 52;

/** The last day of the axis. */
export function axisEnd(today: Temporal.PlainDate): Temporal.PlainDate {
  return today.add({ years: YEARS });
}

const daysFrom = (today: Temporal.PlainDate, day: Temporal.PlainDate) => today.until(day, { largestUnit: 'days' }).days;

/**
 * Where a day stands, from 0 (today) to 1 (in ten years): `ln(1 + days/52)`, so that the nearest year takes half of the
 * width. What lies outside stands at the edge.
 */
export function axisShare(today: Temporal.PlainDate, day: Temporal.PlainDate): number {
  const days = Math.max(0, daysFrom(today, day));
  const all = daysFrom(today, axisEnd(today));
  return Math.min(1, Math.log(1 + days / BEND_DAYS) / Math.log(1 + all / BEND_DAYS));
}

/**
 * When a client can buy: «now» on the planned day of signing, «dated» with its window, «triggered» with the event,
 * «dormant» with the next yearly look. What has no day of its own stands at its next check, else today.
 */
export function placeOf(client: HorizonClient, lane: Lane): string | null {
  const { need, deal } = client;
  if (need === null) return null;
  switch (lane) {
    case 'now':
      return deal?.expected_on ?? null;
    case 'dated':
      return need.window_from;
    case 'triggered':
      return need.expected_on ?? need.next_check_on;
    case 'dormant':
      return need.next_check_on;
  }
}

const SMALLEST = 4;
const LARGEST = 9;
const KOPECKS_PER_MILLION = 100_000_000;

/** Radius of a mark: its area grows with the value, within limits. */
export function markRadius(valueMinor: number | null): number {
  const millions = (valueMinor ?? 0) / KOPECKS_PER_MILLION;
  return Math.min(LARGEST, Math.max(SMALLEST, 3.4 + 0.27 * Math.sqrt(millions)));
}

export interface Mark {
  client: HorizonClient;
  x: number;
  r: number;
  row: number;
  /** Where the words begin, and whether they stand at the left of the mark. */
  labelX: number;
  flipped: boolean;
  /** The right end of the window of a dated need. */
  windowTo: number | null;
  /** What the mark with its words takes up. */
  from: number;
  to: number;
}

export interface LaneShape {
  lane: Lane;
  marks: Mark[];
  rows: number;
  /** Clients whose check is late: they stand aside until they are looked at. */
  overdue: HorizonClient[];
  count: number;
  valueMinor: number;
}

const GAP = 10;
const WORDS_GAP = 5;
/** With more than these a lane of «now» draws no line from today to each mark: the lines would take a row each. */
const LINES_UP_TO = 12;

export interface LayoutInput {
  clients: readonly HorizonClient[];
  today: Temporal.PlainDate;
  width: number;
  /** Width of the words beside a mark, px. */
  measure: (client: HorizonClient) => number;
}

/** Packs the marks of each lane greedily into the first free row; near the right edge the words flip to the left. */
export function horizonShape({ clients, today, width, measure }: LayoutInput): LaneShape[] {
  return LANES.map((lane) => {
    const all = clients.filter((client) => client.need?.verdict === lane);
    const drawn = all.filter((client) => client.overdue_days === 0);
    const lines = lane === 'now' && drawn.length <= LINES_UP_TO;
    const marks = pack(drawn.map((client) => unplaced(client, { lane, today, width, words: measure(client), lines })));
    return {
      lane,
      marks,
      rows: marks.reduce((rows, mark) => Math.max(rows, mark.row + 1), 0),
      overdue: all.filter((client) => client.overdue_days > 0).toSorted((a, b) => b.overdue_days - a.overdue_days),
      count: all.length,
      valueMinor: all.reduce((sum, client) => sum + (client.need?.value_minor ?? 0), 0),
    };
  });
}

function unplaced(
  client: HorizonClient,
  at: { lane: Lane; today: Temporal.PlainDate; width: number; words: number; lines: boolean },
): Omit<Mark, 'row'> {
  const day = placeOf(client, at.lane);
  const share = (text: string) => axisShare(at.today, Temporal.PlainDate.from(text));
  const r = markRadius(client.need?.value_minor ?? null);
  const x = Math.min(at.width - r, Math.max(r, (day === null ? 0 : share(day)) * at.width));
  const flipped = x + r + WORDS_GAP + at.words > at.width;
  const labelX = flipped ? x - r - WORDS_GAP : x + r + WORDS_GAP;
  const until = at.lane === 'dated' ? (client.need?.window_until ?? null) : null;
  const windowTo = until === null ? null : Math.max(x + r, share(until) * at.width);
  const from = at.lines ? 0 : Math.min(x - r, flipped ? labelX - at.words : x - r);
  const to = Math.max(x + r, flipped ? x + r : labelX + at.words, windowTo ?? 0);
  return { client, x, r, labelX, flipped, windowTo, from, to };
}

function pack(marks: readonly Omit<Mark, 'row'>[]): Mark[] {
  const rows: { from: number; to: number }[][] = [];
  const inOrder = marks.toSorted((a, b) => a.x - b.x || (a.client.id < b.client.id ? -1 : 1));
  return inOrder.map((mark) => {
    const free = rows.findIndex((row) =>
      row.every((taken) => mark.from >= taken.to + GAP || mark.to + GAP <= taken.from),
    );
    const row = free === -1 ? rows.length : free;
    rows[row] = [...(rows[row] ?? []), { from: mark.from, to: mark.to }];
    return { ...mark, row };
  });
}

export interface Tick {
  day: Temporal.PlainDate;
  x: number;
  kind: 'today' | 'day' | 'month' | 'year';
}

const TICK_ROOM = 62;

/** Ticks of the axis, as many as stand without touching: today and the years first, then months, then a day soon. */
export function axisTicks(today: Temporal.PlainDate, width: number): Tick[] {
  const january = (year: number) => new Temporal.PlainDate(year, 1, 1);
  const months = [3, 5, 7, 9, 11].map((month) => new Temporal.PlainDate(today.year + 1, month, 1));
  const wanted: Omit<Tick, 'x'>[] = [
    { day: today, kind: 'today' },
    { day: axisEnd(today), kind: 'month' },
    { day: january(today.year + 1), kind: 'month' },
    { day: january(today.year + 2), kind: 'month' },
    ...Array.from({ length: YEARS - 2 }, (_, index) => ({
      day: january(today.year + 3 + index),
      kind: 'year' as const,
    })),
    ...months.map((day) => ({ day, kind: 'month' as const })),
    { day: today.add({ weeks: 3 }), kind: 'day' },
  ];
  const placed: Tick[] = [];
  for (const tick of wanted) {
    const x = axisShare(today, tick.day) * width;
    if (placed.every((other) => Math.abs(other.x - x) >= TICK_ROOM)) placed.push({ ...tick, x });
  }
  return placed.toSorted((a, b) => a.x - b.x);
}

export interface Stretch {
  from: Temporal.PlainDate;
  until: Temporal.PlainDate;
  x: number;
  width: number;
  count: number;
}

const STRETCHES: readonly Temporal.DurationLike[] = [
  { weeks: 2 },
  { months: 1 },
  { months: 2 },
  { months: 3 },
  { months: 5 },
  { months: 8 },
  { years: 1 },
  { months: 18 },
  { years: 2 },
  { years: 3 },
  { years: 5 },
  { years: YEARS },
];

/** How many checks fall into each stretch of the axis: the calendar above the picture. Late checks stand elsewhere. */
export function checkStretches(
  checks: readonly { on: string; count: number }[],
  today: Temporal.PlainDate,
  width: number,
): Stretch[] {
  let from = today;
  return STRETCHES.map((length) => {
    const next = today.add(length);
    const until = next.subtract({ days: 1 });
    const inside = checks.filter(({ on }) => on >= from.toString() && on <= until.toString());
    const x = axisShare(today, from) * width;
    const stretch = {
      from,
      until,
      x,
      width: axisShare(today, next) * width - x,
      count: inside.reduce((sum, check) => sum + check.count, 0),
    };
    from = next;
    return stretch;
  });
}

/** The mark to which an arrow leads: along the lane, or the nearest one of the next lane that has any. */
export function neighbour(
  lanes: readonly LaneShape[],
  currentId: string | null,
  key: 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown' | 'Home' | 'End',
): string | null {
  const inReach = lanes.map((lane) => ({ ...lane, marks: lane.marks.toSorted((a, b) => a.x - b.x) }));
  const at = inReach.findIndex((lane) => lane.marks.some((mark) => mark.client.id === currentId));
  const first = inReach.find((lane) => lane.marks.length > 0)?.marks[0];
  const lane = inReach[at];
  if (lane === undefined) return first?.client.id ?? null;
  const place = lane.marks.findIndex((mark) => mark.client.id === currentId);
  const current = lane.marks[place];
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    return (lane.marks[place + (key === 'ArrowLeft' ? -1 : 1)] ?? current)?.client.id ?? null;
  }
  if (key === 'Home' || key === 'End') return lane.marks.at(key === 'Home' ? 0 : -1)?.client.id ?? null;
  const others = key === 'ArrowUp' ? inReach.slice(0, at).toReversed() : inReach.slice(at + 1);
  const next = others.find((other) => other.marks.length > 0);
  if (next === undefined || current === undefined) return currentId;
  return next.marks.toSorted((a, b) => Math.abs(a.x - current.x) - Math.abs(b.x - current.x))[0]?.client.id ?? null;
}
