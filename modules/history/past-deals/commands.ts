import { planStep } from '#modules/activities/commands.ts';
import type { PastTouch } from '#modules/activities/history/commands.ts';
import { changeFacts } from '#modules/clients/commands.ts';
import type { ClientRow } from '#modules/clients/contract.ts';
import type { Remark } from '#modules/clients/import-cells/rules.ts';
import { lockClient } from '#modules/clients/queries.ts';
import type { FactsPatch } from '#modules/clients/rules.ts';
import { rememberDeal } from '#modules/deals/history/commands.ts';
import { rememberNeed } from '#modules/needs/history/commands.ts';
import { calendarOf, companyOf, companyToday } from '#modules/people/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { nextWorkingDay, workingDayFrom } from '#shared/working-calendar.ts';
import { refusal, type SaidDeal } from '../rows/rules.ts';
import type { HistoryKind } from '../rules.ts';
import type { HistoryRecord } from '../store.ts';

/** What all rows of a file share. */
export interface FileOf {
  importId: string;
  kind: HistoryKind;
  source: string;
  salesSystemId: string;
}

/** Somebody who is named in the file: whether they still work here decides what may rest with them. */
export interface Colleague {
  id: string;
  active: boolean;
}

/** What a batch gathers on its way. */
export interface Batch {
  context: WriteContext;
  of: FileOf;
  remembered: HistoryRecord[];
  touches: PastTouch[];
  /** Former employees whom this batch has remembered, by name. */
  people: Map<string, Colleague>;
}

const LOOK_AGAIN_DAYS = 365;
const REVIEW = {
  ru: 'Разобрать сделку, перенесённую из прежней программы',
  en: 'Review the deal brought from the former program',
} as const;

interface Place {
  clientId: string;
  row: number;
  owner: Colleague;
}

/**
 * Writes a deal of the past with the need that it was about, and lets the client stand where the deal left it, as long as
 * nobody works with it here: an open deal is developed by its owner with a step to review it, a postponed one waits, a won
 * one is delivered, a lost one is lost, each with a check and its owner. What rests with somebody needs somebody who works
 * here: an open or postponed deal of one who has left is refused. Source: domain §2, §5, §7.
 */
export async function takeDeal(
  batch: Batch,
  said: SaidDeal,
  place: Place,
): Promise<{ dealId: string | null; remarks: Remark[] }> {
  const { context, of } = batch;
  const rests = said.outcome === 'open' || said.outcome === 'postponed';
  if (rests && !place.owner.active) {
    return { dealId: null, remarks: [refusal('history.owner_left', { name: said.owner })] };
  }
  const locked = await lockClient(context, place.clientId);
  if (!locked.ok) return { dealId: null, remarks: [refusal('history.client_unknown')] };
  const need = await rememberNeed(context, {
    clientId: place.clientId,
    salesSystemId: of.salesSystemId,
    subject: said.title,
    valueMinor: said.valueMinor,
    since: said.opened.at,
    sinceDay: said.opened.day,
    fate: fateOf(said, place.owner, of.source),
  });
  const dealId = await rememberDeal(context, {
    clientId: place.clientId,
    needId: need.id,
    salesSystemId: of.salesSystemId,
    ownerId: place.owner.id,
    title: said.title,
    valueMinor: said.valueMinor,
    marginMinor: said.marginMinor,
    openedAt: said.opened.at,
    openedOn: said.opened.day,
    moves: said.stages.map(({ stage, at }) => ({ stage, at: at.at })),
    end: endOf(said),
  });
  const remarks = await placeClient(batch, said, { ...place, client: locked.value, checkOn: need.checkOn, dealId });
  return { dealId, remarks };
}

function fateOf(said: SaidDeal, owner: Colleague, source: string): Parameters<typeof rememberNeed>[1]['fate'] {
  const on = said.closed?.day ?? said.opened.day;
  if (said.outcome === 'signed') return { as: 'satisfied', by: 'us', on, note: said.contractNumber };
  if (said.outcome === 'lost') {
    return {
      as: 'satisfied',
      by: said.lostTo === null ? 'otherwise' : 'competitor',
      on,
      note: said.lostTo ?? said.reason,
    };
  }
  return {
    as: 'open',
    verdict: said.outcome === 'open' ? 'now' : 'dormant',
    ownerId: owner.id,
    determinedBy: owner.id,
    evidence: said.reason === null ? source : `${source}: ${said.reason}`,
  };
}

