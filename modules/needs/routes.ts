import { cardAfter } from '#modules/clients/queries.ts';
import type { Binder } from '#platform/http/bind.ts';
import { listChecksRoute, showCalendarRoute } from './calendar/contract.ts';
import { checkList, relevanceCalendar } from './calendar/queries.ts';
import {
  determineRelevance,
  editNeed,
  giveUpClient,
  letClientWait,
  recordEvidence,
  recordNeed,
  recordRecurrence,
  recordTrigger,
  resumeClient,
  satisfyNeed,
  voidNeed,
} from './commands.ts';
import {
  determineRelevanceRoute,
  editNeedRoute,
  giveUpClientRoute,
  letClientWaitRoute,
  listClientNeeds,
  recordEvidenceRoute,
  recordNeedRoute,
  recordRecurrenceRoute,
  resumeClientRoute,
  satisfyNeedRoute,
  showNeedRoute,
  voidNeedRoute,
} from './contract.ts';
import { showHorizonRoute } from './horizon/contract.ts';
import { horizon } from './horizon/queries.ts';
import { clientNeeds, needCard } from './queries.ts';
import { listTriggersRoute, recordTriggerRoute } from './triggers/contract.ts';
import { triggerList } from './triggers/queries.ts';

export function bindNeedsRoutes(bind: Binder): void {
  bind.read(listClientNeeds, (context, { params }) => clientNeeds(context, params.id));
  bind.write(recordNeedRoute, (context, { params, body }) => recordNeed(context, params.id, body));
  bind.read(showHorizonRoute, (context, { query }) => horizon(context, query));
  bind.read(showNeedRoute, (context, { params }) => needCard(context, params.id));
  bind.write(editNeedRoute, (context, { params, body }) => editNeed(context, params.id, body));
  bind.write(determineRelevanceRoute, (context, { params, body }) => determineRelevance(context, params.id, body));
  bind.write(recordEvidenceRoute, (context, { params, body }) => recordEvidence(context, params.id, body));
  bind.write(satisfyNeedRoute, (context, { params, body }) => satisfyNeed(context, params.id, body));
  bind.write(voidNeedRoute, (context, { params, body }) => voidNeed(context, params.id, body));
  bind.write(recordRecurrenceRoute, (context, { params, body }) => recordRecurrence(context, params.id, body));
  bind.write(letClientWaitRoute, async (context, { params, body }) =>
    cardAfter(context, await letClientWait(context, params.id, body)),
  );
  bind.write(resumeClientRoute, async (context, { params, body }) =>
    cardAfter(context, await resumeClient(context, params.id, body)),
  );
  bind.write(giveUpClientRoute, async (context, { params, body }) =>
    cardAfter(context, await giveUpClient(context, params.id, body)),
  );
  bind.read(showCalendarRoute, (context, { query }) => relevanceCalendar(context, query));
  bind.read(listChecksRoute, (context, { query }) => checkList(context, query));
  bind.write(recordTriggerRoute, (context, { body }) => recordTrigger(context, body));
  bind.read(listTriggersRoute, (context, { query }) => triggerList(context, query));
}
