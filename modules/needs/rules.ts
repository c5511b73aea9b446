import { ok, type Result, refuse } from '#shared/result.ts';
import { nextWorkingDay, type WorkingCalendar } from '#shared/working-calendar.ts';

export const ORIGINS = ['identified', 'formed'] as const;
export const STATUSES = ['potential', 'actual', 'satisfied', 'void'] as const;
export type NeedStatus = (typeof STATUSES)[number];
export const VERDICTS = ['now', 'dated', 'triggered', 'dormant', 'none'] as const;
export type Verdict = (typeof VERDICTS)[number];
export const BLOCKERS = [
  'budget',
  'authority',
  'running_contract',
  'programme',
  'technical',
  'politics',
  'competitor',
  'other',
] as const;
export type Blocker = (typeof BLOCKERS)[number];
export const FINANCING_ROUTES = ['own_budget', 'subsidy', 'energy_service', 'concession', 'lease', 'other'] as const;
export const EVIDENCE_FORMS = ['conversation', 'letter', 'document', 'public_source', 'meeting_minutes'] as const;
export const TRIGGER_KINDS = [
  'draft_budget',
  'procurement_schedule',
  'programme',
  'election',
  'contract_end',
  'tariff',
  'accident',
  'regulator_order',
  'neighbour_reference',
  'competitor_failure',
  'other',
] as const;
export type TriggerKind = (typeof TRIGGER_KINDS)[number];

/** Days between looks at a client, by how near its window is; editable norms of the sales system. */
export interface Cadence {
  nowDays: number;
  window6MonthsDays: number;
  window18MonthsDays: number;
  laterDays: number;
  dormantDays: number;
  /** How long before a window opens the work on it has to begin. */
  leadTimeDays: number;
}

/** What somebody found out about the readiness of a need. */
export interface VerdictInput {
  verdict: Verdict;
  blocker: Blocker | null;
  unlocks: string | null;
  evidence: string;
  windowFrom: Temporal.PlainDate | null;
  windowUntil: Temporal.PlainDate | null;
  expectedEvent: string | null;
  expectedOn: Temporal.PlainDate | null;
}

/** An open need is the one that is still looked at: potential or actual. */
export function isOpen(status: NeedStatus): status is 'potential' | 'actual' {
  return status === 'potential' || status === 'actual';
}

const NEXT: Record<NeedStatus, readonly NeedStatus[]> = {
  potential: ['actual', 'satisfied', 'void'],
  actual: ['satisfied', 'void'],
  satisfied: [],
  void: [],
};

/**
 * Whether a need may go from one status to another: potential → actual → satisfied or void, never back.
 * Refuses: `needs.wrong_status`. Source: domain §5.
 */
export function mayBecome(from: NeedStatus, to: NeedStatus): Result<undefined> {
  return NEXT[from].includes(to) ? ok() : refuse('needs.wrong_status', { code: 'conflict', details: { from, to } });
}

/**
 * Whether a verdict says what it must: evidence always; a window for `dated`, an event for `triggered`, a blocker for every
 * verdict but `now`. Refuses with the first missing thing: `needs.evidence_required`, `needs.window_required`,
 * `needs.window_backwards`, `needs.window_passed`, `needs.event_required`, `needs.blocker_required`. Source: domain §5.
 */
export function checkVerdict(input: VerdictInput, today: Temporal.PlainDate): Result<undefined> {
  if (input.evidence.trim() === '') return missing('evidence', 'needs.evidence_required');
  if (input.verdict === 'dated' && input.windowFrom === null) return missing('window_from', 'needs.window_required');
  if (input.windowFrom !== null && input.windowUntil !== null && before(input.windowUntil, input.windowFrom)) {
    return missing('window_until', 'needs.window_backwards');
  }
  const end = input.windowUntil ?? input.windowFrom;
  if (input.verdict === 'dated' && end !== null && before(end, today))
    return missing('window_from', 'needs.window_passed');
  if (input.verdict === 'triggered' && (input.expectedEvent ?? '').trim() === '')
    return missing('expected_event', 'needs.event_required');
  if (input.verdict !== 'now' && input.blocker === null) return missing('blocker', 'needs.blocker_required');
  return ok();
}

