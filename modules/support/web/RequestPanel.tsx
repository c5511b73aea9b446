import { IconArrowRight, IconMinus, IconSchool } from '@tabler/icons-react';
import { useState } from 'react';
import { FilesPanel } from '#modules/activities/web/parts/FilesPanel.tsx';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { useRead, useWrite } from '#ui-kit/call.ts';
import { KeyValue } from '#ui-kit/data/KeyValue.tsx';
import { toast } from '#ui-kit/feedback/toast.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { SidePanel } from '#ui-kit/frame/SidePanel.tsx';
import { Glyph } from '#ui-kit/icon.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { useText } from '#ui-kit/text.tsx';
import { assignRequestRoute, type SupportDesk, type SupportRequest, showRouting } from '../contract.ts';
import { AnswerDialog } from './AnswerDialog.tsx';
import { AssignDialog } from './AssignDialog.tsx';
import styles from './support.module.css';
import { WordsDialog } from './WordsDialog.tsx';

interface RequestPanelProps {
  request: SupportRequest;
  desk: SupportDesk;
  onClose: () => void;
}

/** One request: who gets it and why, the brief, what can be done with it now. */
export function RequestPanel({ request, desk, onClose }: RequestPanelProps) {
  const { t, format } = useText();
  const me = useActor();
  const [dialog, setDialog] = useState<'assign' | 'return' | 'answer' | null>(null);
  const queued = request.status === 'queued';
  const routing = useRead(showRouting, { params: { id: request.id } }, { enabled: queued });
  const assign = useWrite(assignRequestRoute);
  const assigns = queued && (desk.may_answer || desk.may_route);
  const answers =
    request.specialist_id === me.employee_id && (request.status === 'in_work' || request.status === 'asked_again');
  const assignChosen = () =>
    assign.mutate(
      { params: { id: request.id }, body: { version: request.version } },
      { onError: (error) => toast({ text: error.message }) },
    );
  useKeys(
    {
      ...(assigns
        ? {
            KeyM: { run: assignChosen, label: t('support.assign') },
            KeyR: { run: () => setDialog('return'), label: t('support.return_brief') },
          }
        : {}),
      ...(answers ? { KeyD: { run: () => setDialog('answer'), label: t('support.answer') } } : {}),
    },
    { group: t('support.title') },
  );
  return (
    <SidePanel
      title={request.type_name}
      note={`${request.client_name} · ${t(`support.status.${request.status}`)}`}
      onClose={onClose}
      foot={
        <div className="row-wrap">
          {assigns ? (
            <Button look="primary" keys="KeyM" busy={assign.isPending} onClick={assignChosen}>
              {t('support.assign')}
            </Button>
          ) : null}
          {answers ? (
            <Button look="primary" keys="KeyD" onClick={() => setDialog('answer')}>
              {t('support.answer')}
            </Button>
          ) : null}
          {assigns ? (
            <Button keys="KeyR" onClick={() => setDialog('return')}>
              {t('support.return_brief')}
            </Button>
          ) : null}
          {queued && desk.may_route && routing.data !== undefined ? (
            <Button look="quiet" onClick={() => setDialog('assign')}>
              {t('support.assign_other')}
            </Button>
          ) : null}
        </div>
      }
    >
      {queued && routing.data !== undefined ? (
        <Section title={t('support.who_next')}>
          {routing.data.specialist_id === null ? <p>{t('support.nobody')}</p> : null}
          <ul className={styles.list}>
            {routing.data.order.map((one) => (
              <li key={one.employee_id} className={styles.candidate}>
                <Glyph of={one.why === 'chosen' ? IconArrowRight : one.why === 'learner' ? IconSchool : IconMinus} />
                <span className={one.why === 'chosen' ? 'strong' : ''}>{one.name}</span>
                <span className="nowrap">{format.duration(one.load_minutes)}</span>
                <span className="ink-3 t-small">{t(`support.why.${one.why}`)}</span>
              </li>
            ))}
          </ul>
          <p className="ink-3 t-small">{t('support.routing_note')}</p>
        </Section>
      ) : null}
      <Section title={t('support.brief')}>
        <KeyValue
          items={[
            {
              label: t('support.client'),
              value: <AppLink href={`/clients/${request.client_id}`}>{request.client_name}</AppLink>,
            },
            { label: t('support.question'), value: request.question },
            ...Object.entries(request.inputs).map(([label, value]) => ({ label, value })),
            ...(request.missing.length === 0
              ? []
              : [{ label: t('support.brief'), value: t('support.missing', { what: request.missing.join(', ') }) }]),
            ...(request.returned_note === null ? [] : [{ label: t('support.words'), value: request.returned_note }]),
            { label: t('support.asked_by'), value: request.asker_name },
            ...(request.due_at === null ? [] : [{ label: t('support.due'), value: format.dateTime(request.due_at) }]),
            ...(request.specialist_name === null
              ? []
              : [{ label: t('support.specialist'), value: request.specialist_name }]),
            ...(request.finding === null ? [] : [{ label: t('support.finding'), value: request.finding }]),
            ...(request.for_client === null ? [] : [{ label: t('support.for_client'), value: request.for_client }]),
          ]}
        />
      </Section>
      <FilesPanel clientId={request.client_id} about={{ kind: 'support_request', id: request.id }} />
      {dialog === 'answer' ? <AnswerDialog request={request} onClose={() => setDialog(null)} /> : null}
      {dialog === 'return' ? <WordsDialog request={request} what="return" onClose={() => setDialog(null)} /> : null}
      {dialog === 'assign' && routing.data !== undefined ? (
        <AssignDialog request={request} routing={routing.data} onClose={() => setDialog(null)} />
      ) : null}
    </SidePanel>
  );
}
