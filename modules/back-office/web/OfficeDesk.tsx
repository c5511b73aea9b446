import { IconClipboardList } from '@tabler/icons-react';
import { useState } from 'react';
import { useMay } from '#modules/structure/web/parts/actor.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { useRead, useWrite } from '#ui-kit/call.ts';
import { GroupedList } from '#ui-kit/data/GroupedList.tsx';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonRows } from '#ui-kit/feedback/Skeletons.tsx';
import { toast } from '#ui-kit/feedback/toast.tsx';
import { PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { SplitPane } from '#ui-kit/frame/SplitPane.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { Late } from '#ui-kit/marks/Chip.tsx';
import { Explain } from '#ui-kit/marks/Explain.tsx';
import { Whisker } from '#ui-kit/marks/Whisker.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { type OfficeTask, showOfficeDesk, takeNextRoute } from '../contract.ts';
import styles from './office.module.css';
import { TaskPanel } from './TaskPanel.tsx';

/** The service desk: the deadline is the order; what the back office released stands on top. */
export function OfficeDesk() {
  const { t, format } = useText();
  usePage({ crumbs: [{ label: t('office.title') }] });
  const mayPerform = useMay('office.perform') !== null;
  const desk = useRead(showOfficeDesk, {}, { refetchInterval: 60_000 });
  const [openId, setOpenId] = useState<string | null>(null);
  const takeNext = useWrite(takeNextRoute);
  const next = () =>
    takeNext.mutate(
      {},
      { onSuccess: (task) => setOpenId(task.id), onError: (error) => toast({ text: error.message }) },
    );
  useKeys(
    { Enter: { run: next, label: t('office.take_next') } },
    { group: t('office.title'), enabled: mayPerform && openId === null },
  );

  if (desk.error !== null) return <ErrorState title={desk.error.message} requestId={desk.error.requestId} />;
  if (desk.data === undefined) {
    return (
      <Delayed>
        <SkeletonRows columns={[3, 2, 1]} rows={10} />
      </Delayed>
    );
  }
  const { tasks, week, managers } = desk.data;
  const opened = tasks.find((task) => task.id === openId);
  return (
    <SplitPane
      side={opened === undefined ? null : <TaskPanel task={opened} onClose={() => setOpenId(null)} />}
      sideLabel={opened === undefined ? '' : t(`office.type.${opened.type_key}`)}
      onCloseSide={() => setOpenId(null)}
    >
      <PageHeader
        title={t('office.title')}
        note={t('office.open_by_deadline', { count: tasks.length })}
        actions={
          mayPerform ? (
            <Button look="primary" keys="Enter" busy={takeNext.isPending} onClick={next}>
              {t('office.take_next')}
            </Button>
          ) : undefined
        }
      >
        <div className={styles.facts}>
          <div>
            <Explain
              formula={t('office.released_formula', {
                in_time: format.duration(week.in_time),
                briefing: format.duration(week.briefing),
                rework: format.duration(week.rework),
              })}
              note={
                managers.length === 0 ? undefined : (
                  <>
                    {t('office.released_by')}:{' '}
                    {managers.map((one) => `${one.full_name} ${format.duration(one.released)}`).join(', ')}
                  </>
                )
              }
            >
              {format.duration(week.released)}
            </Explain>
            <span className="ink-3 t-small">{t('office.released')}</span>
          </div>
          <div>
            <Whisker part={week.tasks_in_time} whole={week.tasks} />
            <span className="ink-3 t-small">{t('office.in_time')}</span>
          </div>
        </div>
      </PageHeader>
      {tasks.length === 0 ? (
        <EmptyState icon={IconClipboardList} title={t('office.empty')} text={t('office.empty_text')} />
      ) : (
        <GroupedList
          label={t('office.title')}
          activeId={openId}
          onOpen={(item) => setOpenId(item.id)}
          groups={groupsOf(tasks).map(({ id, items }) => ({
            id,
            label: t(`office.group.${id}`),
            items: items.map((task) => ({
              id: task.id,
              title: (
                <>
                  {t(`office.type.${task.type_key}`)} <span className="ink-2">· {task.client_name}</span>
                </>
              ),
              aside:
                id === 'overdue' ? (
                  <Late>{format.near(task.due_at, new Date().toISOString())}</Late>
                ) : (
                  format.dateTime(task.due_at)
                ),
              lines: [
                [
                  task.asker_name,
                  format.duration(task.standard_minutes),
                  task.clerk_name ?? t('office.nobody'),
                  t(`office.status.${task.status}`),
                ].join(' · '),
              ],
            })),
          }))}
        />
      )}
    </SplitPane>
  );
}

type Group = 'overdue' | 'today' | 'tomorrow' | 'later' | 'done';

function groupsOf(tasks: readonly OfficeTask[]): { id: Group; items: OfficeTask[] }[] {
  const groups: Group[] = ['overdue', 'today', 'tomorrow', 'later', 'done'];
  return groups
    .map((id) => ({ id, items: tasks.filter((task) => groupOf(task) === id) }))
    .filter(({ items }) => items.length > 0);
}

function groupOf(task: OfficeTask): Group {
  if (task.status === 'done') return 'done';
  const now = Temporal.Now.zonedDateTimeISO();
  const due = Temporal.Instant.from(task.due_at).toZonedDateTimeISO(now.timeZoneId);
  if (Temporal.ZonedDateTime.compare(due, now) < 0) return 'overdue';
  const days = now.toPlainDate().until(due.toPlainDate()).days;
  if (days === 0) return 'today';
  return days === 1 ? 'tomorrow' : 'later';
}