function missing(field: string, reason: string): Result<never> {
  return refuse(reason, { code: 'invalid_input', fields: [{ path: `/${field}`, reason }] });
}

function before(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) < 0;
}

const MONTHS_NEAR = 6;
const MONTHS_FAR = 18;

/** How many days may pass until the next look, by verdict and by how near the window is. Source: domain §5 (cadence). */
export function cadenceDays(
  input: Pick<VerdictInput, 'verdict' | 'windowFrom' | 'expectedOn'>,
  today: Temporal.PlainDate,
  cadence: Cadence,
): number {
  if (input.verdict === 'now') return cadence.nowDays;
  if (input.verdict === 'dormant') return cadence.dormantDays;
  const opens = input.verdict === 'dated' ? input.windowFrom : input.expectedOn;
  if (opens === null) return cadence.laterDays;
  if (!before(today.add({ months: MONTHS_NEAR }), opens)) return cadence.window6MonthsDays;
  if (!before(today.add({ months: MONTHS_FAR }), opens)) return cadence.window18MonthsDays;
  return cadence.laterDays;
}

/**
 * The day of the next look: the earlier of «window start − lead time» and «last contact + cadence», but never before the
 * next working day of whoever looks. `none` is not looked at any more. Source: domain §5.
 */
export function nextCheck(
  input: Pick<VerdictInput, 'verdict' | 'windowFrom' | 'expectedOn'>,
  lastContact: Temporal.PlainDate,
  today: Temporal.PlainDate,
  cadence: Cadence,
  calendar: WorkingCalendar,
): Temporal.PlainDate | null {
  if (input.verdict === 'none') return null;
  const byCadence = lastContact.add({ days: cadenceDays(input, today, cadence) });
  const byWindow =
    input.verdict === 'dated' && input.windowFrom !== null
      ? input.windowFrom.subtract({ days: cadence.leadTimeDays })
      : byCadence;
  const wanted = before(byWindow, byCadence) ? byWindow : byCadence;
  const earliest = nextWorkingDay(calendar, today);
  return before(wanted, earliest) ? earliest : wanted;
}

/** Whether a dated need has come so near that work on it has to begin. Source: domain §5 (lead time), §7. */
export function isInsideLeadTime(
  windowFrom: Temporal.PlainDate | null,
  today: Temporal.PlainDate,
  leadTimeDays: number,
): boolean {
  return windowFrom !== null && !before(today, windowFrom.subtract({ days: leadTimeDays }));
}

/** Whether work on a client may begin: a need is relevant now, or so near that work has to begin. Source: domain §5, §7. */
export function mayBeWorked(
  need: { verdict: Verdict | null; windowFrom: Temporal.PlainDate | null },
  today: Temporal.PlainDate,
  leadTimeDays: number,
): boolean {
  if (need.verdict === 'now') return true;
  return need.verdict === 'dated' && isInsideLeadTime(need.windowFrom, today, leadTimeDays);
}

const SHARE_OF_CALLS_FOR_EVENTS = 10;
const WHOLE_CAPACITY_BP = 10_000;

/**
 * How many checks caused by events fit into a day of an owner: a tenth of the day's calls, by capacity, at least one. The
 * rest of the day belongs to what was planned already.
 */
export function eventChecksPerDay(callsPerDay: number, capacityBp: number): number {
  return Math.max(1, Math.floor((callsPerDay * capacityBp) / WHOLE_CAPACITY_BP / SHARE_OF_CALLS_FOR_EVENTS));
}

/**
 * Spreads the checks that one event causes over the working days of an owner, so that a region's programme does not fall
 * on one morning: at most `perDay` a day together with those that stand there already (`taken`, by ISO day), beginning with
 * the next working day. Source: domain §5 (trigger).
 */
export function spreadChecks(
  count: number,
  perDay: number,
  today: Temporal.PlainDate,
  calendar: WorkingCalendar,
  taken: ReadonlyMap<string, number> = new Map(),
): Temporal.PlainDate[] {
  const days: Temporal.PlainDate[] = [];
  let day = nextWorkingDay(calendar, today);
  while (days.length < count) {
    const free = Math.max(0, perDay - (taken.get(day.toString()) ?? 0));
    for (let placed = 0; placed < free && days.length < count; placed++) days.push(day);
    day = nextWorkingDay(calendar, day);
  }
  return days;
}
