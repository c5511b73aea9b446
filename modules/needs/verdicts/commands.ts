import { planStep } from '#modules/activities/commands.ts';
import { admitParticipant, changeFacts } from '#modules/clients/commands.ts';
import type { ClientRow } from '#modules/clients/contract.ts';
import { lockClient } from '#modules/clients/queries.ts';
import { groupOf } from '#modules/clients/rules.ts';
import { offerUndo, record, registerUndo } from '#modules/journal/commands.ts';
import { calendarOf } from '#modules/people/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import { ok, type Result, refuse } from '#shared/result.ts';
import type { Need, VerdictBody } from '../contract.ts';
import { NEED_OWNER } from '../passing/commands.ts';
import { cadenceOf } from '../queries.ts';
import { changedNeed, needForWork, staleNeed } from '../records/commands.ts';
import { checkVerdict, nextCheck, type VerdictInput } from '../rules.ts';
import {
  formerVerdict,
  insertVerdict,
  lockOpenNeeds,
  type NeedChange,
  type NeedRow,
  saveNeed,
  withdrawVerdict,
} from '../store.ts';
import { followEarliestCheck, parkClient, resumeClient } from '../waiting/commands.ts';

/** Called by another command there is no version in hand; from a screen there is. */
type Unversioned<T extends { version: number }> = Omit<T, 'version'> & { version?: number };

/**
 * Determines the relevance of a need. The former verdict stays in the history; the day of the next check follows from the
 * verdict, the window and the norms, in the working calendar of whoever looks. A waiting client follows its earliest check.
 * With `next` a step is planned, and a waiting client comes back into work by it; with `wait` a client in work waits.
 * Refuses what `checkVerdict` refuses, `needs.closed`, `needs.nobody_owns`, `activities.next_or_wait`, a stale version.
 * Source: domain §5.
 */
export async function determineRelevance(
  context: WriteContext,
  id: string,
  body: Unversioned<VerdictBody>,
): Promise<Result<Need>> {
  if (body.next !== undefined && body.wait !== undefined) return refuse('activities.next_or_wait');
  const opened = await needForWork(context, id, body.version);
  if (!opened.ok) return opened;
  const need = opened.value;
  const locked = await lockClient(context, need.client_id);
  if (!locked.ok) return locked;
  const client = locked.value;
  const ownerId = need.check_owner_id ?? need.owner_id ?? client.holder_id ?? context.actor.employeeId;
  if (ownerId === null) return refuse('needs.nobody_owns');
  const found = await checkOf(context, need, ownerId, body);
  if (!found.ok) return found;
  const { input, checkOn } = found.value;
  const looksOn = checkOn === null ? null : ownerId;

  const verdictId = newId();
  const said = {
    verdict: input.verdict,
    blocker: input.blocker,
    window_from: body.window_from ?? null,
    window_until: body.window_until ?? null,
    expected_event: input.expectedEvent,
    expected_on: body.expected_on ?? null,
    next_check_on: checkOn,
    check_owner_id: looksOn,
  };
  await insertVerdict(context, {
    ...said,
    id: verdictId,
    need_id: id,
    unlocks: input.unlocks,
    evidence: input.evidence,
    determined_by: context.actor.employeeId,
    determined_at: context.now.toString(),
  });
  if (!(await saveNeed(context, need, { ...said, verdict_id: verdictId }))) return staleNeed(context, id);
  const entry = await record(context, {
    action: 'need.relevance_determined',
    subject: { kind: 'need', id },
    clientId: need.client_id,
    before: {
      verdict: need.verdict,
      blocker: need.blocker,
      next_check_on: need.next_check_on,
      client_check_on: client.next_check_on,
      client_check_owner_id: client.check_owner_id,
    },
    after: { verdict_id: verdictId, verdict: input.verdict, blocker: input.blocker, next_check_on: checkOn },
    reason: input.evidence,
  });
  if (looksOn !== null) await admitParticipant(context, need.client_id, looksOn, NEED_OWNER, id);
  const followed = await whatFollows(context, client, need, body);
  if (!followed.ok) return followed;
  // What changes the client's state as well is decided again rather than taken back.
  context.effects.undo = null;
  if (body.next === undefined && body.wait === undefined) offerUndo(context, entry);
  return changedNeed(context, id, need.client_id, 'need.relevance_determined');
}

