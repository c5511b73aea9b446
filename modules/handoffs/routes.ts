import type { Binder } from '#platform/http/bind.ts';
import {
  acceptHandoff,
  disputeHandoff,
  offerAgain,
  offerHandoff,
  returnHandoff,
  settleDispute,
  withdrawHandoff,
} from './commands.ts';
import {
  acceptOneHandoff,
  disputeOneHandoff,
  listHandoffs,
  listMyHandoffs,
  offerOneHandoff,
  offerOneHandoffAgain,
  returnOneHandoff,
  settleOneDispute,
  showHandoff,
  showReadiness,
  withdrawOneHandoff,
} from './contract.ts';
import { readinessOf } from './offering/queries.ts';
import { handoffCard, handoffList, myHandoffs } from './queries.ts';
import { showRelay } from './relay/contract.ts';
import { relayOf } from './relay/queries.ts';
import { showFlow, showPair } from './statistics/contract.ts';
import { handoffFlow, pairStatistics } from './statistics/queries.ts';

export function bindHandoffsRoutes(bind: Binder): void {
  bind.read(listMyHandoffs, (context) => myHandoffs(context));
  bind.read(listHandoffs, (context, { query }) => handoffList(context, query));
  bind.read(showReadiness, (context, { query: { kind, client_id, subject_kind, subject_id } }) =>
    readinessOf(context, kind, client_id, { kind: subject_kind, id: subject_id }),
  );
  bind.read(showPair, (context, { query }) => pairStatistics(context, query));
  bind.read(showFlow, (context, { query }) => handoffFlow(context, query));
  bind.read(showRelay, (context, { params }) => relayOf(context, params.id));
  bind.read(showHandoff, (context, { params }) => handoffCard(context, params.id));
  bind.write(offerOneHandoff, (context, { body: { kind, client_id, subject, receiver_id, note } }) =>
    offerHandoff(context, { kind, clientId: client_id, subject, receiverId: receiver_id, note }),
  );
  bind.write(offerOneHandoffAgain, (context, { params, body: { version, receiver_id, note } }) =>
    offerAgain(context, params.id, { version, receiverId: receiver_id, note }),
  );
  bind.write(acceptOneHandoff, (context, { params, body }) => acceptHandoff(context, params.id, body));
  bind.write(returnOneHandoff, (context, { params, body }) => returnHandoff(context, params.id, body));
  bind.write(withdrawOneHandoff, (context, { params, body }) => withdrawHandoff(context, params.id, body));
  bind.write(disputeOneHandoff, (context, { params, body }) => disputeHandoff(context, params.id, body));
  bind.write(settleOneDispute, (context, { params, body }) => settleDispute(context, params.id, body));
}
