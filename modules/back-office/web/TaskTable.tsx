import { useMemo } from 'react';
import { parsePersonName, shortName } from '#shared/person-names.ts';
import type { Column } from '#ui-kit/data/columns.ts';
import { DataTable } from '#ui-kit/data/DataTable.tsx';
import { Avatar } from '#ui-kit/marks/Avatar.tsx';
import { Num } from '#ui-kit/marks/Num.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { OfficeTask } from '../contract.ts';
import { DueMark } from './DueMark.tsx';
import { grouped, groupOf } from './task-groups.ts';

export interface ShownTasks {
  tasks: readonly OfficeTask[];
  now: Temporal.Instant;
  openId: string | null;
  onOpen: (id: string) => void;
}

/** Open tasks under the headings of their deadlines, for whom, what is left, who does it. */
export function TaskTable({ tasks, now, openId, onOpen }: ShownTasks) {
  const { t, format } = useText();
  const columns = useColumns(now);
  const groups = grouped(tasks, now, format.timeZone);
  return (
    <DataTable
      label={t('office.title')}
      columns={columns}
      rows={groups.flatMap(({ items }) => items)}
      rowId={(task) => task.id}
      activeId={openId}
      onOpen={(task) => onOpen(task.id)}
      groupOf={(task) => {
        const id = groupOf(task, now, format.timeZone);
        const count = groups.find((group) => group.id === id)?.items.length ?? 0;
        return { id, label: t(`office.group.${id}`), note: format.number(count) };
      }}
    />
  );
}

function useColumns(now: Temporal.Instant): Column<OfficeTask>[] {
  const { t, format } = useText();
  return useMemo(
    () => [
      {
        id: 'what',
        header: t('office.what'),
        width: 200,
        fixed: true,
        cell: (task) => <span className="medium cut">{t(`office.type.${task.type_key}`)}</span>,
      },
      {
        id: 'client',
        header: t('office.client'),
        width: 220,
        grow: true,
        cell: (task) => <span className="cut">{task.client_name}</span>,
      },
      {
        id: 'for_whom',
        header: t('office.for_whom'),
        width: 130,
        cell: (task) => <span className="ink-2 cut">{shortName(parsePersonName(task.asker_name))}</span>,
      },
      { id: 'due', header: t('office.due'), width: 160, cell: (task) => <DueMark task={task} now={now} /> },
      {
        id: 'norm',
        header: t('office.norm'),
        width: 96,
        align: 'right',
        cell: (task) => <Num>{format.duration(task.standard_minutes)}</Num>,
      },
      {
        id: 'clerk',
        header: t('office.who'),
        width: 76,
        cell: (task) =>
          task.clerk_name === null ? (
            <span className="ink-3">{t('office.nobody')}</span>
          ) : (
            <Avatar name={task.clerk_name} />
          ),
      },
      {
        id: 'state',
        header: t('office.state'),
        width: 170,
        cell: (task) => (
          <span className={task.question === null ? 'ink-2 cut' : 'medium cut'}>
            {t(task.question === null ? `office.status.${task.status}` : 'office.asks')}
          </span>
        ),
      },
    ],
    [t, format, now],
  );
}