async function checkOf(
  context: WriteContext,
  need: NeedRow,
  ownerId: string,
  body: Unversioned<VerdictBody>,
): Promise<Result<{ input: VerdictInput; checkOn: string | null }>> {
  const calendar = await calendarOf(context, ownerId);
  const today = context.now.toZonedDateTimeISO(calendar.timeZone).toPlainDate();
  const input = verdictInput(body);
  const valid = checkVerdict(input, today);
  if (!valid.ok) return valid;
  const cadence = await cadenceOf(context, need.sales_system_id);
  return ok({ input, checkOn: nextCheck(input, today, today, cadence, calendar)?.toString() ?? null });
}

async function whatFollows(
  context: WriteContext,
  client: ClientRow,
  need: NeedRow,
  { next, wait }: Unversioned<VerdictBody>,
): Promise<Result<unknown>> {
  if (wait !== undefined) return parkClient(context, client.id, { need_id: need.id, reason: wait });
  if (next === undefined) return followEarliestCheck(context, client);
  if (groupOf(client.state) === 'waiting') return resumeClient(context, client.id, next);
  return planStep(context, { ...next, client_id: client.id });
}

function verdictInput(body: Unversioned<VerdictBody>): VerdictInput {
  const day = (text: string | null | undefined) =>
    text === null || text === undefined ? null : Temporal.PlainDate.from(text);
  return {
    verdict: body.verdict,
    blocker: body.blocker ?? null,
    unlocks: body.unlocks ?? null,
    evidence: body.evidence.trim(),
    windowFrom: day(body.window_from),
    windowUntil: day(body.window_until),
    expectedEvent: body.expected_event ?? null,
    expectedOn: day(body.expected_on),
  };
}

/** Taking a verdict back marks it withdrawn and puts the one before it into force again. */
export function registerVerdicts(): void {
  registerUndo('need.relevance_determined', async (context, entry) => {
    const opened = await needForWork(context, entry.subjectId);
    if (!opened.ok) return opened;
    const need = opened.value;
    // Written by `determineRelevance`, which is what makes the shapes true.
    const { verdict_id: verdictId } = entry.after as { verdict_id: string };
    const before = entry.before as { client_check_on: string | null; client_check_owner_id: string | null };
    if (need.verdict_id !== verdictId) return refuse('journal.acted_on_since', { code: 'conflict' });
    await withdrawVerdict(context, verdictId);
    if (!(await saveNeed(context, need, await standing(context, need.id, verdictId))))
      return staleNeed(context, need.id);
    const client = await lockClient(context, need.client_id);
    if (!client.ok) return client;
    const restored = await restoreCheck(context, client.value, before);
    if (!restored.ok) return restored;
    return changedNeed(context, need.id, need.client_id, 'need.relevance_determined');
  });
}

/** The former verdict as it stood; nothing when there was none. */
async function standing(context: WriteContext, needId: string, exceptId: string): Promise<NeedChange> {
  const former = await formerVerdict(context, needId, exceptId);
  return {
    verdict_id: former?.id ?? null,
    verdict: former?.verdict ?? null,
    blocker: former?.blocker ?? null,
    window_from: former?.window_from ?? null,
    window_until: former?.window_until ?? null,
    expected_event: former?.expected_event ?? null,
    expected_on: former?.expected_on ?? null,
    next_check_on: former?.next_check_on ?? null,
    check_owner_id: former?.check_owner_id ?? null,
  };
}

async function restoreCheck(
  context: WriteContext,
  client: ClientRow,
  before: { client_check_on: string | null; client_check_owner_id: string | null },
): Promise<Result<unknown>> {
  const stillLooked = (await lockOpenNeeds(context, client.id)).some((need) => need.next_check_on !== null);
  if (stillLooked) return followEarliestCheck(context, client);
  const { client_check_on: on, client_check_owner_id: ownerId } = before;
  if (groupOf(client.state) !== 'waiting' || on === null || ownerId === null) return ok();
  return changeFacts(context, client.id, { check: { on, ownerId } });
}
