import { cancelSteps } from '#modules/activities/commands.ts';
import { changeFacts, dismissParticipant } from '#modules/clients/commands.ts';
import { lockClient } from '#modules/clients/queries.ts';
import { type AcceptedHandoff, registerHandoffKind } from '#modules/handoffs/commands.ts';
import { effectsOf } from '#modules/handoffs/kinds/commands.ts';
import { record } from '#modules/journal/commands.ts';
import { passNeeds } from '#modules/needs/commands.ts';
import { needsOf } from '#modules/needs/queries.ts';
import { isOpen } from '#modules/needs/rules.ts';
import { employeeById } from '#modules/people/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { invalid, notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import { DEAL_OWNER, dealForWork, staleDeal } from '../records/commands.ts';
import { lockDeal, lockLiveDeals, saveDeal } from '../store.ts';
import type { HandoverSheet, HandoverSheetBody } from './contract.ts';
import { dealsToOffer, handoverCriteria, handoverPackage } from './queries.ts';
import { saveSheet, sheetOf } from './store.ts';

/**
 * Saves the handover sheet of a deal. It may be written before the signature; what has been offered stays frozen.
 * Refuses: `deals.ended_without_contract`, `deals.handed_over`, a stale version. Source: domain §4 (H2).
 */
export async function saveHandoverSheet(
  context: WriteContext,
  dealId: string,
  body: HandoverSheetBody,
): Promise<Result<HandoverSheet>> {
  const found = await dealForWork(context, dealId);
  if (!found.ok) return found;
  const { deal } = found.value;
  if (deal.outcome === 'lost' || deal.outcome === 'postponed') return refuse('deals.ended_without_contract');
  if (deal.handed_over_at !== null) return refuse('deals.handed_over', { code: 'conflict' });
  if (body.needs_owner_id !== null) {
    const owner = await employeeById(context, body.needs_owner_id);
    if (owner?.status !== 'active') return invalid('/needs_owner_id', 'field.not_in_list');
  }
  const before = await sheetOf(context, dealId);
  if (!(await saveSheet(context, dealId, body))) return staleVersion(before);
  await record(context, {
    action: 'deal.sheet_saved',
    subject: { kind: 'deal', id: dealId },
    clientId: deal.client_id,
    before: { ...before },
    after: body,
  });
  await announce(context, {
    type: 'deal.sheet_saved',
    subjectKind: 'deal',
    subjectId: dealId,
    clientId: deal.client_id,
  });
  return ok(await sheetOf(context, dealId));
}

/**
 * Delivery has accepted the client. The deal is then the project's past; the giver's steps at the client fall away, save
 * where other deals or needs of theirs go on; the client's other open needs stay with the giver unless the package names
 * somebody. The receiver becomes the holder in what follows: the effect that opens the project sets holder, first step,
 * `runningProjectsBy: 1` and `contractsOpenBy: -1` in one change. With nobody to open a project acceptance is refused:
 * `deals.delivery_missing`. Source: domain §2, §4.
 */
async function onAccepted(context: WriteContext, handoff: AcceptedHandoff): Promise<Result<unknown>> {
  if (effectsOf('H2').length === 0) return refuse('deals.delivery_missing');
  const { clientId, giverId, receiverId } = handoff;
  const locked = await lockClient(context, clientId);
  if (!locked.ok) return locked;
  const deal = await lockDeal(context, handoff.subject.id);
  if (deal === null || deal.client_id !== clientId) return notFound();
  if (deal.outcome !== 'signed') return refuse('deals.not_signed');
  if (deal.handed_over_at !== null) return refuse('deals.handed_over', { code: 'conflict' });
  if (!(await saveDeal(context, deal, { handed_over_at: context.now.toString() }))) return staleDeal(context, deal.id);
  await dismissParticipant(context, clientId, DEAL_OWNER, deal.id);

  const keeper = keeperOf(handoff) ?? giverId;
  for (const owner of new Set([giverId, receiverId])) {
    if (owner === keeper) continue;
    const passed = await passNeeds(context, clientId, owner, keeper);
    if (!passed.ok) return passed;
  }
  const others = (await lockLiveDeals(context, clientId)).filter((other) => other.id !== deal.id);
  const needsGoOn = (await needsOf(context, clientId)).some((need) => isOpen(need.status) && need.owner_id === giverId);
  const about = { kind: 'deal', id: deal.id };
  const goesOn = needsGoOn || others.some((other) => other.owner_id === giverId);
  const cancelled = await cancelSteps(context, clientId, handoff.note ?? '', goesOn ? { about } : { ownerId: giverId });
  if (!cancelled.ok) return cancelled;
  if (others.some((other) => other.outcome === null)) return ok();
  return changeFacts(context, clientId, { developing: false });
}

/** Whom the frozen package names as the keeper of the client's other needs. */
function keeperOf(handoff: AcceptedHandoff): string | null {
  const named = handoff.package.data?.needs_owner_id;
  return typeof named === 'string' ? named : null;
}

export function registerHandover(): void {
  registerHandoffKind({
    kind: 'H2',
    from: 'closing',
    to: 'delivery',
    deadlineNorm: 'handoff.h2.deadline_days',
    silentAcceptance: false,
    criteria: handoverCriteria,
    freeze: handoverPackage,
    onAccepted,
    toOffer: dealsToOffer,
  });
}
