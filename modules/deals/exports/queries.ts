import {
  dayCell,
  exportOf,
  onDayCell,
  registerListWriter,
  sumCell,
  type WrittenColumn,
  type WrittenRow,
} from '#modules/lists/exports/queries.ts';
import { may } from '#modules/structure/access.ts';
import type { Context } from '#platform/context.ts';
import type { DealItem } from '../listing/contract.ts';
import { countDeals, dealItems, dealView } from '../listing/queries.ts';
import { isDealScope, isDealSort, ownOrder } from '../listing/rules.ts';
import { pageOfDeals } from '../listing/store.ts';
import { en } from '../texts.en.ts';
import { ru } from '../texts.ru.ts';
import type { ExportColumn } from './contract.ts';

type ExportedRow = DealItem & WrittenRow;

const wordsFor = ({ actor }: Pick<Context, 'actor'>) => (actor.language === 'en' ? en : ru);

/** Deals are taken out by whoever has the right to take clients out of the program: their names stand in the file. */
export function registerDealExport(): void {
  registerListWriter('deals', {
    kind: 'deal_export',
    may: (actor) => may(actor, 'clients.export') !== null,
    open: openDeals,
  });
}

const openDeals = exportOf({
  entity: 'deal',
  title: (context) => wordsFor(context)['deals.title'],
  isScope: isDealScope,
  isSort: isDealSort,
  scope: 'live',
  usual: ownOrder,
  view: dealView,
  count: countDeals,
  page: pageOfDeals,
  rows: dealItems,
  columns: knownColumns,
});

/** What of a deal stands in each column: sums in roubles and days as such, so that a spreadsheet counts with them. */
function knownColumns(context: Context): Record<ExportColumn, WrittenColumn<ExportedRow>> {
  const words = wordsFor(context);
  const column = (
    heading: keyof typeof ru,
    cell: WrittenColumn<ExportedRow>['cell'],
    width = 16,
  ): WrittenColumn<ExportedRow> => ({ heading: words[heading], width, cell });
  return {
    client: column('deals.column.client', (row) => row.client_name, 44),
    region: column('deals.list_field.region', (row) => row.client_region, 28),
    title: column('deals.column.title', (row) => row.title, 44),
    stage: column('deals.column.stage', (row) =>
      row.outcome === null || row.outcome === 'signed'
        ? words[`deals.stage.${row.stage}`]
        : words[`deals.outcome.${row.outcome}`],
    ),
    expected: column('deals.column.expected', (row) => onDayCell(row.expected_on)),
    value: column('deals.column.value', (row) => sumCell(row.value_minor), 18),
    margin: column('deals.list_field.margin', (row) => sumCell(row.margin_minor), 18),
    stage_since: column('deals.column.days', (row) => row.stage_days, 8),
    missing: column('deals.column.missing', (row) => row.missing.join('; '), 44),
    owner: column('deals.column.owner', (row) => row.owner_name, 28),
    contract: column('deals.column.contract', (row) => row.contract_number),
    signed: column('deals.list_field.signed', (row) => onDayCell(row.signed_on)),
    closed: column('deals.list_field.closed', (row) => dayCell(context, row.closed_at)),
    why: column(
      'deals.column.why',
      (row) => [row.lost_to, row.outcome_reason].filter((part) => part !== null).join(': '),
      44,
    ),
    opened: column('deals.list_field.opened', (row) => dayCell(context, row.opened_at)),
  };
}
