import { admitParticipant } from '#modules/clients/commands.ts';
import { recordMany } from '#modules/journal/commands.ts';
import { calendarOf, companyToday } from '#modules/people/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import { NEED_OWNER } from '../passing/commands.ts';
import { cadenceOf } from '../queries.ts';
import { nextCheck } from '../rules.ts';
import { insertVerdict } from '../store.ts';
import { deleteNeed, insertPastNeed } from './store.ts';

/** A need as the past knows it: what became of it, or how it stands with whoever looks at it next. */
export interface PastNeed {
  clientId: string;
  salesSystemId: string;
  subject: string;
  valueMinor: number;
  since: Temporal.Instant;
  sinceDay: Temporal.PlainDate;
  fate:
    | { as: 'satisfied'; by: 'us' | 'competitor' | 'otherwise'; on: Temporal.PlainDate; note: string | null }
    | { as: 'open'; verdict: 'now' | 'dormant'; ownerId: string; evidence: string; determinedBy: string };
}

/**
 * Writes a need of the past. One that is still open has its verdict, its next check and whoever owes it, as every need has:
 * none of them rests without. It asks no question of access. Returns its id and, where it is open, the day of the check.
 * Source: domain §5.
 */
export async function rememberNeed(
  context: WriteContext,
  need: PastNeed,
): Promise<{ id: string; checkOn: string | null }> {
  const id = newId();
  const { fate } = need;
  const base = {
    id,
    client_id: need.clientId,
    sales_system_id: need.salesSystemId,
    subject: need.subject,
    value_minor: need.valueMinor,
    origin: 'identified',
    actual_since: need.sinceDay.toString(),
    created_at: need.since.toString(),
    updated_at: context.now.toString(),
  };
  let checkOn: string | null = null;
  if (fate.as === 'satisfied') {
    await insertPastNeed(context, {
      ...base,
      status: 'satisfied',
      satisfied_by: fate.by,
      closed_on: fate.on.toString(),
      closed_note: fate.note,
      owner_id: null,
    });
  } else {
    const today = await companyToday(context);
    const [cadence, calendar] = await Promise.all([
      cadenceOf(context, need.salesSystemId),
      calendarOf(context, fate.ownerId),
    ]);
    const look = { verdict: fate.verdict, windowFrom: null, expectedOn: null };
    checkOn = nextCheck(look, today, today, cadence, calendar)?.toString() ?? null;
    const verdictId = newId();
    const blocker = fate.verdict === 'now' ? null : 'other';
    const check = { next_check_on: checkOn, check_owner_id: fate.ownerId };
    await insertPastNeed(context, {
      ...base,
      status: 'actual',
      owner_id: fate.ownerId,
      verdict_id: verdictId,
      verdict: fate.verdict,
      blocker,
      ...check,
    });
    await insertVerdict(context, {
      id: verdictId,
      need_id: id,
      verdict: fate.verdict,
      blocker,
      unlocks: null,
      evidence: fate.evidence,
      window_from: null,
      window_until: null,
      expected_event: null,
      expected_on: null,
      ...check,
      determined_by: fate.determinedBy,
      determined_at: context.now.toString(),
    });
    await admitParticipant(context, need.clientId, fate.ownerId, NEED_OWNER, id);
  }
  await recordMany(context, [
    {
      action: 'need.remembered',
      subject: { kind: 'need', id },
      clientId: need.clientId,
      after: { subject: need.subject, fate: fate.as },
    },
  ]);
  return { id, checkOn };
}

/** Removes a remembered need that nobody has changed; one with a verdict stays, for verdicts are history. */
export async function forgetNeed(context: WriteContext, id: string): Promise<boolean> {
  const gone = await deleteNeed(context, id);
  if (gone) await recordMany(context, [{ action: 'need.forgotten', subject: { kind: 'need', id } }]);
  return gone;
}
