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
import type { ProjectItem } from '../listing/contract.ts';
import { countProjects, listedView, projectItems } from '../listing/queries.ts';
import { isProjectScope, isProjectSort, ownOrder } from '../listing/rules.ts';
import { pageOfProjects } from '../listing/store.ts';
import { en } from '../texts.en.ts';
import { ru } from '../texts.ru.ts';
import type { ExportColumn } from './contract.ts';

type ExportedRow = ProjectItem & WrittenRow;

const wordsFor = ({ actor }: Pick<Context, 'actor'>) => (actor.language === 'en' ? en : ru);

/** Projects are taken out by whoever has the right to take clients out of the program: their names stand in the file. */
export function registerProjectExport(): void {
  registerListWriter('projects', {
    kind: 'project_export',
    may: (actor) => may(actor, 'clients.export') !== null,
    open: openProjects,
  });
}

const openProjects = exportOf({
  entity: 'project',
  title: (context) => wordsFor(context)['projects.title'],
  isScope: isProjectScope,
  isSort: isProjectSort,
  scope: 'open',
  usual: ownOrder,
  view: listedView,
  count: countProjects,
  page: pageOfProjects,
  rows: projectItems,
  columns: knownColumns,
});

/** What of a project stands in each column: sums in roubles and days as such, so that a spreadsheet counts with them. */
function knownColumns(context: Context): Record<ExportColumn, WrittenColumn<ExportedRow>> {
  const words = wordsFor(context);
  const printed = (on: string) => (context.actor.language === 'en' ? on : on.split('-').reverse().join('.'));
  const column = (
    heading: keyof typeof ru,
    cell: WrittenColumn<ExportedRow>['cell'],
    width = 16,
  ): WrittenColumn<ExportedRow> => ({ heading: words[heading], width, cell });
  return {
    project: column('projects.column.project', (row) => `${row.client_name}: ${row.title}`, 60),
    stages: column('projects.column.stages', (row) =>
      row.milestones === 0 ? null : `${row.milestones_reached} / ${row.milestones}`,
    ),
    next: column(
      'projects.column.next',
      ({ next_milestone: next }) => (next === null ? null : `${printed(next.planned_on)} ${next.title}`),
      40,
    ),
    paid: column('projects.column.paid', (row) => sumCell(row.paid_minor), 18),
    overdue: column('projects.column.overdue', (row) => sumCell(row.overdue_minor), 18),
    value: column('projects.column.value', (row) => sumCell(row.value_minor), 18),
    manager: column('projects.column.manager', (row) => row.manager_name, 28),
    state: column('projects.column.state', (row) => words[`projects.state.${row.state}`]),
    contract: column('projects.column.contract', (row) => row.contract_number),
    region: column('projects.column.region', (row) => row.client_region, 28),
    opened: column('projects.column.opened', (row) => dayCell(context, row.opened_at)),
    suspended_until: column('projects.column.suspended_until', (row) => onDayCell(row.suspended_until)),
    commissioned: column('projects.column.commissioned', (row) => onDayCell(row.commissioned_on)),
    warranty: column('projects.column.warranty', (row) => onDayCell(row.warranty_until)),
    closed: column('projects.column.closed', (row) => dayCell(context, row.closed_at)),
  };
}
