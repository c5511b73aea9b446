import { useState } from 'react';
import { FilesPanel } from '#modules/activities/web/parts/FilesPanel.tsx';
import { useActor, useMay } from '#modules/structure/web/parts/actor.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { useWrite } from '#ui-kit/call.ts';
import { KeyValue } from '#ui-kit/data/KeyValue.tsx';
import { toast } from '#ui-kit/feedback/toast.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { SidePanel } from '#ui-kit/frame/SidePanel.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { useText } from '#ui-kit/text.tsx';
import { acceptTaskRoute, type OfficeTask, takeTaskRoute } from '../contract.ts';
import { ReasonDialog } from './ReasonDialog.tsx';
import { useInputText } from './use-input-text.ts';

interface TaskPanelProps {
  task: OfficeTask;
  onClose: () => void;
}

/** One task: what was given, what is asked, its files, and what can be done with it now. */
export function TaskPanel({ task, onClose }: TaskPanelProps) {
  const { t, format } = useText();
  const me = useActor();
  const inputText = useInputText();
  const mayPerform = useMay('office.perform') !== null;
  const [dialog, setDialog] = useState<'rework' | 'cancel' | 'ask' | 'reply' | 'done' | null>(null);
  const take = useWrite(takeTaskRoute);
  const accept = useWrite(acceptTaskRoute, { said: () => t('office.accepted') });
  const mine = task.clerk_id === me.employee_id;
  const asked = task.asker_id === me.employee_id;
  const takes = mayPerform && task.status === 'requested';
  const finishes = mine && task.status === 'in_work';
  const accepts = asked && task.status === 'done';
  const version = { params: { id: task.id }, body: { version: task.version } };
  const failed = { onError: (error: Error) => toast({ text: error.message }) };
  useKeys(
    {
      ...(finishes ? { KeyD: { run: () => setDialog('done'), label: t('office.done') } } : {}),
      ...(mayPerform ? { KeyQ: { run: () => setDialog('ask'), label: t('office.ask') } } : {}),
    },
    { group: t('office.title') },
  );
  return (
    <SidePanel
      title={`${t(`office.type.${task.type_key}`)}, ${task.client_name}`}
      note={`${t('office.number', { number: task.number })} · ${t(`office.status.${task.status}`)}`}
      onClose={onClose}
      foot={
        <div className="row-wrap">
          {takes ? (
            <Button look="primary" busy={take.isPending} onClick={() => take.mutate(version, failed)}>
              {t('office.take')}
            </Button>
          ) : null}
          {finishes ? (
            <Button look="primary" keys="KeyD" onClick={() => setDialog('done')}>
              {t('office.done')}
            </Button>
          ) : null}
          {accepts ? (
            <Button look="primary" busy={accept.isPending} onClick={() => accept.mutate(version, failed)}>
              {t('office.accept')}
            </Button>
          ) : null}
          {mayPerform && (takes || finishes) ? (
            <Button keys="KeyQ" onClick={() => setDialog('ask')}>
              {t('office.ask')}
            </Button>
          ) : null}
          {asked && task.question !== null ? (
            <Button onClick={() => setDialog('reply')}>{t('office.reply')}</Button>
          ) : null}
          {accepts ? <Button onClick={() => setDialog('rework')}>{t('office.rework')}</Button> : null}
          {asked && (task.status === 'requested' || task.status === 'in_work') ? (
            <Button look="quiet" onClick={() => setDialog('cancel')}>
              {t('office.cancel')}
            </Button>
          ) : null}
        </div>
      }
    >
      <Section>
        <KeyValue
          items={[
            {
              label: t('office.client'),
              value: <AppLink href={`/clients/${task.client_id}`}>{task.client_name}</AppLink>,
            },
            { label: t('office.for_whom'), value: task.asker_name },
            { label: t('office.due'), value: format.dateTime(task.due_at) },
            { label: t('office.norm'), value: format.duration(task.standard_minutes) },
            { label: t('office.who'), value: task.clerk_name ?? t('office.nobody') },
            ...Object.entries(task.inputs).map(([name, value]) => ({ label: inputText(name), value })),
            ...(task.note === null ? [] : [{ label: t('office.note'), value: task.note }]),
            ...(task.question === null ? [] : [{ label: t('office.question'), value: task.question }]),
            ...(task.rework_reason === null
              ? []
              : [
                  {
                    label: t('office.rework_title'),
                    value: t('office.reworked', { count: task.rework_rounds, reason: task.rework_reason }),
                  },
                ]),
            ...(task.result_note === null ? [] : [{ label: t('office.result'), value: task.result_note }]),
          ]}
        />
      </Section>
      <FilesPanel clientId={task.client_id} about={{ kind: 'office_task', id: task.id }} />
      {dialog === null ? null : <ReasonDialog task={task} what={dialog} onClose={() => setDialog(null)} />}
    </SidePanel>
  );
}
