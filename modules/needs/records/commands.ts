import { admitParticipant, dismissParticipant } from '#modules/clients/commands.ts';
import { registerClosingEffect } from '#modules/clients/holding/commands.ts';
import { lockClient, reachOf } from '#modules/clients/queries.ts';
import { offerUndo, record, registerUndo } from '#modules/journal/commands.ts';
import { companyToday } from '#modules/people/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { forbidden, notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import { mayReadNeeds, mayWorkOnNeeds } from '../access.ts';
import type { Need, NeedEdit, NeedInput } from '../contract.ts';
import { NEED_OWNER } from '../passing/commands.ts';
import { clientForNeeds } from '../queries.ts';
import { isOpen, mayBecome } from '../rules.ts';
import {
  clientOfNeed,
  competitorsOf,
  insertNeed,
  insertRecurrence,
  lockNeed,
  lockOpenNeeds,
  type NeedChange,
  type NeedRow,
  needById,
  replaceCompetitors,
  saveNeed,
} from '../store.ts';
import { notInUse } from '../uses/commands.ts';
import { followEarliestCheck } from '../waiting/commands.ts';

/**
 * Records a need of a client. It is potential: only we say so, until the buyer restates it. Its owner is whoever holds the
 * client, else whoever records it. Refuses: `needs.nobody_owns`. Source: domain §5.
 */
export async function recordNeed(context: WriteContext, clientId: string, input: NeedInput): Promise<Result<Need>> {
  const client = await clientForNeeds(context, clientId);
  if (!client.ok) return client;
  const ownerId = client.value.holder_id ?? context.actor.employeeId;
  if (ownerId === null) return refuse('needs.nobody_owns');
  const id = await insertNeed(context, {
    clientId,
    ownerId,
    salesSystemId: client.value.sales_system_id,
    subject: input.subject.trim(),
    productLine: input.product_line ?? null,
    valueMinor: input.value_minor ?? null,
    origin: input.origin,
    originNote: input.origin_note ?? null,
    financingRoute: input.financing_route ?? null,
  });
  await replaceCompetitors(context, id, input.competitors ?? []);
  await admitParticipant(context, clientId, ownerId, NEED_OWNER, id);
  await record(context, { action: 'need.recorded', subject: { kind: 'need', id }, clientId, after: input });
  return changedNeed(context, id, clientId, 'need.recorded');
}

/** Edits what is known of an open need. Refuses: `needs.closed`, a stale version. */
export async function editNeed(
  context: WriteContext,
  id: string,
  { version, ...edit }: NeedEdit,
): Promise<Result<Need>> {
  const opened = await needForWork(context, id, version);
  if (!opened.ok) return opened;
  const need = opened.value;
  const { competitors, ...columns } = edit;
  const before: Record<string, unknown> = Object.fromEntries(
    Object.keys(columns).map((name) => [name, need[name as keyof typeof columns] ?? null]),
  );
  if (competitors !== undefined) {
    before.competitors = await competitorsOf(context, id);
    await replaceCompetitors(context, id, competitors);
  }
  if (!(await saveNeed(context, need, columns))) return staleNeed(context, id);
  const entry = await record(context, {
    action: 'need.edited',
    subject: { kind: 'need', id },
    clientId: need.client_id,
    before,
    after: edit,
  });
  offerUndo(context, entry);
  return changedNeed(context, id, need.client_id, 'need.edited');
}

/**
 * The need is satisfied by us, by a competitor, or otherwise; nobody looks at it any more.
 * Refuses: `needs.wrong_status`, `needs.deal_open`, a stale version. Source: domain §5.
 */
export async function satisfyNeed(
  context: WriteContext,
  id: string,
  body: { version?: number; by: 'us' | 'competitor' | 'otherwise'; note?: string | null },
): Promise<Result<Need>> {
  const change = { status: 'satisfied', satisfied_by: body.by, closed_note: body.note ?? null } as const;
  return closeNeed(context, id, body.version, change);
}

/** There is no such need after all. Refuses: `needs.wrong_status`, `needs.deal_open`, a stale version. */
export async function voidNeed(
  context: WriteContext,
  id: string,
  body: { version?: number; note: string },
): Promise<Result<Need>> {
  return closeNeed(context, id, body.version, { status: 'void', closed_note: body.note });
}

type Closing = NeedChange & { status: 'satisfied' | 'void' };

