import { changeFacts, dismissParticipant } from '#modules/clients/commands.ts';
import { registerClosingEffect } from '#modules/clients/holding/commands.ts';
import { lockClient } from '#modules/clients/queries.ts';
import { record } from '#modules/journal/commands.ts';
import { determineRelevance, loseClient, parkClient, satisfyNeed } from '#modules/needs/commands.ts';
import { calendarOf, companyToday } from '#modules/people/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { invalid, ok, type Result, refuse } from '#shared/result.ts';
import { workingDayFrom } from '#shared/working-calendar.ts';
import type { AfterLoss, DealCard, LoseDealBody, PostponeDealBody, SignDealBody } from '../contract.ts';
import { exitCriteriaOf } from '../queries.ts';
import {
  changedDeal,
  DEAL_OWNER,
  keepFile,
  notInFuture,
  openDealForWork,
  staleDeal,
  type Unversioned,
} from '../records/commands.ts';
import { maySign } from '../rules.ts';
import { type DealChange, type DealRow, insertMove, lockLiveDeals, saveDeal } from '../store.ts';

/**
 * The contract is signed: number, day, amount, file. The need is satisfied by us; the client stays in contracting until
 * delivery has accepted it. Refuses what `maySign` refuses, `deals.day_in_future`, a stale version. Source: domain §7, §4.
 */
export async function signDeal(
  context: WriteContext,
  id: string,
  { version, ...signed }: Unversioned<SignDealBody>,
): Promise<Result<DealCard>> {
  const found = await openDealForWork(context, id, version);
  if (!found.ok) return found;
  const { deal } = found.value;
  const possible = maySign(deal, await exitCriteriaOf(context, deal));
  if (!possible.ok) return possible;
  const past = await notInFuture(context, '/signed_on', signed.signed_on);
  if (!past.ok) return past;
  const kept = await keepFile(context, deal, signed.file_id);
  if (!kept.ok) return kept;
  const change = {
    stage: 'signed' as const,
    stage_since: context.now.toString(),
    outcome: 'signed' as const,
    contract_number: signed.contract_number.trim(),
    signed_on: signed.signed_on,
    contract_file_id: signed.file_id ?? null,
    value_minor: signed.value_minor ?? deal.value_minor,
    margin_minor: signed.margin_minor === undefined ? deal.margin_minor : signed.margin_minor,
  };
  const ended = await endDeal(context, deal, change, null);
  if (!ended.ok) return ended;
  await insertMove(context, { dealId: id, from: deal.stage, to: 'signed', reason: null });
  const satisfied = await satisfyNeed(context, deal.need_id, { by: 'us', note: change.contract_number });
  if (!satisfied.ok) return satisfied;
  return changedDeal(context, deal, 'deal.signed');
}

/**
 * The deal is lost: to whom and why. The need is satisfied by that competitor, or otherwise, or stays open under a new
 * verdict; the client stays in work, waits for a check, or is lost with a day to look again.
 * Refuses: `deals.winner_required`, `deals.closed`, `deals.day_in_past`, and what waiting and verdicts refuse.
 * Source: domain §7 (outcomes), §2 (lost).
 */
export async function loseDeal(
  context: WriteContext,
  id: string,
  { version, ...lost }: Unversioned<LoseDealBody>,
): Promise<Result<DealCard>> {
  const found = await openDealForWork(context, id, version);
  if (!found.ok) return found;
  const { deal } = found.value;
  const to = lost.to?.trim() ?? null;
  if (lost.need === 'competitor' && (to === null || to === '')) return invalid('/to', 'deals.winner_required');
  const ended = await endDeal(
    context,
    deal,
    { outcome: 'lost', lost_to: to, outcome_reason: lost.reason },
    lost.reason,
  );
  if (!ended.ok) return ended;
  const need = await whatBecomesOfNeed(context, deal, lost, to);
  if (!need.ok) return need;
  const client = await whatBecomesOfClient(context, deal, lost.client, { to, reason: lost.reason });
  if (!client.ok) return client;
  context.effects.undo = null;
  return changedDeal(context, deal, 'deal.lost');
}

