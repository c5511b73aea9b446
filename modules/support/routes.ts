import type { Binder } from '#platform/http/bind.ts';
import {
  acceptAnswer,
  answerRequest,
  askAgain,
  askSupport,
  assignRequest,
  cancelRequest,
  completeBrief,
  returnBrief,
  setLevel,
  takeNextRequest,
} from './commands.ts';
import * as wire from './contract.ts';
import { routingView, supportDesk, supportRequest, supportRequests, typesToAsk } from './queries.ts';

export function bindSupportRoutes(bind: Binder): void {
  bind.read(wire.showSupportDesk, (context, { query }) => supportDesk(context, query.unit_id));
  bind.read(wire.listRequestTypes, (context, { query }) => typesToAsk(context, query.sales_system_id ?? null));
  bind.read(wire.listSupportRequests, (context, { query }) => supportRequests(context, query));
  bind.read(wire.showSupportRequest, (context, { params }) => supportRequest(context, params.id));
  bind.read(wire.showRouting, (context, { params }) => routingView(context, params.id));
  bind.write(wire.askSupportRoute, (context, { body }) => askSupport(context, body));
  bind.write(wire.completeBriefRoute, (context, { params, body }) => completeBrief(context, params.id, body));
  bind.write(wire.returnBriefRoute, (context, { params, body }) => returnBrief(context, params.id, body));
  bind.write(wire.assignRequestRoute, (context, { params, body }) => assignRequest(context, params.id, body));
  bind.write(wire.takeNextRequestRoute, (context, { body }) => takeNextRequest(context, body.unit_id));
  bind.write(wire.answerRequestRoute, (context, { params, body }) => answerRequest(context, params.id, body));
  bind.write(wire.acceptAnswerRoute, (context, { params, body }) => acceptAnswer(context, params.id, body.version));
  bind.write(wire.askAgainRoute, (context, { params, body }) => askAgain(context, params.id, body));
  bind.write(wire.cancelRequestRoute, (context, { params, body }) => cancelRequest(context, params.id, body));
  bind.write(wire.setLevelRoute, (context, { params, body }) =>
    setLevel(context, params.id, params.employee_id, body.level),
  );
}
