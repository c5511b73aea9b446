import { changeFacts } from '#modules/clients/commands.ts';
import type { ClientRow } from '#modules/clients/contract.ts';
import { registerClosingEffect, registerFirstStep, registerTransferEffect } from '#modules/clients/holding/commands.ts';
import { contactsOf, lockClient, reachOf } from '#modules/clients/queries.ts';
import { type FactsPatch, groupOf } from '#modules/clients/rules.ts';
import { offerUndo, record, registerUndo } from '#modules/journal/commands.ts';
import { calendarOf, employeeById } from '#modules/people/queries.ts';
import { registerSuccession } from '#modules/structure/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { newId } from '#shared/ids.ts';
import { forbidden, invalid, notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import { mayPlanFor, mayReadActivities, mayWorkOnStep } from '../access.ts';
import type { About, PostponeInput, Step, StepInput } from '../contract.ts';
import { mayCloseStep, nextStepOf, type StepDate, stepDate } from '../rules.ts';
import { insertStep, lockOpenSteps, openStepsOwnedBy, type StepRow, saveStep, stepById, stepRow } from './store.ts';

/** A command called by another one has no version in hand; one that comes from a screen has. */
export type Versioned<T extends { version: number }> = Omit<T, 'version'> & { version?: number };

/**
 * Plans a step at a client and puts the most urgent step of its holder to the client as the next one. With `facts` it runs
 * inside another command that has checked access already, and step and facts are applied in one change: so a client gets
 * its holder, its state and its first step at the same instant. The owner is the one named, else the (new) holder.
 * Refuses: `activities.date_past`, `activities.time_past`, `activities.nobody_carries`, `activities.unknown_owner`,
 * `activities.contact_elsewhere`. Source: domain §2.
 */
export async function planStep(
  context: WriteContext,
  input: StepInput & { client_id: string },
  facts?: FactsPatch,
): Promise<Result<Step>> {
  const locked = await lockClient(context, input.client_id);
  if (!locked.ok) return locked;
  const client = locked.value;
  const holderId = holderAfter(client, facts);
  const ownerId = input.owner_id ?? holderId ?? context.actor.employeeId;
  if (ownerId === null) return refuse('activities.nobody_carries');
  if (facts === undefined) {
    const allowed = await mayPlanHere(context, client, ownerId);
    if (!allowed.ok) return allowed;
  }
  const added = await addStep(context, client, ownerId, input);
  if (!added.ok) return added;
  const settled = await settleNextStep(context, client, facts);
  if (!settled.ok) return settled;
  if (facts === undefined) offerUndo(context, added.value.entryId);
  return stepNow(context, added.value.id);
}

/**
 * Puts a step off, or moves it, to another day with the reason. The day is not in the past.
 * Refuses: `activities.date_past`, `activities.time_past`, `activities.step_closed`.
 */
export async function postponeStep(
  context: WriteContext,
  id: string,
  input: Versioned<PostponeInput>,
): Promise<Result<Step>> {
  const opened = await openForWork(context, id, input.version);
  if (!opened.ok) return opened;
  const { client, step } = opened.value;
  const due = await dueDate(context, step.owner_id, input);
  if (!due.ok) return due;
  const change = { ...dueColumns(due.value), postponed: step.postponed + 1 };
  if (!(await saveStep(context, step, change))) return staleVersion(await stepById(context, id));
  const entryId = await recordStep(context, 'step.postponed', step, {
    before: { due_on: step.due_on, due_at: step.due_at, postponed: step.postponed },
    after: change,
    reason: input.reason,
  });
  const settled = await settleNextStep(context, client);
  if (!settled.ok) return settled;
  offerUndo(context, entryId);
  return stepNow(context, id);
}

/** Drops a step that is not needed any more. Refuses: `activities.next_step_required` for the last one, `activities.step_closed`. */
export async function cancelStep(
  context: WriteContext,
  id: string,
  input: { version?: number; reason: string },
): Promise<Result<Step>> {
  const opened = await openForWork(context, id, input.version);
  if (!opened.ok) return opened;
  const { client, step, others } = opened.value;
  const closable = mayCloseStep({ ...closingOf(client, step, others), next: null, wait: false });
  if (!closable.ok) return closable;
  const entryId = await dropStep(context, step, input.reason);
  const settled = await settleNextStep(context, client);
  if (!settled.ok) return settled;
  offerUndo(context, entryId);
  return stepNow(context, id);
}

/**
 * Drops open steps at a client inside another command: all of them, or those of one owner, or those about one record. The
 * client's own next step is not touched here: the same command says what becomes of it, with `changeFacts` or `planStep`.
 */
export async function cancelSteps(
  context: WriteContext,
  clientId: string,
  reason: string,
  only: { ownerId?: string; about?: About } = {},
): Promise<Result<{ cancelled: number }>> {
  const locked = await lockClient(context, clientId);
  if (!locked.ok) return locked;
  const doomed = (await lockOpenSteps(context, clientId)).filter(
    (step) =>
      (only.ownerId === undefined || step.owner_id === only.ownerId) &&
      (only.about === undefined || (step.about_kind === only.about.kind && step.about_id === only.about.id)),
  );
  for (const step of doomed) await dropStep(context, step, reason);
  return ok({ cancelled: doomed.length });
}

/**
 * Passes the open steps of one employee at a client to another, inside another command. When the new owner holds the
 * client, the most urgent of their steps becomes its next one.
 */
export async function passSteps(
  context: WriteContext,
  clientId: string,
  from: string,
  to: string,
): Promise<Result<{ passed: number }>> {
  const locked = await lockClient(context, clientId);
  if (!locked.ok) return locked;
  const passed = (await lockOpenSteps(context, clientId)).filter((step) => step.owner_id === from);
  for (const step of passed) {
    await saveStep(context, step, { owner_id: to });
    await recordStep(context, 'step.passed_on', step, { before: { owner_id: from }, after: { owner_id: to } });
  }
  if (passed.length > 0 && locked.value.holder_id === to) {
    const settled = await settleNextStep(context, locked.value);
    if (!settled.ok) return settled;
  }
  return ok({ passed: passed.length });
}

/* ---- what finishing a step and recording a touch are made of ---- */

/** Whether the actor may plan a step for that owner at that client; a queued or closed client is carried by nobody. */
export async function mayPlanHere(
  context: WriteContext,
  client: ClientRow,
  ownerId: string,
): Promise<Result<undefined>> {
  const reach = await reachOf(context, client.id);
  if (!mayReadActivities(reach)) return notFound();
  if (!mayPlanFor(context.actor, reach, ownerId, client.holder_id)) return forbidden();
  const group = groupOf(client.state);
  return group === 'queued' || group === 'closed' ? refuse('activities.nobody_carries') : ok();
}

/** Writes a step and its journal entry; what the client's next step becomes is for `settleNextStep`. */
export async function addStep(
  context: WriteContext,
  client: ClientRow,
  ownerId: string,
  input: StepInput,
): Promise<Result<{ id: string; entryId: string }>> {
  const owner = await employeeById(context, ownerId);
  if (owner === null || owner.status === 'departed') return invalid('/owner_id', 'activities.unknown_owner');
  const known = await checkContact(context, client.id, input.contact_id);
  if (!known.ok) return known;
  const due = await dueDate(context, ownerId, input);
  if (!due.ok) return due;
  const step = {
    id: newId(context.now),
    client_id: client.id,
    owner_id: ownerId,
    planned_by: context.actor.employeeId,
    kind: input.kind,
    title: input.title,
    ...dueColumns(due.value),
    contact_id: input.contact_id ?? null,
    about: input.about ?? null,
  };
  await insertStep(context, step);
  const entryId = await recordStep(context, 'step.planned', step, {
    after: { owner_id: ownerId, kind: step.kind, title: step.title, due_on: step.due_on, due_at: step.due_at },
  });
  return ok({ id: step.id, entryId });
}

/** A refusal of a step that is part of a larger input names its fields there: `/next/due_on`. */
export function inNext<T>(result: Result<T>): Result<T> {
  if (result.ok || result.fields === undefined) return result;
  return { ...result, fields: result.fields.map((fault) => ({ ...fault, path: `/next${fault.path}` })) };
}

/** A contact named in a step or a touch is one of that client's. Refuses: `activities.contact_elsewhere`. */
export async function checkContact(
  context: WriteContext,
  clientId: string,
  contactId: string | undefined,
): Promise<Result<undefined>> {
  if (contactId === undefined) return ok();
  const contacts = await contactsOf(context, clientId);
  const known = contacts.some((contact) => contact.contact_id === contactId);
  return known ? ok() : invalid('/contact_id', 'activities.contact_elsewhere');
}

/** Applies `facts`, and with them the most urgent open step of the client's (new) holder as its next step, in one change. */
export async function settleNextStep(
  context: WriteContext,
  client: ClientRow,
  facts: FactsPatch = {},
): Promise<Result<undefined>> {
  const holderId = holderAfter(client, facts);
  const open = await lockOpenSteps(context, client.id);
  const next = holderId === null ? null : nextStepOf(open.filter((step) => step.owner_id === holderId));
  const unchanged =
    next?.id === (client.next_step_id ?? undefined) &&
    (next?.due_on ?? null) === client.next_step_on &&
    (next?.due_at ?? null) === client.next_step_at;
  if (unchanged && Object.keys(facts).length === 0) return ok();
  const nextStep = next && { id: next.id, title: next.title, on: next.due_on, at: next.due_at };
  const changed = await changeFacts(context, client.id, { ...facts, nextStep });
  return changed.ok ? ok() : changed;
}

/** Of the steps of two records the most urgent one of the holder is the next step of the one that they have become. */
export async function settleMergedSteps(context: WriteContext, clientId: string): Promise<Result<undefined>> {
  const client = await lockClient(context, clientId);
  if (!client.ok) return client;
  const open = await lockOpenSteps(context, clientId);
  const isPlanned = open.some((step) => step.owner_id === client.value.holder_id);
  return isPlanned ? settleNextStep(context, client.value) : ok();
}

/** Locks the client of a step and its open steps, and finds the step among them in the expected version. */
export async function openForWork(
  context: WriteContext,
  id: string,
  version: number | undefined,
): Promise<Result<{ client: ClientRow; step: StepRow; others: StepRow[] }>> {
  const seen = await stepRow(context, id);
  if (seen === undefined) return notFound();
  const locked = await lockClient(context, seen.client_id);
  if (!locked.ok) return locked;
  const reach = await reachOf(context, seen.client_id);
  if (!mayReadActivities(reach)) return notFound();
  if (!mayWorkOnStep(context.actor, reach, seen.owner_id)) return forbidden();
  const open = await lockOpenSteps(context, seen.client_id);
  const step = open.find((candidate) => candidate.id === id);
  if (step === undefined) return refuse('activities.step_closed', { code: 'conflict' });
  if (version !== undefined && version !== step.version) return staleVersion(await stepById(context, id));
  return ok({ client: locked.value, step, others: open.filter((other) => other.id !== id) });
}

/** What `mayCloseStep` asks about a step and its client. */
export function closingOf(client: ClientRow, step: StepRow, others: readonly StepRow[]) {
  return {
    clientInWork: groupOf(client.state) === 'in_work',
    ownedByHolder: step.owner_id === client.holder_id,
    holdersOtherOpenSteps: others.filter((other) => other.owner_id === client.holder_id).length,
  };
}

export async function recordStep(
  context: WriteContext,
  action: string,
  step: { id: string; client_id: string },
  change: { before?: unknown; after?: unknown; reason?: string },
): Promise<string> {
  const entryId = await record(context, {
    action,
    subject: { kind: 'step', id: step.id },
    clientId: step.client_id,
    ...change,
  });
  await announce(context, { type: action, subjectKind: 'step', subjectId: step.id, clientId: step.client_id });
  return entryId;
}

/** The step as it now stands; it was written a moment ago in this transaction. */
export async function stepNow(context: WriteContext, id: string): Promise<Result<Step>> {
  const step = await stepById(context, id);
  return step === undefined ? notFound() : ok(step);
}

export const closedNow = (context: WriteContext) => ({
  finished_at: context.now.toString(),
  finished_by: context.actor.employeeId,
});

export const STILL_OPEN = {
  state: 'open',
  outcome: null,
  finished_at: null,
  finished_by: null,
  touch_id: null,
} as const;

async function dropStep(context: WriteContext, step: StepRow, reason: string): Promise<string> {
  await saveStep(context, step, { state: 'cancelled', outcome: reason, ...closedNow(context) });
  return recordStep(context, 'step.cancelled', step, {
    before: { state: 'open' },
    after: { state: 'cancelled' },
    reason,
  });
}

async function dueDate(
  context: WriteContext,
  ownerId: string,
  input: { due_on: string; due_time?: string },
): Promise<Result<StepDate>> {
  const calendar = await calendarOf(context, ownerId);
  return stepDate(calendar, context.now, Temporal.PlainDate.from(input.due_on), input.due_time ?? null);
}

const dueColumns = (due: StepDate) => ({ due_on: due.on.toString(), due_at: due.at?.toString() ?? null });

function holderAfter(client: ClientRow, facts: FactsPatch | undefined): string | null {
  return facts?.holder === undefined ? client.holder_id : (facts.holder?.employeeId ?? null);
}

/** Open steps of a leaver pass to the successor, whether the clients themselves have been passed on already or come next. */
async function passAllSteps(context: WriteContext, from: string, to: string): Promise<Result<undefined>> {
  const clients = new Set((await openStepsOwnedBy(context, from)).map((step) => step.client_id));
  for (const clientId of clients) {
    const passed = await passSteps(context, clientId, from, to);
    if (!passed.ok) return passed;
  }
  return ok();
}

/**
 * Taking back a plan drops it; taking back a move or a drop puts the step where it was. A client that is taken gets its
 * first step here, one that changes hands takes its steps along, one that is closed has none.
 */
export function registerSteps(): void {
  registerFirstStep((context, { clientId, ownerId, step }, facts) =>
    planStep(context, { ...step, client_id: clientId, owner_id: ownerId }, facts),
  );
  registerTransferEffect('steps', (context, { client, from, to }) => passSteps(context, client.id, from, to));
  registerClosingEffect('steps', (context, client) => cancelSteps(context, client.id, client.closed_reason ?? ''));
  registerUndo('step.planned', async (context, entry) => {
    const opened = await openForWork(context, entry.subjectId, undefined);
    if (!opened.ok) return opened;
    await dropStep(context, opened.value.step, '');
    return settleNextStep(context, opened.value.client);
  });
  registerUndo('step.postponed', async (context, entry) => {
    const opened = await openForWork(context, entry.subjectId, undefined);
    if (!opened.ok) return opened;
    // Written by `postponeStep`, which is what makes the shape true.
    const before = entry.before as Pick<StepRow, 'due_on' | 'due_at' | 'postponed'>;
    await saveStep(context, opened.value.step, before);
    return settleNextStep(context, opened.value.client);
  });
  registerUndo('step.cancelled', async (context, entry) => {
    const step = await stepRow(context, entry.subjectId);
    if (step?.state !== 'cancelled') return refuse('journal.acted_on_since', { code: 'conflict' });
    const locked = await lockClient(context, step.client_id);
    if (!locked.ok) return locked;
    await saveStep(context, step, STILL_OPEN);
    return settleNextStep(context, locked.value);
  });
  registerSuccession({
    key: 'steps',
    async left(context, employeeId) {
      const open = await openStepsOwnedBy(context, employeeId);
      return open.length === 0 ? [] : [{ key: 'open_steps', count: open.length }];
    },
    passOn: (context, from, to) => passAllSteps(context, from, to),
  });
}
