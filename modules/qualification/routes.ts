import type { Binder } from '#platform/http/bind.ts';
import { saveBrief, setCriteria } from './briefs/commands.ts';
import {
  giveVerdictRoute,
  listCriteriaRoute,
  ownHandoffsRoute,
  readBriefRoute,
  saveBriefRoute,
  setCriteriaRoute,
} from './contract.ts';
import { briefOf, criteriaList, ownHandoffFigures } from './queries.ts';
import { giveVerdict } from './verdicts/commands.ts';

export function bindQualificationRoutes(bind: Binder): void {
  bind.read(readBriefRoute, (context, { params }) => briefOf(context, params.id));
  bind.write(saveBriefRoute, (context, { params, body }) => saveBrief(context, params.id, body));
  bind.write(giveVerdictRoute, (context, { params, body }) => giveVerdict(context, params.id, body));
  bind.read(listCriteriaRoute, (context, { query }) => criteriaList(context, query));
  bind.write(setCriteriaRoute, (context, { body }) => setCriteria(context, body));
  bind.read(ownHandoffsRoute, (context) => ownHandoffFigures(context));
}
