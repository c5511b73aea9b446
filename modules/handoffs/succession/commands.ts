import { admitParticipant, dismissParticipant } from '#modules/clients/commands.ts';
import { registerClosingEffect, registerTransferEffect } from '#modules/clients/holding/commands.ts';
import { registerMergePart } from '#modules/clients/merging/commands.ts';
import { lockClient } from '#modules/clients/queries.ts';
import { registerTrashGuard } from '#modules/clients/trash/commands.ts';
import { registerSuccession } from '#modules/structure/commands.ts';
import { holdersOf } from '#modules/structure/queries.ts';
import type { SalesFunction } from '#modules/structure/rules.ts';
import type { WriteContext } from '#platform/context.ts';
import { ok, type Result, refuse } from '#shared/result.ts';
import { answerDue, end, RECEIVER, recordHandoff, staleNow } from '../baton/commands.ts';
import { judgeOf } from '../disputes/commands.ts';
import { requireKind } from '../kinds/commands.ts';
import {
  type HandoffRow,
  lockHandoff,
  openRowsAt,
  openRowsOf,
  ROWS_AT_CLIENT,
  readdressRound,
  saveHandoff,
} from '../store.ts';
import { clientsWithOpenHandoffs } from './store.ts';

/**
 * Passes an employee's part in an open hand-off to a successor. A late answer gets its time anew with the new receiver. When
 * giver and receiver would become one person there is nothing left to hand over: the offer is withdrawn. A judge who
 * becomes a party gives way to another. Refuses: `handoffs.no_arbiter`. Source: domain §1 (nothing may be orphaned).
 */
async function passPart(
  context: WriteContext,
  handoff: HandoffRow,
  from: string,
  to: string,
): Promise<Result<undefined>> {
  const giver_id = handoff.giver_id === from ? to : handoff.giver_id;
  const receiver_id = handoff.receiver_id === from ? to : handoff.receiver_id;
  if (giver_id === receiver_id) return end(context, handoff, 'withdrawn', null);
  const arbiter = await nextJudge(context, { ...handoff, giver_id, receiver_id }, from, to);
  if (!arbiter.ok) return arbiter;

  const readdressed = receiver_id !== handoff.receiver_id && handoff.state === 'offered';
  const due_at = readdressed
    ? await answerDue(context, requireKind(handoff.kind), handoff.sales_system_id, receiver_id)
    : handoff.due_at;
  const change = {
    giver_id,
    receiver_id,
    giver_position_id: await positionOf(context, handoff, giver_id, 'giver'),
    receiver_position_id: await positionOf(context, handoff, receiver_id, 'receiver'),
    arbiter_id: arbiter.value,
    due_at,
    ...(readdressed ? { overdue_at: null, escalated_to: null } : {}),
  };
  if (!(await saveHandoff(context, handoff, change))) return staleNow(context, handoff.id);
  await readdressRound(context, handoff, {
    giver_id,
    receiver_id,
    receiver_position_id: change.receiver_position_id,
    due_at,
  });
  if (receiver_id !== handoff.receiver_id) {
    await dismissParticipant(context, handoff.client_id, RECEIVER, handoff.id);
    await admitParticipant(context, handoff.client_id, receiver_id, RECEIVER, handoff.id);
  }
  await recordHandoff(context, 'handoff.passed_on', handoff, {
    before: { giver_id: handoff.giver_id, receiver_id: handoff.receiver_id, arbiter_id: handoff.arbiter_id },
    after: { giver_id, receiver_id, arbiter_id: arbiter.value },
  });
  return ok();
}

async function nextJudge(
  context: WriteContext,
  handoff: HandoffRow,
  from: string,
  to: string,
): Promise<Result<string | null>> {
  const heir = handoff.arbiter_id === from ? to : handoff.arbiter_id;
  if (handoff.state !== 'disputed' || heir === null) return ok(handoff.arbiter_id);
  if (heir !== handoff.giver_id && heir !== handoff.receiver_id) return ok(heir);
  const other = await judgeOf(context, handoff);
  return other.ok && other.value === from ? refuse('handoffs.no_arbiter') : other;
}

async function positionOf(
  context: WriteContext,
  handoff: HandoffRow,
  employeeId: string,
  side: 'giver' | 'receiver',
): Promise<string | null> {
  const unchanged = side === 'giver' ? handoff.giver_id : handoff.receiver_id;
  if (unchanged === employeeId) return side === 'giver' ? handoff.giver_position_id : handoff.receiver_position_id;
  // Written from a registered kind, whose function this is.
  const fn = (side === 'giver' ? handoff.from_function : handoff.to_function) as SalesFunction;
  const holders = await holdersOf(context, { salesSystemId: handoff.sales_system_id, function: fn });
  return holders.find((holder) => holder.employeeId === employeeId)?.positionId ?? null;
}

async function each(
  context: WriteContext,
  rows: readonly HandoffRow[],
  pass: (handoff: HandoffRow) => Promise<Result<undefined>>,
): Promise<Result<undefined>> {
  for (const { id, client_id } of rows) {
    const client = await lockClient(context, client_id);
    if (!client.ok) return client;
    const handoff = await lockHandoff(context, id);
    if (handoff === undefined || handoff.closed_at !== null) continue;
    const passed = await pass(handoff);
    if (!passed.ok) return passed;
  }
  return ok();
}

/**
 * Open hand-offs follow the structure: they pass to successors, go with a client that changes hands within a function, and
 * become void when their client is closed or merged into another. Source: domain §1, §4.
 */
export function registerHandoffSuccession(): void {
  registerSuccession({
    key: 'handoffs',
    async left(context, employeeId) {
      const open = await openRowsOf(context, employeeId);
      return [
        { key: 'handoffs_to_answer', count: open.filter((row) => row.receiver_id === employeeId).length },
        { key: 'handoffs_offered', count: open.filter((row) => row.giver_id === employeeId).length },
        { key: 'disputes_to_settle', count: open.filter((row) => row.arbiter_id === employeeId).length },
      ].filter(({ count }) => count > 0);
    },
    passOn: async (context, from, to) =>
      each(context, await openRowsOf(context, from), (handoff) => passPart(context, handoff, from, to)),
  });
  registerTransferEffect('handoffs', async (context, { client, from, to }) => {
    const given = (await openRowsAt(context, client.id)).filter((handoff) => handoff.giver_id === from);
    return each(context, given, (handoff) => passPart(context, handoff, from, to));
  });
  registerMergePart({
    key: 'handoffs',
    rows: ROWS_AT_CLIENT,
    prepare: async (context, { from, into }) =>
      each(context, await openRowsAt(context, from.id), (handoff) => end(context, handoff, 'void', into.name)),
  });
  registerTrashGuard('handoffs', async (context, ids) => {
    const open = await clientsWithOpenHandoffs(context, ids);
    return new Map(open.map((id) => [id, { reason: 'handoffs.keeps_client' }]));
  });
  registerClosingEffect('handoffs', async (context, client) =>
    each(context, await openRowsAt(context, client.id), (handoff) =>
      end(context, handoff, 'void', client.closed_reason),
    ),
  );
}
