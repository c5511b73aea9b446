import type { WriteContext } from '#platform/context.ts';
import type { Result } from '#shared/result.ts';
import { mayAnswer, mayWithdraw } from '../access.ts';
import { answer, begin, disputeDue, end, factsOf, passOver, recordHandoff, staleNow } from '../baton/commands.ts';
import type { Handoff } from '../contract.ts';
import { requireKind } from '../kinds/commands.ts';
import { handoffCard } from '../queries.ts';
import { checkReturn, type ReturnCode } from '../rules.ts';
import { saveHandoff } from '../store.ts';

type Version = { version?: number | undefined };

/**
 * Accepts a hand-off: from this instant the receiver carries the client, no longer the giver, and everything that follows
 * from it happens in the same transaction or not at all. The receiver answers, or their deputy while they are away.
 * Refuses: `handoffs.already_<state>`, `handoffs.not_yours`, and whatever an effect refuses. Source: domain §4.
 */
export async function acceptHandoff(
  context: WriteContext,
  id: string,
  { version }: Version = {},
): Promise<Result<Handoff>> {
  const begun = await begin(context, id, 'accept', version, mayAnswer);
  if (!begun.ok) return begun;
  const { handoff, next } = begun.value;
  const saved = await saveHandoff(context, handoff, {
    state: next,
    due_at: null,
    overdue_at: null,
    accepted_by: context.actor.employeeId,
    closed_at: context.now.toString(),
  });
  if (!saved) return staleNow(context, id);
  await answer(context, handoff, { as: 'accepted' });
  const passed = await passOver(context, handoff);
  if (!passed.ok) return passed;
  await recordHandoff(context, 'handoff.accepted', handoff, {
    before: { state: handoff.state },
    after: { state: next, round: handoff.round, accepted_by: context.actor.employeeId },
  });
  return handoffCard(context, id);
}

/**
 * Returns a hand-off with a code and what to put right; the giver carries the client on and may offer it again, take it
 * back, or dispute the return while there is time.
 * Refuses: `handoffs.return_text_required` («other» without words), `handoffs.already_<state>`. Source: domain §4.
 */
export async function returnHandoff(
  context: WriteContext,
  id: string,
  { version, code, text = null }: Version & { code: ReturnCode; text?: string | null | undefined },
): Promise<Result<Handoff>> {
  const begun = await begin(context, id, 'return', version, mayAnswer);
  if (!begun.ok) return begun;
  const { handoff, next } = begun.value;
  const words = text?.trim() === '' ? null : (text?.trim() ?? null);
  const said = checkReturn(code, words);
  if (!said.ok) return said;
  const until = await disputeDue(context, handoff.sales_system_id, handoff.giver_id);
  const change = { state: next, due_at: null, overdue_at: null, dispute_until: until };
  if (!(await saveHandoff(context, handoff, change))) return staleNow(context, id);
  await answer(context, handoff, { as: 'returned', code, text: words });
  const followed = await requireKind(handoff.kind).onReturned?.(context, factsOf(handoff, words));
  if (followed !== undefined && !followed.ok) return followed;
  await recordHandoff(context, 'handoff.returned', handoff, {
    before: { state: handoff.state },
    after: { state: next, round: handoff.round, code },
    ...(words === null ? {} : { reason: words }),
  });
  return handoffCard(context, id);
}

/** Takes an offer back, answered or not: the giver keeps the client. Refuses: `handoffs.already_<state>`. Source: domain §4. */
export async function withdrawHandoff(
  context: WriteContext,
  id: string,
  { version, reason = null }: Version & { reason?: string | null | undefined } = {},
): Promise<Result<Handoff>> {
  const begun = await begin(context, id, 'withdraw', version, mayWithdraw);
  if (!begun.ok) return begun;
  const ended = await end(context, begun.value.handoff, 'withdrawn', reason);
  return ended.ok ? handoffCard(context, id) : ended;
}
