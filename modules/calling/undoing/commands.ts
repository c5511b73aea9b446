import { planStep } from '#modules/activities/commands.ts';
import { dropPlanned, removeTouch } from '#modules/activities/touches/commands.ts';
import { changeFacts } from '#modules/clients/commands.ts';
import { lockClient } from '#modules/clients/queries.ts';
import { registerUndo, type Undo, undo } from '#modules/journal/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { notFound, ok, type Result, refuse } from '#shared/result.ts';
import { resumeLease } from '../leases/commands.ts';
import { patchBackTo, sameFacts } from '../outcomes/rules.ts';
import { callingNorms, restsUntil } from '../queries.ts';
import { attemptById, markUndone, restCandidate } from '../store.ts';
import { type Recorded, todayHere } from '../talks/commands.ts';

/** Takes a call back: its touch, its attempt and what followed from it, unless somebody has acted on the client since. */
const undoOutcome: Undo = async (context, entry) => {
  const attempt = await attemptById(context, entry.subjectId);
  if (attempt === undefined) return notFound();
  const locked = await lockClient(context, attempt.client_id);
  if (!locked.ok) return locked;
  // Written by `recordOutcome`, which is what makes the shape true.
  const recorded = attempt.trace as unknown as Recorded;
  if (!sameFacts(locked.value, recorded.after)) return refuse('journal.acted_on_since', { code: 'conflict' });
  await resumeLease(context, attempt.client_id, recorded.cameBy, recorded.why);
  for (const id of recorded.entries.toReversed()) {
    const undone = await undo(context, id);
    if (!undone.ok) return undone;
  }
  const restored = await restoreFacts(context, attempt.client_id, recorded);
  if (!restored.ok) return restored;
  await markUndone(context, attempt.id);
  const { limits } = await callingNorms(context, locked.value.sales_system_id);
  const rests = await restsUntil(context, attempt.client_id, limits);
  await restCandidate(context, attempt.client_id, rests?.toString() ?? null);
  await announce(context, {
    type: 'call.outcome_undone',
    subjectKind: 'call',
    subjectId: attempt.id,
    clientId: attempt.client_id,
  });
  return ok();
};

async function restoreFacts(
  context: WriteContext,
  clientId: string,
  { before: facts, ...trace }: Recorded,
): Promise<Result<unknown>> {
  const back = patchBackTo(facts);
  if (trace.dropped && facts.next_step_title !== null && facts.next_step_on !== null) {
    const today = (await todayHere(context)).toString();
    const anew = await planStep(
      context,
      {
        client_id: clientId,
        kind: 'call',
        title: facts.next_step_title,
        due_on: facts.next_step_on < today ? today : facts.next_step_on,
      },
      back,
    );
    if (!anew.ok) return anew;
  } else {
    const changed = await changeFacts(context, clientId, back);
    if (!changed.ok) return changed;
    const dropped = await dropPlanned(context, changed.value, trace.plannedStepId);
    if (!dropped.ok) return dropped;
  }
  return trace.touchId === null ? ok() : removeTouch(context, trace.touchId);
}

export function registerCallUndo(): void {
  registerUndo('call.outcome_recorded', undoOutcome);
}
