import { useRef, useState } from 'react';
import { type Call, type OutcomeInput, recordOutcomeRoute } from '#modules/calling/contract.ts';
import type { Outcome } from '#modules/calling/rules.ts';
import { readBriefRoute } from '#modules/qualification/contract.ts';
import { useRead, useWrite } from '#ui-kit/call.ts';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { SkeletonText } from '#ui-kit/feedback/Skeletons.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { useText } from '#ui-kit/text.tsx';
import { CallLine } from './CallLine.tsx';
import { ClientSide } from './ClientSide.tsx';
import styles from './calling.module.css';
import { OutcomePane } from './OutcomePane.tsx';
import { Talk } from './Talk.tsx';
import { useCallState } from './use-call-state.ts';
import { useKeptLease } from './use-kept-lease.ts';
import { WhatWeKnow } from './WhatWeKnow.tsx';

/** One client at hand: who and why at the left, the conversation in the middle, its outcome at the right. */
export function CallInHand({ call }: { call: Call }) {
  const { t } = useText();
  const state = useCallState(call);
  const brief = useRead(readBriefRoute, { params: { id: call.client_id } });
  const [asked, setAsked] = useState<Outcome | null>(null);
  const outcomes = useRef<HTMLElement>(null);
  const settle = useRef(() => Promise.resolve());
  const outcome = useWrite(recordOutcomeRoute, {
    said: (reply) =>
      t('calling.recorded', { client: call.client.name, outcome: t(`calling.outcome.${reply.outcome}`) }),
  });
  useKeptLease(call.client_id, state.running);

  const record = async (input: OutcomeInput) => {
    await settle.current();
    await outcome.mutateAsync({ params: { id: call.client_id }, body: { ...state.made(), ...input } });
    state.forget();
  };
  const toggle = () => {
    // Out of whatever field, so that the digits of the outcomes are heard at once.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    if (state.running) outcomes.current?.focus();
    state.toggle();
  };
  useKeys({ F4: { run: toggle, label: t('calling.key_call'), inFields: true } }, { group: t('calling.title') });

  return (
    <div className={styles.panes}>
      <ClientSide call={call} />
      <section className={styles.middle} aria-label={t('calling.talk')}>
        <CallLine call={call} state={state} quiet={asked !== null} />
        {brief.error ? (
          <ErrorState title={brief.error.message} requestId={brief.error.requestId} />
        ) : brief.data === undefined ? (
          <div className={styles.waiting}>
            <SkeletonText lines={12} />
          </div>
        ) : (
          <Talk call={call} brief={brief.data} state={state} settle={settle} />
        )}
      </section>
      <aside className={styles.right} aria-label={t('calling.outcomes')} ref={outcomes} tabIndex={-1}>
        <OutcomePane
          call={call}
          contactId={state.contactId}
          number={state.number}
          asked={asked}
          onAsked={setAsked}
          busy={outcome.isPending}
          onRecord={record}
        />
        <WhatWeKnow call={call} />
      </aside>
    </div>
  );
}
