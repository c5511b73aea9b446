import type { Remark } from '#modules/clients/import-cells/rules.ts';
import type { ReturnCode } from '#modules/handoffs/rules.ts';
import { checkKpp, checkOktmo, restoreInn } from '#shared/identifiers.ts';
import {
  type AnswerSaid,
  type HistoryField,
  type HistoryKind,
  type HistoryMapping,
  type OutcomeSaid,
  readAnswer,
  readHandoffKind,
  readMoment,
  readOutcome,
  readReturnCode,
  readSum,
  readTouchKind,
  readYes,
  type SaidMoment,
  type TouchKindSaid,
} from '../rules.ts';

/** Which client a row is about, as far as it says. */
export interface ClientRef {
  inn: string | null;
  kpp: string | null;
  oktmo: string | null;
  externalId: string | null;
  name: string | null;
  region: string | null;
}

export interface SaidTouch {
  kind: 'touches';
  at: SaidMoment;
  employee: string;
  touchKind: TouchKindSaid;
  summary: string;
  result: 'advance' | 'continuation' | null;
  withDecisionMaker: boolean;
  durationMinutes: number | null;
}

export interface SaidDeal {
  kind: 'deals';
  title: string;
  owner: string;
  valueMinor: number;
  marginMinor: number | null;
  opened: SaidMoment;
  /** When each later stage was entered, as far as the file knows. */
  stages: { stage: 'offer' | 'decision' | 'contract'; at: SaidMoment }[];
  outcome: OutcomeSaid;
  closed: SaidMoment | null;
  contractNumber: string | null;
  reason: string | null;
  lostTo: string | null;
  delivered: SaidMoment | null;
}

export interface SaidHandoff {
  kind: 'handoffs';
  handoffKind: 'H1' | 'H2';
  giver: string;
  receiver: string;
  offered: SaidMoment;
  answered: SaidMoment;
  answer: AnswerSaid;
  returnCode: ReturnCode | null;
  text: string | null;
}

export type SaidHistory = SaidTouch | SaidDeal | SaidHandoff;

export interface HistoryRow {
  client: ClientRef;
  /** What the other program calls the record; null where the file has no such column. */
  externalId: string | null;
  /** Null where the row is refused. */
  said: SaidHistory | null;
  remarks: Remark[];
}

const SUMMARY_LENGTH = 20_000;
const MOST_MINUTES = 1440;

/** Cells of a row under the fields that they were mapped to, and what is found wrong with them. */
class Cells {
  readonly remarks: Remark[] = [];
  readonly #texts = new Map<HistoryField, { column: string; text: string }>();

  constructor(cells: Readonly<Record<string, string>>, mapping: HistoryMapping) {
    for (const [column, field] of Object.entries(mapping)) {
      const text = (cells[column] ?? '').replace(/[\s\u00a0]+/gu, ' ').trim();
      if (field !== null && text !== '') this.#texts.set(field, { column, text });
    }
  }

  text(field: HistoryField): string | null {
    return this.#texts.get(field)?.text ?? null;
  }

  /** What has to be there and to be understood; otherwise the row is refused, with the column and the cell. */
  needed<T>(field: HistoryField, read: (text: string) => T | undefined, reason: string): T | null {
    const cell = this.#texts.get(field);
    if (cell === undefined) {
      this.refuse('history.cell_missing', { field });
      return null;
    }
    return this.#understood(cell, read, reason);
  }

  /** What may be missing; a cell that is there and says nothing sensible refuses the row, for the past is not guessed. */
  optional<T>(field: HistoryField, read: (text: string) => T | undefined, reason: string): T | null {
    const cell = this.#texts.get(field);
    return cell === undefined ? null : this.#understood(cell, read, reason);
  }

  refuse(reason: string, values: Record<string, string> = {}, column: string | null = null): void {
    this.remarks.push({ column, reason, values, refused: true });
  }

  #understood<T>(
    { column, text }: { column: string; text: string },
    read: (text: string) => T | undefined,
    reason: string,
  ): T | null {
    const value = read(text);
    if (value !== undefined) return value;
    this.refuse(reason, { value: text.slice(0, 200) }, column);
    return null;
  }
}

