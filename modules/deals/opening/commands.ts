import { admitParticipant, changeFacts } from '#modules/clients/commands.ts';
import { lockClient, reachOf } from '#modules/clients/queries.ts';
import { groupOf } from '#modules/clients/rules.ts';
import { customForWrite } from '#modules/fields/queries.ts';
import { flatCustom } from '#modules/fields/rules.ts';
import { record } from '#modules/journal/commands.ts';
import type { Need } from '#modules/needs/contract.ts';
import { cadenceOf, openNeed } from '#modules/needs/queries.ts';
import { isInsideLeadTime } from '#modules/needs/rules.ts';
import { companyOf, companyToday } from '#modules/people/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import { rateOn } from '#shared/money.ts';
import { forbidden, invalid, notFound, ok, type Result, refuse } from '#shared/result.ts';
import { decidesAsHead, mayReadDeals, mayWorkOnDeals } from '../access.ts';
import type { DealCard, OpenDealBody } from '../contract.ts';
import { changedDeal, checkExpected, DEAL_OWNER } from '../records/commands.ts';
import { mayOpen } from '../rules.ts';
import { insertDeal, insertMove, installCriteria, openDealOfNeed } from '../store.ts';

/**
 * Opens a deal from an actual need that is relevant now; from a dated one inside its lead time a head opens it with a
 * reason. The client is in work by then, and is developed from now on. The need's owner owns the deal.
 * Refuses what `mayOpen` refuses, `deals.client_not_in_work`, `deals.still_in_qualification`, `deals.already_open`,
 * `deals.expected_in_past`. Source: domain §7.
 */
export async function openDeal(context: WriteContext, clientId: string, body: OpenDealBody): Promise<Result<DealCard>> {
  const reach = await reachOf(context, clientId);
  if (!mayReadDeals(reach)) return notFound();
  if (!mayWorkOnDeals(context.actor, reach)) return forbidden('deals.not_yours');
  const locked = await lockClient(context, clientId);
  if (!locked.ok) return locked;
  const client = locked.value;
  if (groupOf(client.state) !== 'in_work') return refuse('deals.client_not_in_work');
  if (client.state === 'in_qualification') return refuse('deals.still_in_qualification');
  const need = await openNeed(context, body.need_id);
  if (need === null || need.client_id !== clientId) return invalid('/need_id', 'deals.need_elsewhere');
  const possible = await checkOpening(context, need, body);
  if (!possible.ok) return possible;
  const custom = await customForWrite(context, 'deal', {}, body.custom);
  if (!custom.ok) return custom;
  const ownerId = need.owner_id ?? client.holder_id ?? context.actor.employeeId;
  if (ownerId === null) return refuse('deals.nobody_owns');

  const [company, today] = await Promise.all([companyOf(context), companyToday(context)]);
  await installCriteria(context, client.sales_system_id, company.language);
  const id = newId(context.now);
  const deal = {
    id,
    clientId,
    needId: need.id,
    salesSystemId: client.sales_system_id,
    ownerId,
    title: body.title ?? need.subject,
    valueMinor: body.value_minor ?? need.value_minor ?? 0,
    marginMinor: body.margin_minor ?? null,
    vatBp: body.vat_bp ?? rateOn(today),
    expectedOn: body.expected_on ?? null,
    openedReason: need.verdict === 'now' ? null : (body.reason ?? null),
    custom: custom.value,
  };
  await insertDeal(context, deal);
  await insertMove(context, { dealId: id, from: null, to: 'solution', reason: deal.openedReason });
  await admitParticipant(context, clientId, ownerId, DEAL_OWNER, id);
  if (!client.developing) {
    const developed = await changeFacts(context, clientId, { developing: true });
    if (!developed.ok) return developed;
  }
  await record(context, {
    action: 'deal.opened',
    subject: { kind: 'deal', id },
    clientId,
    after: {
      title: deal.title,
      stage: 'solution',
      value_minor: deal.valueMinor,
      expected_on: deal.expectedOn,
      ...flatCustom(custom.value),
    },
    reason: deal.openedReason,
  });
  return changedDeal(context, { id, client_id: clientId }, 'deal.opened');
}

async function checkOpening(context: WriteContext, need: Need, body: OpenDealBody): Promise<Result<undefined>> {
  const today = await companyToday(context);
  const { leadTimeDays } = await cadenceOf(context, need.sales_system_id);
  const opens = need.window_from === null ? null : Temporal.PlainDate.from(need.window_from);
  const possible = mayOpen(
    { status: need.status, verdict: need.verdict, insideLeadTime: isInsideLeadTime(opens, today, leadTimeDays) },
    { isHead: decidesAsHead(context.actor), reason: body.reason ?? null },
  );
  if (!possible.ok) return possible;
  const open = await openDealOfNeed(context, need.id);
  if (open !== undefined) return refuse('deals.already_open', { code: 'conflict', details: { deal_id: open.id } });
  return body.expected_on === undefined ? ok() : checkExpected(context, body.expected_on);
}
