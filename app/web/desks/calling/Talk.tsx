import { useEffect, useRef, useState } from 'react';
import { type Call, keepLeaseRoute, type OutcomeInput, recordOutcomeRoute } from '#modules/calling/contract.ts';
import type { Brief } from '#modules/qualification/contract.ts';
import { call as send, useWrite } from '#ui-kit/call.ts';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { useText } from '#ui-kit/text.tsx';
import { BriefForm } from './BriefForm.tsx';
import { CallLine } from './CallLine.tsx';
import styles from './calling.module.css';
import { HandOver } from './HandOver.tsx';
import { OutcomePane } from './OutcomePane.tsx';
import { ScriptPane } from './ScriptPane.tsx';
import { useBriefDraft } from './use-brief-draft.ts';
import { useCallState } from './use-call-state.ts';
import { WhatWeKnow } from './WhatWeKnow.tsx';

const KEEP_MS = 4 * 60_000;

/** The conversation: its clock and number, the script beside the brief, the outcomes. */
export function Talk({ call, brief }: { call: Call; brief: Brief }) {
  const { t } = useText();
  const state = useCallState(call);
  const draft = useBriefDraft(brief);
  const note = useRef<HTMLTextAreaElement>(null);
  const outcomes = useRef<HTMLDivElement>(null);
  const outcome = useWrite(recordOutcomeRoute, {
    said: (reply) =>
      t('calling.recorded', { client: call.client.name, outcome: t(`calling.outcome.${reply.outcome}`) }),
  });
  useKeptLease(call.client_id, state.running);

  const record = async (input: OutcomeInput) => {
    await draft.settled();
    await outcome.mutateAsync({ params: { id: call.client_id }, body: { ...state.made(), ...input } });
    state.forget();
  };
  useKeys(
    {
      KeyN: { run: () => note.current?.focus(), label: t('calling.note') },
      F4: {
        run: () => {
          if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
          state.toggle();
          outcomes.current?.focus();
        },
        label: t('calling.key_call'),
        inFields: true,
      },
    },
    { group: t('calling.title') },
  );

  return (
    <>
      <section className={styles.middle} aria-label={t('calling.talk')}>
        <CallLine call={call} state={state} />
        <div className={styles.two}>
          <div className={styles.script}>
            <ScriptPane call={call} />
            <div className={styles.note}>
              <TextArea
                label={t('calling.note')}
                hideLabel
                placeholder={t('calling.note')}
                value={state.note}
                onChange={state.setNote}
                rows={2}
                maxRows={6}
                maxLength={20_000}
                keys="KeyN"
                ref={note}
              />
            </div>
          </div>
          <div className={styles.brief}>
            <BriefForm brief={brief} draft={draft} />
            <HandOver call={call} brief={brief} draft={draft} state={state} />
          </div>
        </div>
      </section>
      <aside className={styles.right} aria-label={t('calling.outcomes')} ref={outcomes} tabIndex={-1}>
        <OutcomePane
          call={call}
          contactId={state.contactId ?? draft.fields.contact?.contact_id ?? null}
          number={state.number}
          busy={outcome.isPending}
          onRecord={record}
        />
        <WhatWeKnow call={call} />
      </aside>
    </>
  );
}

/** As long as the conversation goes on, the client stays with the caller. */
function useKeptLease(clientId: string, running: boolean): void {
  const [lost, setLost] = useState(false);
  useEffect(() => {
    if (!running || lost) return undefined;
    const timer = setInterval(() => {
      send(keepLeaseRoute, { params: { id: clientId }, body: {} }).catch(() => setLost(true));
    }, KEEP_MS);
    return () => clearInterval(timer);
  }, [clientId, running, lost]);
}
