import {
  dayCell,
  exportOf,
  registerListWriter,
  type WrittenColumn,
  type WrittenRow,
} from '#modules/lists/exports/queries.ts';
import { may } from '#modules/structure/access.ts';
import { salesSystems, segmentsOf } from '#modules/structure/queries.ts';
import type { Context } from '#platform/context.ts';
import type { ClientListRow } from '../listing/contract.ts';
import { listRow, narrowedView } from '../listing/queries.ts';
import { isListScope, isSortName } from '../listing/rules.ts';
import { countClients, pageOfClients } from '../listing/store.ts';
import { en } from '../texts.en.ts';
import { ru } from '../texts.ru.ts';
import type { ExportColumn } from './contract.ts';

type ExportedRow = ClientListRow & WrittenRow;

const wordsFor = ({ actor }: Pick<Context, 'actor'>) => (actor.language === 'en' ? en : ru);

/** The register is taken out by whoever has the right to take clients out of the program. Source: domain §14. */
export function registerClientExport(): void {
  registerListWriter('clients', {
    kind: 'client_export',
    may: (actor) => may(actor, 'clients.export') !== null,
    open: openClients,
  });
}

const openClients = exportOf({
  entity: 'client',
  title: (context) => wordsFor(context)['clients.list'],
  isScope: isListScope,
  isSort: isSortName,
  scope: 'market',
  usual: () => ({ sort: 'name', order: 'asc' }),
  view: narrowedView,
  count: countClients,
  page: pageOfClients,
  rows: (_context, stored) => stored.map(listRow),
  columns: knownColumns,
});

/** What of a client stands in each column. INN and phones are texts: a spreadsheet would take zeros and pluses off them. */
async function knownColumns(context: Context): Promise<Record<ExportColumn, WrittenColumn<ExportedRow>>> {
  const { language } = context.actor;
  const words = wordsFor(context);
  const systems = await salesSystems(context);
  const segments = (await Promise.all(systems.map(({ id }) => segmentsOf(context, id)))).flat();
  const names = new Map(segments.map(({ id, name }) => [id, name]));
  const printed = (day: string) => (language === 'ru' ? day.split('-').reverse().join('.') : day);
  const column = (
    heading: keyof typeof ru,
    cell: WrittenColumn<ExportedRow>['cell'],
    width = 16,
  ): WrittenColumn<ExportedRow> => ({ heading: words[heading], width, cell });
  return {
    name: column('clients.column.name', (row) => row.name, 44),
    state: column('clients.column.state', (row) => words[`clients.state.${row.state}`]),
    region: column('clients.field.region', (row) => row.region, 28),
    holder: column('clients.holder', (row) => row.holder?.full_name ?? null, 28),
    next_step: column(
      'clients.next_step',
      (row) => (row.next_step == null ? null : `${printed(row.next_step.on)} ${row.next_step.title}`),
      40,
    ),
    next_check: column('clients.column.check', (row) => (row.next_check == null ? null : { day: row.next_check.on })),
    size: column('clients.size', (row) => row.size ?? null),
    phone: column('clients.phone', (row) => row.phone ?? null),
    inn: column('clients.field.inn', (row) => row.inn ?? null),
    settlement: column('clients.field.settlement', (row) => row.settlement ?? null),
    type: column('clients.field.organisation_type', (row) => row.organisation_type ?? null),
    segment: column('clients.field.segment', (row) => names.get(row.segment_id ?? '') ?? null),
    tags: column('clients.tags', (row) => (row.tags ?? []).map(({ name }) => name).join(', '), 28),
    source: column('clients.field.source', (row) => row.source ?? null),
    note: column('clients.field.note', (row) => row.note ?? null, 60),
    touch: column('clients.column.touch', (row) => dayCell(context, row.last_touch_at)),
    created: column('clients.column.created', (row) => dayCell(context, row.created_at)),
    updated: column('clients.column.updated', (row) => dayCell(context, row.updated_at)),
  };
}
