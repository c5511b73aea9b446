import { useState } from 'react';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { useRead, useWrite } from '#ui-kit/call.ts';
import { Section } from '#ui-kit/frame/Section.tsx';
import { Chip } from '#ui-kit/marks/Chip.tsx';
import { useText } from '#ui-kit/text.tsx';
import { acceptAnswerRoute, listSupportRequests, type SupportRequest } from '../../contract.ts';
import styles from '../support.module.css';
import { WordsDialog } from '../WordsDialog.tsx';
import { RequestDialog } from './RequestDialog.tsx';

interface SupportPanelProps {
  clientId: string;
  onAsk?: (() => void) | undefined;
}

/** What experts were asked about a client, with both versions of each answer; the asker accepts or asks again here. */
export function SupportPanel({ clientId, onAsk }: SupportPanelProps) {
  const { t, format } = useText();
  const me = useActor();
  const requests = useRead(listSupportRequests, { query: { client_id: clientId, limit: 20 } });
  const accept = useWrite(acceptAnswerRoute, { said: () => t('support.accepted') });
  const [again, setAgain] = useState<SupportRequest | null>(null);
  const [completed, setCompleted] = useState<SupportRequest | null>(null);
  const items = requests.data?.items ?? [];
  return (
    <Section
      title={t('support.panel')}
      count={items.length}
      action={
        onAsk === undefined ? undefined : (
          <Button look="quiet" size="small" keys="KeyS" onClick={onAsk}>
            {t('support.ask')}
          </Button>
        )
      }
    >
      {items.length === 0 ? <p className="ink-3">{t('support.panel_empty')}</p> : null}
      <ul className={styles.list}>
        {items.map((request) => {
          const mine = request.asker_id === me.employee_id;
          return (
            <li key={request.id} className={styles.item}>
              <span className="row">
                <span className="medium cut">{request.type_name}</span>
                <Chip>{t(`support.status.${request.status}`)}</Chip>
                {request.due_at === null ? null : (
                  <span className="ink-3 t-small nowrap">{format.dateTime(request.due_at)}</span>
                )}
              </span>
              <span className="ink-2 t-small">{request.question}</span>
              {request.missing.length > 0 ? (
                <span className="t-small">{t('support.missing', { what: request.missing.join(', ') })}</span>
              ) : null}
              {request.returned_note === null ? null : <span className="t-small">{request.returned_note}</span>}
              {request.for_client === null ? null : (
                <blockquote className={styles.quote}>{request.for_client}</blockquote>
              )}
              {mine && request.status === 'answered' ? (
                <span className="row">
                  <Button
                    size="small"
                    onClick={() => accept.mutate({ params: { id: request.id }, body: { version: request.version } })}
                  >
                    {t('support.accept')}
                  </Button>
                  <Button size="small" look="quiet" onClick={() => setAgain(request)}>
                    {t('support.ask_again')}
                  </Button>
                </span>
              ) : null}
              {mine && request.status === 'brief_incomplete' ? (
                <Button size="small" onClick={() => setCompleted(request)}>
                  {t('support.complete_brief')}
                </Button>
              ) : null}
            </li>
          );
        })}
      </ul>
      {again === null ? null : <WordsDialog request={again} what="ask_again" onClose={() => setAgain(null)} />}
      {completed === null ? null : (
        <RequestDialog
          opened
          clientId={clientId}
          clientName={completed.client_name}
          returned={completed}
          onClose={() => setCompleted(null)}
        />
      )}
    </Section>
  );
}
