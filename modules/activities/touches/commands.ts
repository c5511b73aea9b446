import { changeFacts } from '#modules/clients/commands.ts';
import type { ClientRow } from '#modules/clients/contract.ts';
import { lockClient, reachOf } from '#modules/clients/queries.ts';
import type { FactsPatch } from '#modules/clients/rules.ts';
import { type Change, offerUndo, record, registerUndo } from '#modules/journal/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { newId } from '#shared/ids.ts';
import { forbidden, notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import { mayEditTouch, mayReadActivities, mayRecordTouch } from '../access.ts';
import type { Step, Touch, TouchInput } from '../contract.ts';
import { touchTime } from '../rules.ts';
import { addStep, checkContact, inNext, mayPlanHere, settleNextStep } from '../steps/commands.ts';
import { saveStep, stepById, stepRow } from '../steps/store.ts';
import { insertTouch, latestTouchAt, saveTouch, touchById, touchRow } from './store.ts';

/**
 * Records a touch: what was said, with whom, and whether it moved the client's decision; with the step that comes of it.
 * Refuses: `activities.touch_in_future`, `activities.contact_elsewhere`, and what planning a step refuses.
 */
export async function recordTouch(
  context: WriteContext,
  input: TouchInput & { client_id: string },
): Promise<Result<{ touch: Touch; next: Step | null }>> {
  const kept = await keepTouch(context, input);
  if (!kept.ok) return kept;
  const { touchId, nextId } = kept.value;
  const touch = await touchById(context, touchId);
  if (touch === undefined) return notFound();
  return ok({ touch, next: nextId === null ? null : ((await stepById(context, nextId)) ?? null) });
}

/** The same for a command that needs no more than to know which touch it is. */
export async function keepTouch(
  context: WriteContext,
  input: TouchInput & { client_id: string },
): Promise<Result<{ touchId: string; nextId: string | null }>> {
  const locked = await lockClient(context, input.client_id);
  if (!locked.ok) return locked;
  const reach = await reachOf(context, input.client_id);
  if (!mayReadActivities(reach)) return notFound();
  if (!mayRecordTouch(context.actor, reach)) return forbidden();
  const client = locked.value;
  const next = await addNext(context, client, input);
  if (!next.ok) return next;
  const added = await addTouch(context, client, input, { next_step_id: next.value });
  if (!added.ok) return added;
  const settled = await settleNextStep(context, client, lastTouch(client, added.value.at));
  if (!settled.ok) return settled;
  offerUndo(context, added.value.entryId);
  return ok({ touchId: added.value.id, nextId: next.value });
}

async function addNext(context: WriteContext, client: ClientRow, input: TouchInput): Promise<Result<string | null>> {
  if (input.next === undefined) return ok(null);
  const ownerId = input.next.owner_id ?? client.holder_id ?? context.actor.employeeId ?? '';
  const allowed = await mayPlanHere(context, client, ownerId);
  if (!allowed.ok) return allowed;
  const added = inNext(await addStep(context, client, ownerId, input.next));
  return added.ok ? ok(added.value.id) : added;
}

/** Writes a touch of the actor and its journal entry; `more` goes into the entry. */
export async function addTouch(
  context: WriteContext,
  client: ClientRow,
  input: Omit<TouchInput, 'next'>,
  more: Record<string, unknown> = {},
): Promise<Result<{ id: string; at: Temporal.Instant; entryId: string }>> {
  const { employeeId } = context.actor;
  if (employeeId === null) return forbidden();
  const at = touchTime(context.now, input.at === undefined ? context.now : Temporal.Instant.from(input.at));
  if (!at.ok) return at;
  const known = await checkContact(context, client.id, input.contact_id);
  if (!known.ok) return known;
  const touch = {
    id: newId(context.now),
    client_id: client.id,
    employee_id: employeeId,
    contact_id: input.contact_id ?? null,
    kind: input.kind,
    at: at.value.toString(),
    duration_minutes: input.duration_minutes ?? null,
    summary: input.summary,
    result: input.result ?? null,
    with_decision_maker: input.with_decision_maker ?? false,
    about: input.about ?? null,
  };
  await insertTouch(context, touch);
  const { kind, result } = touch;
  const entryId = await recordTouchChange(context, 'touch.recorded', touch, {
    after: { kind, at: touch.at, result, ...more },
    words: { after: { summary: touch.summary } },
  });
  return ok({ id: touch.id, at: at.value, entryId });
}

/** The fact that a touch adds to its client, when it is the latest. */
export function lastTouch(client: ClientRow, at: Temporal.Instant): FactsPatch {
  const later = client.last_touch_at === null || Temporal.Instant.compare(at, client.last_touch_at) > 0;
  return later ? { lastTouchAt: at } : {};
}

interface TouchEdit {
  version: number;
  summary?: string;
  result?: Touch['result'];
  with_decision_maker?: boolean;
  duration_minutes?: number | null;
}

/** Corrects a touch of one's own. */
export async function editTouch(context: WriteContext, id: string, edit: TouchEdit): Promise<Result<Touch>> {
  const touch = await touchRow(context, id);
  if (touch === undefined || !mayReadActivities(await reachOf(context, touch.client_id))) return notFound();
  if (!mayEditTouch(context.actor, touch.employee_id)) return forbidden();
  const { version, ...change } = edit;
  if (touch.version !== version || !(await saveTouch(context, touch, change))) {
    return staleVersion(await touchById(context, id));
  }
  const { summary, ...facts } = change;
  const { result, with_decision_maker, duration_minutes } = touch;
  await recordTouchChange(context, 'touch.edited', touch, {
    before: { result, with_decision_maker, duration_minutes },
    after: facts,
    ...(summary === undefined ? {} : { words: { before: { summary: touch.summary }, after: { summary } } }),
  });
  const edited = await touchById(context, id);
  return edited === undefined ? notFound() : ok(edited);
}

/** What was said with a person is theirs: it goes to the journal's side row, which can be erased. */
async function recordTouchChange(
  context: WriteContext,
  action: string,
  touch: { id: string; client_id: string; contact_id: string | null },
  change: {
    before?: Record<string, unknown>;
    after?: Record<string, unknown>;
    words?: { before?: Record<string, unknown>; after?: Record<string, unknown> };
  },
): Promise<string> {
  const { words, before, after } = change;
  const values: Pick<Change, 'before' | 'after' | 'personal'> =
    touch.contact_id === null || words === undefined
      ? { before: before && { ...before, ...words?.before }, after: after && { ...after, ...words?.after } }
      : { before, after, personal: { personId: touch.contact_id, ...words } };
  const entryId = await record(context, {
    action,
    subject: { kind: 'touch', id: touch.id },
    clientId: touch.client_id,
    ...values,
  });
  await announce(context, { type: action, subjectKind: 'touch', subjectId: touch.id, clientId: touch.client_id });
  return entryId;
}

/** Takes a touch away, and with it the latest moment at which the client was touched. */
export async function removeTouch(context: WriteContext, id: string): Promise<Result<undefined>> {
  const touch = await touchRow(context, id);
  if (touch === undefined) return ok();
  await saveTouch(context, touch, { removed_at: context.now.toString() });
  const changed = await changeFacts(context, touch.client_id, {
    lastTouchAt: await latestTouchAt(context, touch.client_id),
  });
  return changed.ok ? ok() : changed;
}

/** Taking back a touch removes it together with the step that was planned from it, as long as that one is untouched. */
export function registerTouches(): void {
  registerUndo('touch.recorded', async (context, entry) => {
    const locked = await lockClient(context, entry.clientId ?? '');
    if (!locked.ok) return locked;
    const removed = await removeTouch(context, entry.subjectId);
    if (!removed.ok) return removed;
    // Written by `addTouch` and `recordTouch`, which is what makes the shape true.
    const { next_step_id } = entry.after as { next_step_id?: string | null };
    return dropPlanned(context, locked.value, next_step_id ?? null);
  });
}

/** Drops a step that a command planned, inside the undoing of that command; refused once somebody has changed it. */
export async function dropPlanned(
  context: WriteContext,
  client: ClientRow,
  stepId: string | null,
): Promise<Result<undefined>> {
  if (stepId === null) return ok();
  const step = await stepRow(context, stepId);
  if (step?.state !== 'open' || step.version !== 1) return refuse('journal.acted_on_since', { code: 'conflict' });
  const closed = { state: 'cancelled', finished_at: context.now.toString(), finished_by: context.actor.employeeId };
  await saveStep(context, step, closed);
  return settleNextStep(context, client);
}
