import type { Binder } from '#platform/http/bind.ts';
import { listFigureRecords, showCoverage, showDeskCounts, showRelay } from './contract.ts';
import { coverageReport, deskCounts, figureRecords, relayReport } from './queries.ts';

export function bindReportsRoutes(bind: Binder): void {
  bind.read(showDeskCounts, (context) => deskCounts(context));
  bind.read(showRelay, (context, { query }) => relayReport(context, query.sales_system_id));
  bind.read(showCoverage, (context, { query }) => coverageReport(context, query));
  bind.read(listFigureRecords, (context, { params, query }) => figureRecords(context, params.figure, query));
}
