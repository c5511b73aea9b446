import { IconClipboardList } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useMay } from '#modules/structure/web/parts/actor.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { useRead, useWrite } from '#ui-kit/call.ts';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonRows } from '#ui-kit/feedback/Skeletons.tsx';
import { toast } from '#ui-kit/feedback/toast.tsx';
import { PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { SplitPane } from '#ui-kit/frame/SplitPane.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { Explain } from '#ui-kit/marks/Explain.tsx';
import { Whisker } from '#ui-kit/marks/Whisker.tsx';
import { usePhone } from '#ui-kit/media.ts';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { showOfficeDesk, takeNextRoute } from '../contract.ts';
import styles from './office.module.css';
import { TaskList } from './TaskList.tsx';
import { TaskPanel } from './TaskPanel.tsx';
import { TaskTable } from './TaskTable.tsx';

/** The service desk: the deadline is the order; what the back office released stands on top. */
export function OfficeDesk() {
  const { t, format } = useText();
  usePage({ crumbs: [{ label: t('office.title') }] });
  const mayPerform = useMay('office.perform') !== null;
  const desk = useRead(showOfficeDesk, {}, { refetchInterval: 60_000 });
  const [openId, setOpenId] = useState<string | null>(null);
  const phone = usePhone();
  // As of the last answer of the server, so that nothing jumps between two of them.
  const now = useMemo(() => Temporal.Instant.fromEpochMilliseconds(desk.dataUpdatedAt), [desk.dataUpdatedAt]);
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
  const shown = { tasks, now, openId, onOpen: setOpenId };
  return (
    <SplitPane
      side={opened === undefined ? null : <TaskPanel task={opened} onClose={() => setOpenId(null)} />}
      sideLabel={opened === undefined ? '' : t(`office.type.${opened.type_key}`)}
      onCloseSide={() => setOpenId(null)}
    >
      <div className={styles.desk}>
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
            {week.tasks === 0 ? null : (
              <div>
                <Whisker part={week.tasks_in_time} whole={week.tasks} />
                <span className="ink-3 t-small">{t('office.in_time')}</span>
              </div>
            )}
          </div>
        </PageHeader>
        {tasks.length === 0 ? (
          <EmptyState icon={IconClipboardList} title={t('office.empty')} text={t('office.empty_text')} />
        ) : (
          <div className={styles.table}>{phone ? <TaskList {...shown} /> : <TaskTable {...shown} />}</div>
        )}
      </div>
    </SplitPane>
  );
}
