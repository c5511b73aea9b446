import type { Binder } from '#platform/http/bind.ts';
import {
  callingDayRoute,
  contactFoundRoute,
  currentCallRoute,
  keepLeaseRoute,
  leaseClientRoute,
  listAttemptsRoute,
  nextClientRoute,
  notFoundRoute,
  recordOutcomeRoute,
  releaseLeaseRoute,
} from './contract.ts';
import { attemptList, callingDay } from './day/queries.ts';
import { contactFound, contactNotFound } from './finding/commands.ts';
import { keepLease, leaseClient, nextClient, releaseLease } from './leases/commands.ts';
import { recordOutcome } from './outcomes/commands.ts';
import { currentCall } from './queries.ts';

export function bindCallingRoutes(bind: Binder): void {
  bind.write(nextClientRoute, (context, { body }) => nextClient(context, body));
  bind.read(currentCallRoute, (context) => currentCall(context));
  bind.write(leaseClientRoute, (context, { params }) => leaseClient(context, params.id));
  bind.write(keepLeaseRoute, (context, { params }) => keepLease(context, params.id));
  bind.write(releaseLeaseRoute, (context, { body }) => releaseLease(context, body));
  bind.write(recordOutcomeRoute, (context, { params, body }) => recordOutcome(context, params.id, body));
  bind.write(contactFoundRoute, (context, { params, body }) => contactFound(context, params.id, body));
  bind.write(notFoundRoute, (context, { params, body }) => contactNotFound(context, params.id, body));
  bind.read(callingDayRoute, (context, { query }) => callingDay(context, query));
  bind.read(listAttemptsRoute, (context, { query }) => attemptList(context, query));
}
