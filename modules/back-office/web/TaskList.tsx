import { GroupedList } from '#ui-kit/data/GroupedList.tsx';
import { useText } from '#ui-kit/text.tsx';
import { DueMark } from './DueMark.tsx';
import type { ShownTasks } from './TaskTable.tsx';
import { grouped } from './task-groups.ts';

/** The same tasks on a narrow screen. */
export function TaskList({ tasks, now, openId, onOpen }: ShownTasks) {
  const { t, format } = useText();
  return (
    <GroupedList
      label={t('office.title')}
      activeId={openId}
      onOpen={(item) => onOpen(item.id)}
      groups={grouped(tasks, now, format.timeZone).map(({ id, items }) => ({
        id,
        label: t(`office.group.${id}`),
        items: items.map((task) => ({
          id: task.id,
          title: t(`office.type.${task.type_key}`),
          aside: <DueMark task={task} now={now} />,
          lines: [
            task.client_name,
            [
              task.asker_name,
              format.duration(task.standard_minutes),
              task.clerk_name ?? t('office.nobody'),
              t(task.question === null ? `office.status.${task.status}` : 'office.asks'),
            ].join(' · '),
          ],
        })),
      }))}
    />
  );
}