async function closeNeed(
  context: WriteContext,
  id: string,
  version: number | undefined,
  change: Closing,
): Promise<Result<Need>> {
  const opened = await needForWork(context, id, version);
  if (!opened.ok) return opened;
  const free = await notInUse(context, id);
  if (!free.ok) return free;
  const ended = await endNeed(context, opened.value, change);
  if (!ended.ok) return ended;
  const client = await lockClient(context, opened.value.client_id);
  if (!client.ok) return client;
  const followed = await followEarliestCheck(context, client.value);
  if (!followed.ok) return followed;
  return changedNeed(context, id, opened.value.client_id, 'need.closed');
}

/** A need that is locked comes to its end: no check, no owner of one, no reason to work with the client. */
async function endNeed(context: WriteContext, need: NeedRow, change: Closing): Promise<Result<undefined>> {
  const possible = mayBecome(need.status, change.status);
  if (!possible.ok) return possible;
  const closedOn = (await companyToday(context)).toString();
  const closed = { ...change, closed_on: closedOn, next_check_on: null, check_owner_id: null };
  if (!(await saveNeed(context, need, closed))) return staleNeed(context, need.id);
  await dismissParticipant(context, need.client_id, NEED_OWNER, need.id);
  await record(context, {
    action: change.status === 'void' ? 'need.voided' : 'need.satisfied',
    subject: { kind: 'need', id: need.id },
    clientId: need.client_id,
    before: { status: need.status },
    after: change,
  });
  return ok();
}

/** The need arose again on a day and was not realised. Source: domain §5 (recurrence), method M23. */
export async function recordRecurrence(
  context: WriteContext,
  id: string,
  body: { on_day: string; why_not: string },
): Promise<Result<Need>> {
  const opened = await needForWork(context, id);
  if (!opened.ok) return opened;
  const recurrenceId = await insertRecurrence(context, id, body.on_day, body.why_not);
  await record(context, {
    action: 'need.recurred',
    subject: { kind: 'need', id },
    clientId: opened.value.client_id,
    after: { ...body, recurrence_id: recurrenceId },
  });
  return changedNeed(context, id, opened.value.client_id, 'need.recurred');
}

/**
 * The need, locked after its client (always in this order), for whoever may work on it; with a version, the one that was
 * read. Refuses: `needs.not_yours`, `needs.closed`, a stale version.
 */
export async function needForWork(context: WriteContext, id: string, version?: number): Promise<Result<NeedRow>> {
  const clientId = await clientOfNeed(context, id);
  if (clientId === null) return notFound();
  const client = await lockClient(context, clientId);
  if (!client.ok) return client;
  const reach = await reachOf(context, clientId);
  if (!mayReadNeeds(reach)) return notFound();
  if (!mayWorkOnNeeds(context.actor, reach)) return forbidden('needs.not_yours');
  const need = await lockNeed(context, id);
  if (need === null) return notFound();
  if (version !== undefined && version !== need.version) return staleNeed(context, id);
  if (!isOpen(need.status)) return refuse('needs.closed', { code: 'conflict' });
  return ok(need);
}

export async function staleNeed(context: WriteContext, id: string): Promise<Result<never>> {
  return staleVersion(await needById(context, id));
}

/** Tells whoever looks at the client, and answers with the need as it now stands. */
export async function changedNeed(
  context: WriteContext,
  id: string,
  clientId: string,
  type: string,
): Promise<Result<Need>> {
  await announce(context, { type, subjectKind: 'need', subjectId: id, clientId });
  const need = await needById(context, id);
  return need === null ? notFound() : ok(need);
}

/** An edit is taken back; the needs of a client that is closed end with it. */
export function registerRecords(): void {
  registerUndo('need.edited', async (context, entry) => {
    const opened = await needForWork(context, entry.subjectId);
    if (!opened.ok) return opened;
    // Written by `editNeed`, which is what makes the shape true.
    const { competitors, ...columns } = entry.before as Omit<NeedEdit, 'version'>;
    if (competitors !== undefined) await replaceCompetitors(context, entry.subjectId, competitors);
    await saveNeed(context, opened.value, columns);
    return changedNeed(context, entry.subjectId, opened.value.client_id, 'need.edited');
  });
  registerClosingEffect('needs', async (context, client) => {
    for (const need of await lockOpenNeeds(context, client.id)) {
      const ended = await endNeed(context, need, { status: 'void', closed_note: client.closed_reason ?? '' });
      if (!ended.ok) return ended;
    }
    return ok();
  });
}
