import type { Binder } from '#platform/http/bind.ts';
import {
  editDeal,
  loseDeal,
  moveDeal,
  openDeal,
  postponeDeal,
  recordExitEvidence,
  saveHandoverSheet,
  signDeal,
} from './commands.ts';
import {
  editDealRoute,
  listClientDealsRoute,
  loseDealRoute,
  moveDealRoute,
  openDealRoute,
  postponeDealRoute,
  recordExitEvidenceRoute,
  showDealRoute,
  signDealRoute,
} from './contract.ts';
import { saveHandoverRoute, showHandoverRoute } from './handover/contract.ts';
import { handoverSheet } from './handover/queries.ts';
import { dealFieldsRoute, groupDealsRoute, listDealsRoute, summariseDealsRoute } from './listing/contract.ts';
import { dealList, dealSummary, groupDeals, showDealFields } from './listing/queries.ts';
import { clientDeals, dealCard } from './queries.ts';

export function bindDealsRoutes(bind: Binder): void {
  bind.read(listClientDealsRoute, (context, { params }) => clientDeals(context, params.id));
  bind.write(openDealRoute, (context, { params, body }) => openDeal(context, params.id, body));
  bind.read(listDealsRoute, (context, { query }) => dealList(context, query));
  bind.read(dealFieldsRoute, (context) => showDealFields(context));
  bind.read(groupDealsRoute, (context, { query }) => groupDeals(context, query));
  bind.read(summariseDealsRoute, (context, { query }) => dealSummary(context, query));
  bind.read(showDealRoute, (context, { params }) => dealCard(context, params.id));
  bind.write(editDealRoute, (context, { params, body }) => editDeal(context, params.id, body));
  bind.write(recordExitEvidenceRoute, (context, { params, body }) => recordExitEvidence(context, params.id, body));
  bind.write(moveDealRoute, (context, { params, body }) => moveDeal(context, params.id, body));
  bind.write(signDealRoute, (context, { params, body }) => signDeal(context, params.id, body));
  bind.write(loseDealRoute, (context, { params, body }) => loseDeal(context, params.id, body));
  bind.write(postponeDealRoute, (context, { params, body }) => postponeDeal(context, params.id, body));
  bind.read(showHandoverRoute, (context, { params }) => handoverSheet(context, params.id));
  bind.write(saveHandoverRoute, (context, { params, body }) => saveHandoverSheet(context, params.id, body));
}