const UNSAID = '—';

function endOf(said: SaidDeal): Parameters<typeof rememberDeal>[1]['end'] {
  const closed = said.closed ?? said.opened;
  switch (said.outcome) {
    case 'open':
      return null;
    case 'signed':
      return { as: 'signed', at: closed.at, on: closed.day, contractNumber: said.contractNumber ?? UNSAID };
    case 'lost':
    case 'postponed':
      return { as: said.outcome, at: closed.at, to: said.lostTo, reason: said.reason ?? UNSAID };
  }
}

interface Placing extends Place {
  client: ClientRow;
  checkOn: string | null;
  dealId: string;
}

const IDLE = ['cold', 'warm', 'lost', 'delivered'];

async function placeClient(batch: Batch, said: SaidDeal, placing: Placing): Promise<Remark[]> {
  const { context } = batch;
  const { client, owner } = placing;
  if (!IDLE.includes(client.state) || client.holder_id !== null) return [];
  if (!owner.active)
    return [{ column: null, reason: 'history.state_left', values: { name: said.owner }, refused: false }];
  if (said.outcome === 'open') return takeIntoWork(batch, said, placing);
  const facts = await factsAfter(batch, said, placing);
  if (facts === null) return [];
  const changed = await changeFacts(context, client.id, facts.patch);
  if (!changed.ok) return [refusal(changed.reason)];
  batch.remembered.push({
    kind: 'client_state',
    key: client.id,
    said: facts.set,
    record_id: client.id,
    client_id: client.id,
    row_number: placing.row,
  });
  return [];
}

async function takeIntoWork({ context }: Batch, said: SaidDeal, { client, owner, dealId }: Placing): Promise<Remark[]> {
  const [company, today, calendar] = await Promise.all([
    companyOf(context),
    companyToday(context),
    calendarOf(context, owner.id),
  ]);
  const planned = await planStep(
    context,
    {
      client_id: client.id,
      owner_id: owner.id,
      kind: 'task',
      title: `${REVIEW[company.language]}: ${said.title}`.slice(0, 500),
      due_on: nextWorkingDay(calendar, today).toString(),
      about: { kind: 'deal', id: dealId },
    },
    {
      holder: { employeeId: owner.id, via: 'taken' },
      developing: true,
      ...(said.stages.some(({ stage }) => stage === 'contract') ? { contractsOpenBy: 1 } : {}),
    },
  );
  return planned.ok ? [] : [refusal(planned.reason)];
}

/** What the latest deal makes of a client whom nobody works with; null when a later one has spoken already. */
async function factsAfter(
  { context }: Batch,
  said: SaidDeal,
  { client, owner, checkOn }: Placing,
): Promise<{ set: string; patch: FactsPatch } | null> {
  const closed = (said.delivered ?? said.closed ?? said.opened).day;
  if (said.outcome === 'postponed') {
    if (checkOn === null) return null;
    const patch: FactsPatch = {
      waitingReason: said.reason ?? said.title,
      holder: { employeeId: owner.id, via: 'taken' },
      check: { on: checkOn, ownerId: owner.id },
    };
    return { set: 'waiting', patch };
  }
  const last = client.delivered_on ?? client.lost_on;
  if (last !== null && last > closed.toString()) return null;
  const [today, calendar] = await Promise.all([companyToday(context), calendarOf(context, owner.id)]);
  const year = closed.add({ days: LOOK_AGAIN_DAYS });
  const on =
    Temporal.PlainDate.compare(year, today) > 0 ? workingDayFrom(calendar, year) : nextWorkingDay(calendar, today);
  const check = { on, ownerId: owner.id };
  if (said.outcome === 'signed') {
    const note = [said.title, said.contractNumber].filter((part) => part !== null).join(', ');
    return { set: 'delivered', patch: { delivered: { on: closed, note }, lost: null, check } };
  }
  return {
    set: 'lost',
    patch: { lost: { on: closed, to: said.lostTo, reason: said.reason ?? UNSAID }, check },
  };
}
