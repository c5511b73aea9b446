import { useState } from 'react';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { useRead, useWrite } from '#ui-kit/call.ts';
import { useClock } from '#ui-kit/clock.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { Chip, Late } from '#ui-kit/marks/Chip.tsx';
import { useText } from '#ui-kit/text.tsx';
import { acceptTaskRoute, listOfficeTasks, type OfficeTask } from '../../contract.ts';
import styles from '../office.module.css';
import { ReasonDialog } from '../ReasonDialog.tsx';

interface OfficePanelProps {
  clientId: string;
  onOrder?: (() => void) | undefined;
}

/** Paperwork of a client; whoever ordered it accepts it here or sends it back. */
export function OfficePanel({ clientId, onOrder }: OfficePanelProps) {
  const { t } = useText();
  const me = useActor();
  const tasks = useRead(listOfficeTasks, { query: { client_id: clientId, limit: 20 } });
  const [dialog, setDialog] = useState<{ what: 'rework' | 'reply'; task: OfficeTask } | null>(null);
  const accept = useWrite(acceptTaskRoute, { said: () => t('office.accepted') });
  const items = tasks.data?.items ?? [];
  return (
    <Section
      title={t('office.panel')}
      count={items.length}
      action={
        onOrder === undefined ? undefined : (
          <Button look="quiet" size="small" keys="KeyB" onClick={onOrder}>
            {t('office.order')}
          </Button>
        )
      }
    >
      {items.length === 0 ? <p className="ink-3">{t('office.panel_empty')}</p> : null}
      <ul className={styles.list}>
        {items.map((task) => (
          <li key={task.id} className={styles.line}>
            <span className="medium cut">{t(`office.type.${task.type_key}`)}</span>
            <TaskState task={task} />
            {task.question === null ? null : (
              <span className="row-wrap">
                <span className="medium">{t('office.question_open', { question: task.question })}</span>
                {task.asker_id === me.employee_id ? (
                  <Button size="small" onClick={() => setDialog({ what: 'reply', task })}>
                    {t('office.reply')}
                  </Button>
                ) : null}
              </span>
            )}
            {task.result_note === null ? null : <span className="ink-2 t-small">{task.result_note}</span>}
            {task.status === 'done' && task.asker_id === me.employee_id ? (
              <span className="row">
                <Button
                  size="small"
                  busy={accept.isPending}
                  onClick={() => accept.mutate({ params: { id: task.id }, body: { version: task.version } })}
                >
                  {t('office.accept')}
                </Button>
                <Button size="small" look="quiet" onClick={() => setDialog({ what: 'rework', task })}>
                  {t('office.rework')}
                </Button>
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {dialog === null ? null : <ReasonDialog {...dialog} onClose={() => setDialog(null)} />}
    </Section>
  );
}

function TaskState({ task }: { task: OfficeTask }) {
  const { t, format } = useText();
  const clock = useClock();
  const open = task.status === 'requested' || task.status === 'in_work';
  if (open && Temporal.Instant.compare(task.due_at, clock.now()) < 0)
    return <Late>{format.near(task.due_at, clock.now())}</Late>;
  return (
    <span className="row">
      <Chip>{t(`office.status.${task.status}`)}</Chip>
      <span className="ink-3 t-small nowrap">{format.dateTime(task.accepted_at ?? task.done_at ?? task.due_at)}</span>
    </span>
  );
}
