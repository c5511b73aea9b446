import { admitParticipant, dismissParticipant } from '#modules/clients/commands.ts';
import { registerTransferEffect } from '#modules/clients/holding/commands.ts';
import { lockClient } from '#modules/clients/queries.ts';
import { record } from '#modules/journal/commands.ts';
import { registerSuccession } from '#modules/structure/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { ok, type Result } from '#shared/result.ts';
import { DEAL_OWNER, staleDeal } from '../records/commands.ts';
import { liveDealsOf, lockLiveDeals, saveDeal } from '../store.ts';

/** Passes the live deals of one employee at a client to another, inside another command. */
export async function passDeals(
  context: WriteContext,
  clientId: string,
  from: string,
  to: string,
): Promise<Result<undefined>> {
  const locked = await lockClient(context, clientId);
  if (!locked.ok) return locked;
  for (const deal of await lockLiveDeals(context, clientId)) {
    if (deal.owner_id !== from) continue;
    if (!(await saveDeal(context, deal, { owner_id: to }))) return staleDeal(context, deal.id);
    await dismissParticipant(context, clientId, DEAL_OWNER, deal.id);
    await admitParticipant(context, clientId, to, DEAL_OWNER, deal.id);
    await record(context, {
      action: 'deal.passed_on',
      subject: { kind: 'deal', id: deal.id },
      clientId,
      before: { owner_id: from },
      after: { owner_id: to },
    });
    await announce(context, { type: 'deal.passed_on', subjectKind: 'deal', subjectId: deal.id, clientId });
  }
  return ok();
}

/** Deals go with the client that changes hands, and pass to the successor of whoever leaves or gives up the role. */
export function registerDealPassing(): void {
  registerTransferEffect('deals', (context, { client, from, to }) => passDeals(context, client.id, from, to));
  registerSuccession({
    key: 'deals',
    functions: ['closing', 'account_growth'],
    async left(context, employeeId) {
      const live = await liveDealsOf(context, employeeId);
      return live.length === 0 ? [] : [{ key: 'live_deals', count: live.length }];
    },
    async passOn(context, from, to) {
      for (const clientId of new Set((await liveDealsOf(context, from)).map((deal) => deal.client_id))) {
        const passed = await passDeals(context, clientId, from, to);
        if (!passed.ok) return passed;
      }
      return ok();
    },
  });
}
