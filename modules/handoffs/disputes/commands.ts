import { arbiterOf } from '#modules/structure/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { ok, type Result, refuse } from '#shared/result.ts';
import { mayGive, maySettle } from '../access.ts';
import { begin, end, passOver, recordHandoff, staleNow } from '../baton/commands.ts';
import type { Handoff } from '../contract.ts';
import { handoffCard } from '../queries.ts';
import { checkDisputeTime } from '../rules.ts';
import { type HandoffRow, roundsOf, saveHandoff } from '../store.ts';

/**
 * Disputes a return, in words, while there is time. The head settles it; where the head is a party, the arbiter named in
 * the structure. Refuses: `handoffs.dispute_too_late`, `handoffs.no_arbiter`, `handoffs.already_<state>`. Source: domain §4.
 */
export async function disputeHandoff(
  context: WriteContext,
  id: string,
  { version, text }: { version?: number | undefined; text: string },
): Promise<Result<Handoff>> {
  const begun = await begin(context, id, 'dispute', version, mayGive);
  if (!begun.ok) return begun;
  const { handoff, next } = begun.value;
  const until = handoff.dispute_until === null ? null : Temporal.Instant.from(handoff.dispute_until);
  const inTime = checkDisputeTime(until, context.now);
  if (!inTime.ok) return inTime;
  const arbiter = await judgeOf(context, handoff);
  if (!arbiter.ok) return arbiter;
  const change = { state: next, disputed_at: context.now.toString(), dispute_text: text, arbiter_id: arbiter.value };
  if (!(await saveHandoff(context, handoff, change))) return staleNow(context, id);
  await recordHandoff(context, 'handoff.disputed', handoff, {
    before: { state: handoff.state },
    after: { state: next, arbiter_id: arbiter.value },
    reason: text,
  });
  return handoffCard(context, id);
}

/** Who judges between giver, receiver and whoever returned it in the receiver's place. */
export async function judgeOf(
  context: WriteContext,
  handoff: Pick<HandoffRow, 'id' | 'sales_system_id' | 'giver_id' | 'receiver_id'>,
): Promise<Result<string>> {
  const returnedBy = (await roundsOf(context, handoff.id)).at(-1)?.answered_by;
  const parties = [
    handoff.giver_id,
    handoff.receiver_id,
    ...(returnedBy === null || returnedBy === undefined ? [] : [returnedBy]),
  ];
  const arbiter = await arbiterOf(context, handoff.sales_system_id, parties);
  return arbiter === null ? refuse('handoffs.no_arbiter') : ok(arbiter);
}

/**
 * Settles a dispute: the hand-off is accepted after all, with everything that follows from it, though never as accepted at
 * the first offer; or the return is upheld, and the giver keeps the client.
 * Refuses: `handoffs.already_<state>`, and whatever an effect of acceptance refuses. Source: domain §4.
 */
export async function settleDispute(
  context: WriteContext,
  id: string,
  { version, verdict, text }: { version?: number | undefined; verdict: 'accepted' | 'upheld'; text: string },
): Promise<Result<Handoff>> {
  const by = verdict === 'accepted' ? 'settle_accepted' : 'settle_upheld';
  const begun = await begin(context, id, by, version, maySettle);
  if (!begun.ok) return begun;
  const { handoff } = begun.value;
  const settled = { settled_by: context.actor.employeeId, settlement: text };
  if (verdict === 'upheld') {
    const ended = await end(context, handoff, 'upheld', text, settled);
    return ended.ok ? handoffCard(context, id) : ended;
  }
  const change = { state: begun.value.next, closed_at: context.now.toString(), ...settled };
  if (!(await saveHandoff(context, handoff, change))) return staleNow(context, id);
  const passed = await passOver(context, handoff);
  if (!passed.ok) return passed;
  await recordHandoff(context, 'handoff.settled', handoff, {
    before: { state: handoff.state },
    after: { state: 'accepted' },
    reason: text,
  });
  return handoffCard(context, id);
}