/** Problems of a row that may have shifted its cells: nothing in it can be trusted. */
const SHIFTED: readonly string[] = ['import.quote_not_closed', 'import.stray_quote', 'import.extra_cells'];

/**
 * Reads a row of another program's history. What it needs and does not say, or says in a way that cannot be understood,
 * refuses the row with its column and reason; a moment in the future is no history. Source: domain §3, §4, §7.
 */
export function readHistoryRow(
  kind: HistoryKind,
  cells: Readonly<Record<string, string>>,
  mapping: HistoryMapping,
  of: {
    zone: string;
    now: Temporal.Instant;
    problems: readonly { column: string | null; reason: string; value: string }[];
  },
): HistoryRow {
  const row = new Cells(cells, mapping);
  for (const { column, reason, value } of of.problems) {
    if (SHIFTED.includes(reason)) row.refuse(reason, { value: value.slice(0, 200) }, column);
  }
  const client = clientRef(row);
  const moment = (text: string) => readMoment(text, of.zone);
  const said = SAY[kind](row, moment);
  if (said !== null && momentsOf(said).some(({ at }) => Temporal.Instant.compare(at, of.now) > 0)) {
    row.refuse('history.in_future');
  }
  const refused = row.remarks.some((remark) => remark.refused);
  return { client, externalId: row.text('external_id'), said: refused ? null : said, remarks: row.remarks };
}

function clientRef(row: Cells): ClientRef {
  const checked = (check: (text: string) => { ok: true; value: string } | { ok: false }) => (text: string) => {
    const result = check(text);
    return result.ok ? result.value : undefined;
  };
  const ref = {
    inn: row.optional('client_inn', checked(restoreInn), 'history.wrong_number'),
    kpp: row.optional('client_kpp', checked(checkKpp), 'history.wrong_number'),
    oktmo: row.optional('client_oktmo', checked(checkOktmo), 'history.wrong_number'),
    externalId: row.text('client_external_id'),
    name: row.text('client_name'),
    region: row.text('client_region'),
  };
  if (ref.inn === null && ref.oktmo === null && ref.externalId === null && ref.name === null) {
    row.refuse('history.no_client');
  }
  return ref;
}

type Moment = (text: string) => SaidMoment | undefined;

const SAY: Readonly<Record<HistoryKind, (row: Cells, moment: Moment) => SaidHistory | null>> = {
  touches: sayTouch,
  deals: sayDeal,
  handoffs: sayHandoff,
};

const anything = (text: string): string => text;

function sayTouch(row: Cells, moment: Moment): SaidTouch | null {
  const at = row.needed('at', moment, 'history.wrong_date');
  const employee = row.needed('employee', anything, 'history.cell_missing');
  const minutes = row.optional('duration', readMinutes, 'history.wrong_duration');
  const kindText = row.text('touch_kind');
  if (at === null || employee === null) return null;
  const result = row.text('result');
  return {
    kind: 'touches',
    at,
    employee,
    touchKind: kindText === null ? 'note' : readTouchKind(kindText),
    // A touch says something; where the other program kept only its kind, that is what it says.
    summary: (row.text('summary') ?? kindText ?? result ?? '—').slice(0, SUMMARY_LENGTH),
    result: result === null ? null : /продвиж|advance/iu.test(result) ? 'advance' : 'continuation',
    withDecisionMaker: readYes(row.text('with_decision_maker') ?? ''),
    durationMinutes: minutes,
  };
}

function readMinutes(text: string): number | undefined {
  const clock = /^(\d{1,2}):(\d{2})(?::\d{2})?$/u.exec(text);
  const minutes =
    clock === null
      ? Number(text.replace(',', '.').replace(/\s*мин\.?$/u, ''))
      : 60 * Number(clock[1]) + Number(clock[2]);
  return Number.isFinite(minutes) && minutes >= 0 && minutes <= MOST_MINUTES ? Math.round(minutes) : undefined;
}

const LATER_STAGES = [
  ['offer', 'offer_on'],
  ['decision', 'decision_on'],
  ['contract', 'contract_on'],
] as const;

