import { registerTimelinePart } from '#modules/activities/queries.ts';
import { registerMergePart } from '#modules/clients/merging/commands.ts';
import { reachOf } from '#modules/clients/queries.ts';
import { registerTrashGuard } from '#modules/clients/trash/commands.ts';
import { registerCarrier } from '#modules/fields/indexing/queries.ts';
import { registerRecordReach } from '#modules/journal/queries.ts';
import { registerNeedUse } from '#modules/needs/commands.ts';
import { registerOutlook } from '#modules/needs/horizon/queries.ts';
import { mayReadDeals } from './access.ts';
import { registerDealExport } from './exports/queries.ts';
import { registerDealSearch } from './finding/queries.ts';
import { registerHandover } from './handover/commands.ts';
import { registerOutcomes } from './outcomes/commands.ts';
import { registerDealPassing } from './passing/commands.ts';
import { registerDealRecords } from './records/commands.ts';
import { registerStages } from './stages/commands.ts';
import { clientsWithDeals, dealById, openDealOfNeed, outlookOf, ROWS_AT_CLIENT } from './store.ts';
import { dealLines } from './timeline/store.ts';

export { saveHandoverSheet } from './handover/commands.ts';
export { openDeal } from './opening/commands.ts';
export { loseDeal, postponeDeal, signDeal } from './outcomes/commands.ts';
export { editDeal } from './records/commands.ts';
export { moveDeal, recordExitEvidence } from './stages/commands.ts';

/** Registers with earlier modules: the hand-off to delivery, what rests on a need, what is taken back and passed on. */
export function registerDeals(): void {
  registerCarrier({ entity: 'deal', table: 'deals', listed: true });
  registerDealRecords();
  registerStages();
  registerOutcomes();
  registerDealPassing();
  registerHandover();
  registerMergePart({ key: 'deals', rows: ROWS_AT_CLIENT });
  registerTrashGuard('deals', async (context, ids) => {
    const deals = await clientsWithDeals(context, ids);
    return new Map(
      deals.map(({ client_id, signed, title }) => [
        client_id,
        { reason: signed ? 'deals.keeps_client_signed' : 'deals.keeps_client_open', values: { title } },
      ]),
    );
  });
  registerDealSearch();
  registerDealExport();
  registerNeedUse(async (context, needId) => (await openDealOfNeed(context, needId)) !== undefined);
  registerOutlook(outlookOf);
  registerTimelinePart({ key: 'deals', group: 'decisions', read: dealLines });
  registerRecordReach('deal', async (context, id) => {
    const deal = await dealById(context, id);
    return deal !== null && mayReadDeals(await reachOf(context, deal.client_id));
  });
}
