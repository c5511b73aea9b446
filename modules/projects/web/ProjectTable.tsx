import { useMemo } from 'react';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { parsePersonName, shortName } from '#shared/person-names.ts';
import type { Column } from '#ui-kit/data/columns.ts';
import { DataTable } from '#ui-kit/data/DataTable.tsx';
import { ProgressBar } from '#ui-kit/marks/Bars.tsx';
import { Chip, Late } from '#ui-kit/marks/Chip.tsx';
import { Num } from '#ui-kit/marks/Num.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { ProjectLine } from '../contract.ts';
import { NextMilestone } from './NextMilestone.tsx';
import { NoProjects } from './NoProjects.tsx';
import styles from './projects.module.css';

export interface ShownProjects {
  items: readonly ProjectLine[];
  loading: boolean;
  ended: boolean;
  onOpen: (id: string) => void;
  onMore: (() => void) | undefined;
}

const ROW = 52;

/** All projects at once: how far each has come, what is next, what is late, what is paid. */
export function ProjectTable({ items, loading, ended, onOpen, onMore, keys }: ShownProjects & { keys: boolean }) {
  const { t } = useText();
  const { employee_id: me } = useActor();
  const all = useColumns();
  // Whoever leads every one of them need not read their own name in each row.
  const mine = items.every((project) => project.manager_id === me);
  const columns = useMemo(() => (mine ? all.filter(({ id }) => id !== 'manager') : all), [all, mine]);
  return (
    <DataTable
      label={t('projects.list')}
      columns={columns}
      rows={items}
      rowId={(project) => project.id}
      rowHeight={ROW}
      loading={loading}
      hasMore={onMore !== undefined}
      onMore={onMore}
      onOpen={(project) => onOpen(project.id)}
      keys={keys}
      memory={`projects/${ended}`}
      empty={<NoProjects ended={ended} />}
    />
  );
}

function useColumns(): Column<ProjectLine>[] {
  const { t, format } = useText();
  return useMemo(
    () => [
      {
        id: 'project',
        header: t('projects.column.project'),
        width: 280,
        grow: true,
        fixed: true,
        cell: (one) => (
          <span className={styles.two}>
            <span className="medium cut">{one.client_name}</span>
            <span className="ink-2 t-small cut">
              {one.title} · {t('projects.contract_no', { number: one.contract_number })}
            </span>
          </span>
        ),
      },
      {
        id: 'stages',
        header: t('projects.column.stages'),
        width: 130,
        cell: (one) => <Stages project={one} />,
      },
      {
        id: 'next',
        header: t('projects.column.next'),
        width: 260,
        cell: (one) => <NextMilestone project={one} />,
      },
      {
        id: 'paid',
        header: t('projects.column.paid'),
        width: 190,
        align: 'right',
        cell: (one) => (
          <span className={`${styles.two} ${styles.atRight}`}>
            <Num>
              {t('projects.paid_of', {
                paid: format.moneyShort(one.paid_minor),
                total: format.moneyShort(one.value_minor),
              })}
            </Num>
            {one.overdue_minor > 0 ? (
              <span className="t-small strong">
                {t('projects.overdue_sum', { sum: format.moneyShort(one.overdue_minor) })}
              </span>
            ) : null}
          </span>
        ),
      },
      {
        id: 'manager',
        header: t('projects.column.manager'),
        width: 160,
        cell: (one) => (
          <span className="cut" title={one.manager_name}>
            {shortName(parsePersonName(one.manager_name))}
          </span>
        ),
      },
      {
        id: 'state',
        header: t('projects.column.state'),
        width: 150,
        cell: (one) =>
          one.milestones_late > 0 ? (
            <Late>{t('projects.late', { count: one.milestones_late })}</Late>
          ) : (
            <Chip look={one.state === 'running' ? 'plain' : 'outline'}>{t(`projects.state.${one.state}`)}</Chip>
          ),
      },
    ],
    [t, format],
  );
}

function Stages({ project }: { project: ProjectLine }) {
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
