import { changeFacts } from '#modules/clients/commands.ts';
import { offerUndo, record, registerUndo } from '#modules/journal/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { invalid, ok, type Result, refuse } from '#shared/result.ts';
import type { DealCard, ExitEvidenceBody, MoveDealBody } from '../contract.ts';
import { exitCriteriaOf } from '../queries.ts';
import {
  changedDeal,
  keepFile,
  notInFuture,
  openDealForWork,
  staleDeal,
  type Unversioned,
} from '../records/commands.ts';
import { mayMove, STAGES, type Stage } from '../rules.ts';
import { type DealRow, insertExitEvidence, insertMove, saveDeal, withdrawExitEvidence } from '../store.ts';

/**
 * Shows that an exit criterion is met: what was said or done, on which day, with a file when there is one. Evidence for a
 * later stage may come early.
 * Refuses: `deals.unknown_criterion`, `deals.day_in_future`, `deals.closed`, and what attaching a file refuses.
 * Source: domain §7 (exit criteria as evidence).
 */
export async function recordExitEvidence(
  context: WriteContext,
  id: string,
  body: ExitEvidenceBody,
): Promise<Result<DealCard>> {
  const found = await openDealForWork(context, id);
  if (!found.ok) return found;
  const { deal } = found.value;
  const criterion = (await exitCriteriaOf(context, deal)).find((one) => one.id === body.criterion_id);
  if (criterion === undefined) return invalid('/criterion_id', 'deals.unknown_criterion');
  const past = await notInFuture(context, '/on_day', body.on_day);
  if (!past.ok) return past;
  const kept = await keepFile(context, deal, body.file_id);
  if (!kept.ok) return kept;
  const evidenceId = await insertExitEvidence(context, {
    dealId: id,
    criterionId: body.criterion_id,
    onDay: body.on_day,
    said: body.said.trim(),
    fileId: body.file_id ?? null,
  });
  const entry = await record(context, {
    action: 'deal.evidence_recorded',
    subject: { kind: 'deal', id },
    clientId: deal.client_id,
    after: {
      evidence_id: evidenceId,
      stage: criterion.stage,
      title: criterion.title,
      said: body.said,
      on_day: body.on_day,
    },
  });
  offerUndo(context, entry);
  return changedDeal(context, deal, 'deal.evidence_recorded');
}

/**
 * Moves a deal forward by one stage with everything shown, or back with a reason. While a deal is at the contract, its
 * client is in contracting. Refuses what `mayMove` refuses, a stale version. Source: domain §2, §7.
 */
export async function moveDeal(
  context: WriteContext,
  id: string,
  { version, to, reason }: Unversioned<MoveDealBody>,
): Promise<Result<DealCard>> {
  const found = await openDealForWork(context, id, version);
  if (!found.ok) return found;
  const { deal } = found.value;
  const possible = mayMove(deal, to, await exitCriteriaOf(context, deal), reason ?? null);
  if (!possible.ok) return possible;
  const moved = await goTo(context, deal, to, reason ?? null);
  if (!moved.ok) return moved;
  const entry = await record(context, {
    action: 'deal.moved',
    subject: { kind: 'deal', id },
    clientId: deal.client_id,
    before: { stage: deal.stage },
    after: { stage: to },
    reason: reason ?? null,
  });
  context.effects.undo = null;
  offerUndo(context, entry);
  return changedDeal(context, deal, 'deal.moved');
}

/** Puts a deal at a stage and keeps count of the contracts its client has open. */
async function goTo(
  context: WriteContext,
  deal: DealRow,
  to: Stage,
  reason: string | null,
): Promise<Result<undefined>> {
  if (!(await saveDeal(context, deal, { stage: to, stage_since: context.now.toString() }))) {
    return staleDeal(context, deal.id);
  }
  await insertMove(context, { dealId: deal.id, from: deal.stage, to, reason });
  const by = Number(to === 'contract') - Number(deal.stage === 'contract');
  if (by === 0) return ok();
  const counted = await changeFacts(context, deal.client_id, { contractsOpenBy: by > 0 ? 1 : -1 });
  return counted.ok ? ok() : counted;
}

/** A move is taken back to the stage it came from; evidence, unless the stage it lets the deal leave has been left. */
export function registerStages(): void {
  registerUndo('deal.moved', async (context, entry) => {
    const found = await openDealForWork(context, entry.subjectId);
    if (!found.ok) return found;
    const { deal } = found.value;
    // Written by `moveDeal`, which is what makes the shapes true.
    const { stage: from } = entry.before as { stage: Stage };
    const { stage: to } = entry.after as { stage: Stage };
    if (deal.stage !== to) return refuse('journal.acted_on_since', { code: 'conflict' });
    const back = await goTo(context, deal, from, null);
    return back.ok ? changedDeal(context, deal, 'deal.moved') : back;
  });
  registerUndo('deal.evidence_recorded', async (context, entry) => {
    const found = await openDealForWork(context, entry.subjectId);
    if (!found.ok) return found;
    const { deal } = found.value;
    const { evidence_id: evidenceId, stage } = entry.after as { evidence_id: string; stage: Stage };
    if (STAGES.indexOf(deal.stage) > STAGES.indexOf(stage)) {
      return refuse('journal.acted_on_since', { code: 'conflict' });
    }
    await withdrawExitEvidence(context, evidenceId);
    return changedDeal(context, deal, 'deal.evidence_recorded');
  });
}
