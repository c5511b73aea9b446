import { changeFacts } from '#modules/clients/commands.ts';
import type { ClientRow } from '#modules/clients/contract.ts';
import { lockClient } from '#modules/clients/queries.ts';
import type { FactsPatch } from '#modules/clients/rules.ts';
import { offerUndo, registerUndo } from '#modules/journal/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import type { FinishInput, Step, Touch, WaitInput } from '../contract.ts';
import { mayCloseStep } from '../rules.ts';
import {
  addStep,
  closedNow,
  closingOf,
  inNext,
  openForWork,
  recordStep,
  STILL_OPEN,
  settleNextStep,
  type Versioned,
} from '../steps/commands.ts';
import { type StepRow, saveStep, stepById, stepRow, stepsByIds } from '../steps/store.ts';
import { addTouch, dropPlanned, lastTouch, removeTouch } from '../touches/commands.ts';
import { touchById } from '../touches/store.ts';

/** Lets a client wait for its need to ripen, in the transaction of the step; it drops what steps remain. */
export type Wait = (context: WriteContext, clientId: string, wait: WaitInput) => Promise<Result<unknown>>;
let letWait: Wait | null = null;

/** Registers how a client goes to waiting when its last step is finished; called once when the program is composed. */
export function registerWait(wait: Wait): void {
  letWait = wait;
}

export interface Finished {
  step: Step;
  next: Step | null;
  touch: Touch | null;
}

/**
 * Finishes a step with its outcome, and records the touch that it was. The last open step of the holder of a client in
 * work is finished together with planning the next one, or with letting the client wait.
 * Refuses: `activities.next_step_required`, `activities.next_or_wait`, `activities.step_closed`, and what planning refuses.
 * Source: domain §2 (N1).
 */
export async function finishStep(
  context: WriteContext,
  id: string,
  input: Versioned<FinishInput>,
): Promise<Result<Finished>> {
  const opened = await openForWork(context, id, input.version);
  if (!opened.ok) return opened;
  const { client, step, others } = opened.value;
  const nextOwner = input.next?.owner_id ?? step.owner_id;
  const closable = mayCloseStep({
    ...closingOf(client, step, others),
    next: input.next === undefined ? null : nextOwner === client.holder_id ? 'by_holder' : 'by_another',
    wait: input.wait !== undefined,
  });
  if (!closable.ok) return closable;

  const touch = await touchOf(context, client, step, input);
  if (!touch.ok) return touch;
  const touchId = touch.value?.id ?? null;
  const change = { state: 'done', outcome: input.outcome, touch_id: touchId };
  if (!(await saveStep(context, step, { ...change, ...closedNow(context) }))) {
    return staleVersion(await stepById(context, id));
  }
  const next = input.next === undefined ? null : inNext(await addStep(context, client, nextOwner, input.next));
  if (next !== null && !next.ok) return next;
  const nextId = next?.value.id ?? null;
  const entryId = await recordStep(context, 'step.done', step, {
    before: { state: 'open' },
    after: { ...change, next_step_id: nextId },
  });

  const facts = touch.value === null ? {} : lastTouch(client, touch.value.at);
  const settled =
    input.wait === undefined
      ? await settleNextStep(context, client, facts)
      : await goToWaiting(context, client, facts, input.wait);
  if (!settled.ok) return settled;
  // Going to waiting decides about the client's needs: it is taken back there, not by a button here.
  if (input.wait === undefined) offerUndo(context, entryId);
  return finishedNow(context, id, nextId, touchId);
}

async function touchOf(context: WriteContext, client: ClientRow, step: StepRow, input: Versioned<FinishInput>) {
  if (input.touch === undefined) return ok(null);
  const { contact_id = step.contact_id } = input.touch;
  const { about_kind: kind, about_id: aboutId } = step;
  return addTouch(context, client, {
    ...input.touch,
    ...(contact_id === null ? {} : { contact_id }),
    ...(kind === null || aboutId === null ? {} : { about: { kind, id: aboutId } }),
    summary: input.outcome,
  });
}

async function goToWaiting(
  context: WriteContext,
  client: ClientRow,
  facts: FactsPatch,
  wait: WaitInput,
): Promise<Result<unknown>> {
  if (letWait === null) return refuse('activities.cannot_wait');
  if (Object.keys(facts).length > 0) {
    const changed = await changeFacts(context, client.id, facts);
    if (!changed.ok) return changed;
  }
  return letWait(context, client.id, wait);
}

async function finishedNow(
  context: WriteContext,
  id: string,
  nextId: string | null,
  touchId: string | null,
): Promise<Result<Finished>> {
  const known = await stepsByIds(context, nextId === null ? [id] : [id, nextId]);
  const step = known.get(id);
  if (step === undefined) return notFound();
  const next = known.get(nextId ?? '') ?? null;
  const touch = touchId === null ? null : ((await touchById(context, touchId)) ?? null);
  return ok({ step, next, touch });
}

/** Taking back a finished step opens it again and removes the touch and the next step that came with it. */
export function registerFinishing(): void {
  registerUndo('step.done', async (context, entry) => {
    const step = await stepRow(context, entry.subjectId);
    if (step?.state !== 'done') return refuse('journal.acted_on_since', { code: 'conflict' });
    const locked = await lockClient(context, step.client_id);
    if (!locked.ok) return locked;
    await saveStep(context, step, STILL_OPEN);
    if (step.touch_id !== null) {
      const removed = await removeTouch(context, step.touch_id);
      if (!removed.ok) return removed;
    }
    // Written by `finishStep`, which is what makes the shape true.
    const { next_step_id } = entry.after as { next_step_id: string | null };
    if (next_step_id !== null) return dropPlanned(context, locked.value, next_step_id);
    return settleNextStep(context, locked.value);
  });
}
