import { useMemo } from 'react';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { parsePersonName, shortName } from '#shared/person-names.ts';
import { useWrite } from '#ui-kit/call.ts';
import { CompactRow } from '#ui-kit/data/CompactRow.tsx';
import type { Column } from '#ui-kit/data/columns.ts';
import { EditableCell, EditPencil } from '#ui-kit/data/EditableCell.tsx';
import { ProgressBar } from '#ui-kit/marks/Bars.tsx';
import { Chip, Late } from '#ui-kit/marks/Chip.tsx';
import { Num } from '#ui-kit/marks/Num.tsx';
import { useText } from '#ui-kit/text.tsx';
import { editProjectRoute } from '../contract.ts';
import type { ProjectItem, ProjectScope } from '../listing/contract.ts';
import { NextMilestone } from './NextMilestone.tsx';
import styles from './projects.module.css';

/** What is put away until somebody chooses it: what says little of projects that go on, or that have ended. */
const HIDDEN: Readonly<Record<ProjectScope, readonly string[]>> = {
  open: ['overdue', 'value', 'contract', 'region', 'opened', 'suspended_until', 'commissioned', 'warranty', 'closed'],
  ended: ['next', 'overdue', 'value', 'contract', 'region', 'opened', 'suspended_until', 'closed'],
  all: ['overdue', 'value', 'contract', 'region', 'opened', 'suspended_until', 'commissioned', 'warranty', 'closed'],
};

/** The columns of the list of projects: how far each has come, what is next, what is late, what is paid. */
export function useProjectColumns(scope: ProjectScope): Column<ProjectItem>[] {
  const { t, format } = useText();
  const { rights } = useActor();
  const edit = useWrite(editProjectRoute).mutateAsync;
  // Whoever sees their own alone need not read their own name in each row.
  const isOwnAlone = rights['reports.read'] === undefined && rights['projects.work'] === 'own';
  return useMemo(() => {
    const money = (id: 'overdue' | 'value', minor: (project: ProjectItem) => number): Column<ProjectItem> => ({
      id,
      header: t(`projects.column.${id}`),
      cell: (project) => (minor(project) === 0 ? null : <Num>{format.moneyShort(minor(project))}</Num>),
      align: 'right',
      width: 110,
    });
    const day = (
      id: 'suspended_until' | 'commissioned' | 'warranty',
      said: (project: ProjectItem) => string | null,
    ): Column<ProjectItem> => ({
      id,
      header: t(`projects.column.${id}`),
      cell: (project) => {
        const on = said(project);
        return on === null ? null : <Num>{format.date(on)}</Num>;
      },
      width: 124,
    });
    const moment = (id: 'opened' | 'closed', said: (project: ProjectItem) => string | null): Column<ProjectItem> => ({
      id,
      header: t(`projects.column.${id}`),
      cell: (project) => {
        const at = said(project);
        return at === null ? null : <Num>{format.dayOf(at)}</Num>;
      },
      width: 110,
      sortable: true,
    });
    const columns: Column<ProjectItem>[] = [
      {
        id: 'project',
        header: t('projects.column.project'),
        width: 280,
        grow: true,
        fixed: true,
        cell: (project) => (
          <span className={styles.two}>
            <span className="medium cut">{project.client_name}</span>
            <span className={styles.named}>
              <EditableCell
                label={t('projects.title_of')}
                value={project.title}
                look="cut"
                onSave={(title) => edit({ params: { id: project.id }, body: { version: project.version, title } })}
              >
                {project.title}
              </EditableCell>
              <EditPencil label={t('projects.title_of')} />
              <span className="nowrap">{t('projects.contract_no', { number: project.contract_number })}</span>
            </span>
          </span>
        ),
      },
      {
        id: 'stages',
        header: t('projects.column.stages'),
        width: 130,
        cell: (project) => <Stages project={project} />,
      },
      {
        id: 'next',
        header: t('projects.column.next'),
        width: 260,
        sortable: true,
        cell: (project) => <NextMilestone project={project} />,
      },
      {
        id: 'paid',
        header: t('projects.column.paid'),
        width: 190,
        align: 'right',
        cell: (project) => (
          <span className={`${styles.two} ${styles.atRight}`}>
            <Num>
              {t('projects.paid_of', {
                paid: format.moneyShort(project.paid_minor),
                total: format.moneyShort(project.value_minor),
              })}
            </Num>
            {project.overdue_minor > 0 ? (
              <span className="t-small strong">
                {t('projects.overdue_sum', { sum: format.moneyShort(project.overdue_minor) })}
              </span>
            ) : null}
          </span>
        ),
      },
      money('overdue', (project) => project.overdue_minor),
      { ...money('value', (project) => project.value_minor), sortable: true },
      {
        id: 'manager',
        header: t('projects.column.manager'),
        width: 160,
        cell: (project) => (
          <span className="cut" title={project.manager_name}>
            {shortName(parsePersonName(project.manager_name))}
          </span>
        ),
      },
      {
        id: 'state',
        header: t('projects.column.state'),
        width: 150,
        cell: (project) =>
          project.milestones_late > 0 ? (
            <Late>{t('projects.late', { count: project.milestones_late })}</Late>
          ) : (
            <Chip look={project.state === 'running' ? 'plain' : 'outline'}>{t(`projects.state.${project.state}`)}</Chip>
          ),
      },
      {
        id: 'contract',
        header: t('projects.column.contract'),
        width: 128,
        cell: (project) => <span className="cut ink-2">{project.contract_number}</span>,
      },
      {
        id: 'region',
        header: t('projects.column.region'),
        width: 160,
        cell: (project) => <span className="cut ink-2">{project.client_region}</span>,
      },
      moment('opened', (project) => project.opened_at),
      day('suspended_until', (project) => project.suspended_until),
      { ...day('commissioned', (project) => project.commissioned_on), sortable: true },
      day('warranty', (project) => project.warranty_until),
      moment('closed', (project) => project.closed_at),
    ];
    const hidden = [...HIDDEN[scope], ...(isOwnAlone ? ['manager'] : [])];
    return columns.map((column) => ({ ...column, hidden: hidden.includes(column.id) }));
  }, [t, format, scope, isOwnAlone, edit]);
}

/** One column that says which project, how far it has come and what is late: for a list under the thumb. */
export function useCompactProjects(): Column<ProjectItem>[] {
  const { t, format } = useText();
  return useMemo(
    () => [
      {
        id: 'project',
        header: t('projects.column.project'),
        grow: true,
        fixed: true,
        width: 280,
        cell: (project) => (
          <CompactRow
            title={project.client_name}
            aside={
              project.milestones_late > 0 ? (
                <Late>{t('projects.late', { count: project.milestones_late })}</Late>
              ) : (
                format.outOf(project.milestones_reached, project.milestones)
              )
            }
            note={project.title}
            more={
              project.overdue_minor > 0
                ? t('projects.overdue_sum', { sum: format.moneyShort(project.overdue_minor) })
                : format.moneyShort(project.value_minor)
            }
          />
        ),
      },
    ],
    [t, format],
  );
}

function Stages({ project }: { project: ProjectItem }) {
  const { t, format } = useText();
  const { milestones: of, milestones_reached: reached } = project;
  if (of === 0) return <span className="ink-3">{t('projects.no_milestones')}</span>;
  return (
    <span className={styles.stages}>
      <ProgressBar share={reached / of} label={t('projects.stages_reached', { reached, of })} />
      <Num>{format.outOf(reached, of)}</Num>
    </span>
  );
}