function sayDeal(row: Cells, moment: Moment): SaidDeal | null {
  const title = row.needed('title', anything, 'history.cell_missing');
  const owner = row.needed('owner', anything, 'history.cell_missing');
  const opened = row.needed('opened_on', moment, 'history.wrong_date');
  const outcome = row.optional('outcome', readOutcome, 'history.unknown_outcome');
  const closed = row.optional('closed_on', moment, 'history.wrong_date');
  const delivered = row.optional('delivered_on', moment, 'history.wrong_date');
  const value = row.optional('value', readSum, 'history.wrong_sum');
  const margin = row.optional('margin', readSum, 'history.wrong_sum');
  const stages = LATER_STAGES.flatMap(([stage, field]) => {
    const at = row.optional(field, moment, 'history.wrong_date');
    return at === null ? [] : [{ stage, at }];
  });
  if (title === null || owner === null || opened === null || row.remarks.length > 0) return null;
  const said: SaidDeal = {
    kind: 'deals',
    title: title.slice(0, 500),
    owner,
    valueMinor: value ?? 0,
    marginMinor: margin,
    opened,
    stages,
    outcome: outcome ?? (delivered === null ? 'open' : 'signed'),
    closed,
    contractNumber: row.text('contract_number'),
    reason: row.text('reason'),
    lostTo: row.text('lost_to'),
    delivered,
  };
  const closes = said.outcome !== 'open';
  if (closes && closed === null) row.refuse('history.closed_without_day');
  if (!closes && closed !== null) row.refuse('history.open_with_day');
  const inOrder = [opened, ...stages.map(({ at }) => at), ...(closed === null ? [] : [closed])];
  if (inOrder.some((one, index) => index > 0 && isBefore(one, inOrder[index - 1])))
    row.refuse('history.dates_disorder');
  if (delivered !== null && closed !== null && isBefore(delivered, closed)) row.refuse('history.dates_disorder');
  return said;
}

function sayHandoff(row: Cells, moment: Moment): SaidHandoff | null {
  const handoffKind = row.needed('handoff_kind', readHandoffKind, 'history.unknown_handoff');
  const giver = row.needed('giver', anything, 'history.cell_missing');
  const receiver = row.needed('receiver', anything, 'history.cell_missing');
  const offered = row.needed('offered_at', moment, 'history.wrong_date');
  const answered = row.optional('answered_at', moment, 'history.wrong_date');
  const answer = row.needed('answer', readAnswer, 'history.unknown_answer');
  if (handoffKind === null || giver === null || receiver === null || offered === null || answer === null) return null;
  if (answered !== null && isBefore(answered, offered)) row.refuse('history.dates_disorder');
  const code = row.text('return_code');
  const text = [row.text('answer_text'), code].filter((one) => one !== null);
  return {
    kind: 'handoffs',
    handoffKind,
    giver,
    receiver,
    offered,
    answered: answered ?? offered,
    answer,
    returnCode: answer === 'returned' ? readReturnCode(code ?? row.text('answer_text') ?? '') : null,
    text: text[0] ?? null,
  };
}

const isBefore = (one: SaidMoment, other: SaidMoment | undefined): boolean =>
  other !== undefined && Temporal.Instant.compare(one.at, other.at) < 0;

function momentsOf(said: SaidHistory): SaidMoment[] {
  switch (said.kind) {
    case 'touches':
      return [said.at];
    case 'deals':
      return [
        said.opened,
        ...said.stages.map(({ at }) => at),
        ...[said.closed, said.delivered].filter((moment) => moment !== null),
      ];
    case 'handoffs':
      return [said.offered, said.answered];
  }
}

/** The employee names that a row speaks of. */
export function peopleOf(said: SaidHistory): string[] {
  switch (said.kind) {
    case 'touches':
      return [said.employee];
    case 'deals':
      return [said.owner];
    case 'handoffs':
      return [said.giver, said.receiver];
  }
}

/** Why a row is not taken, where it is no single cell's fault. */
export const refusal = (reason: string, values: Remark['values'] = {}): Remark => ({
  column: null,
  reason,
  values,
  refused: true,
});
