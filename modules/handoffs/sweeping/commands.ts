import { lockClient } from '#modules/clients/queries.ts';
import { arbiterOf, norm } from '#modules/structure/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { attempt } from '#platform/db/attempt.ts';
import { ok, type Result } from '#shared/result.ts';
import { answer, passOver, recordHandoff } from '../baton/commands.ts';
import { requireKind } from '../kinds/commands.ts';
import { isOverdue, mayAcceptBySilence } from '../rules.ts';
import { dueHandoffs, flagOverdue, type HandoffRow, lockHandoff, saveHandoff } from '../store.ts';

const AT_ONCE = 500;

/**
 * Looks at the offers whose answer is due: each late one is flagged once and escalates to the head; where the norm of the
 * sales system says so, and never at H2, silence is an acceptance instead. Doing it twice is doing it once.
 * Source: domain §4 (overdue is a flag).
 */
export async function sweepHandoffs(context: WriteContext): Promise<Result<{ overdue: number; accepted: number }>> {
  const swept = { overdue: 0, accepted: 0 };
  for (const { id, client_id } of await dueHandoffs(context, context.now.toString(), AT_ONCE)) {
    const client = await lockClient(context, client_id);
    const handoff = await lockHandoff(context, id);
    if (!client.ok || handoff === undefined || !isLate(context, handoff)) continue;
    // An effect that refuses takes back the silent acceptance alone; the offer is then late like any other.
    const accepted =
      (await silenceCounts(context, handoff)) && (await attempt(context, () => acceptSilently(context, handoff))).ok;
    if (accepted) {
      swept.accepted++;
    } else {
      await escalate(context, handoff);
      swept.overdue++;
    }
  }
  return ok(swept);
}

function isLate(context: WriteContext, handoff: HandoffRow): boolean {
  const due = handoff.due_at === null ? null : Temporal.Instant.from(handoff.due_at);
  return handoff.overdue_at === null && isOverdue(handoff.state, due, context.now);
}

async function silenceCounts(context: WriteContext, handoff: HandoffRow): Promise<boolean> {
  const kind = requireKind(handoff.kind);
  const allowed = await norm(context, handoff.sales_system_id, 'handoff.silent_acceptance_h1');
  return mayAcceptBySilence(kind.kind, kind.silentAcceptance, allowed);
}

async function acceptSilently(context: WriteContext, handoff: HandoffRow): Promise<Result<undefined>> {
  const change = {
    state: 'accepted',
    accepted_silently: true,
    due_at: null,
    closed_at: context.now.toString(),
  } as const;
  if (!(await saveHandoff(context, handoff, change))) return ok();
  await answer(context, handoff, { as: 'accepted', silently: true });
  const passed = await passOver(context, handoff);
  if (!passed.ok) return passed;
  await recordHandoff(context, 'handoff.accepted_silently', handoff, {
    before: { state: handoff.state },
    after: { state: 'accepted' },
  });
  return ok();
}

async function escalate(context: WriteContext, handoff: HandoffRow): Promise<void> {
  const head = await arbiterOf(context, handoff.sales_system_id, [handoff.receiver_id]);
  await flagOverdue(context, handoff.id, context.now.toString(), head);
  await recordHandoff(context, 'handoff.overdue', handoff, { after: { due_at: handoff.due_at, escalated_to: head } });
}