async function whatBecomesOfNeed(
  context: WriteContext,
  deal: DealRow,
  lost: Omit<LoseDealBody, 'version'>,
  to: string | null,
): Promise<Result<unknown>> {
  if (lost.need !== 'open') {
    return satisfyNeed(context, deal.need_id, { by: lost.need, note: to ?? lost.reason });
  }
  return lost.verdict === undefined ? ok() : determineRelevance(context, deal.need_id, lost.verdict);
}

async function whatBecomesOfClient(
  context: WriteContext,
  deal: DealRow,
  after: AfterLoss,
  loss: { to: string | null; reason: string },
): Promise<Result<unknown>> {
  if (after.to === 'work') return ok();
  if (after.to === 'waiting') return parkClient(context, deal.client_id, { reason: loss.reason });
  const client = await lockClient(context, deal.client_id);
  if (!client.ok) return client;
  if (client.value.running_projects > 0) return refuse('needs.project_running');
  if (client.value.contracts_open > 0) return refuse('needs.contract_open');
  if ((await lockLiveDeals(context, deal.client_id)).length > 0) return refuse('needs.deal_open');
  const today = await companyToday(context);
  if (after.look_on <= today.toString()) return invalid('/client/look_on', 'deals.day_in_past');
  const ownerId = client.value.holder_id ?? deal.owner_id;
  const on = workingDayFrom(await calendarOf(context, ownerId), Temporal.PlainDate.from(after.look_on)).toString();
  return loseClient(context, deal.client_id, { ...loss, check: { on, ownerId } });
}

/**
 * The deal goes back to relevance: the need gets a verdict with what unlocks it, and the client may wait for its check.
 * Nothing is lost. Refuses: `deals.postponed_is_not_now`, `deals.closed`, and what waiting and verdicts refuse.
 * Source: domain §7 (postponed), §5.
 */
export async function postponeDeal(
  context: WriteContext,
  id: string,
  { version, reason, verdict, client_waits: waits }: Unversioned<PostponeDealBody>,
): Promise<Result<DealCard>> {
  const found = await openDealForWork(context, id, version);
  if (!found.ok) return found;
  const { deal } = found.value;
  if (verdict.verdict === 'now' || verdict.verdict === 'none') {
    return invalid('/verdict/verdict', 'deals.postponed_is_not_now');
  }
  const ended = await endDeal(context, deal, { outcome: 'postponed', outcome_reason: reason }, reason);
  if (!ended.ok) return ended;
  const determined = await determineRelevance(context, deal.need_id, {
    ...verdict,
    ...(waits ? { wait: reason } : {}),
  });
  if (!determined.ok) return determined;
  context.effects.undo = null;
  return changedDeal(context, deal, 'deal.postponed');
}

/** Ends a deal; one that was at the contract and is not signed leaves its client out of contracting. */
async function endDeal(
  context: WriteContext,
  deal: DealRow,
  change: DealChange & { outcome: 'signed' | 'lost' | 'postponed' },
  reason: string | null,
): Promise<Result<undefined>> {
  if (!(await saveDeal(context, deal, { ...change, closed_at: context.now.toString() }))) {
    return staleDeal(context, deal.id);
  }
  await record(context, {
    action: `deal.${change.outcome}`,
    subject: { kind: 'deal', id: deal.id },
    clientId: deal.client_id,
    before: { stage: deal.stage, value_minor: deal.value_minor },
    after: change,
    reason,
  });
  if (change.outcome === 'signed') return ok();
  await dismissParticipant(context, deal.client_id, DEAL_OWNER, deal.id);
  if (deal.stage !== 'contract') return ok();
  const counted = await changeFacts(context, deal.client_id, { contractsOpenBy: -1 });
  return counted.ok ? ok() : counted;
}

/** A client that is closed takes its open deals with it; one with a contract is not closed at all. */
export function registerOutcomes(): void {
  registerClosingEffect('deals', async (context, client) => {
    for (const deal of await lockLiveDeals(context, client.id)) {
      const reason = client.closed_reason ?? '';
      const ended = await endDeal(context, deal, { outcome: 'lost', outcome_reason: reason }, reason);
      if (!ended.ok) return ended;
    }
    return ok();
  });
}
