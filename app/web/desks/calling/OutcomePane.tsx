import { useEffect, useState } from 'react';
import type { Call, OutcomeInput } from '#modules/calling/contract.ts';
import { OUTCOMES, type Outcome } from '#modules/calling/rules.ts';
import { formFailure } from '#ui-kit/call.ts';
import { KeysScope, useKeys } from '#ui-kit/keys/use-keys.tsx';
import { Hotkey } from '#ui-kit/marks/Hotkey.tsx';
import { useText } from '#ui-kit/text.tsx';
import { CallBackForm } from './CallBackForm.tsx';
import styles from './outcomes.module.css';
import { ReasonForm } from './ReasonForm.tsx';
import { SpokenForm } from './SpokenForm.tsx';

export interface OutcomePaneProps {
  call: Call;
  /** Whom the call was to, as far as it is known. */
  contactId: string | null;
  number: string | null;
  /** The outcome whose particulars are being asked. */
  asked: Outcome | null;
  onAsked: (outcome: Outcome | null) => void;
  busy: boolean;
  onRecord: (input: OutcomeInput) => Promise<void>;
}

const ASKS_MORE: readonly Outcome[] = ['call_back', 'refusal', 'not_target', 'spoken'];

/** What came of the call, one key each. Digits are silent while somebody types; Esc gives the keys back. */
export function OutcomePane(props: OutcomePaneProps) {
  const { call, contactId, number, asked, onAsked, busy, onRecord } = props;
  const { t } = useText();
  const [failure, setFailure] = useState<string>();
  const typing = useTyping();

  const record = async (input: OutcomeInput) => {
    if (busy) return;
    setFailure(undefined);
    try {
      await onRecord(input);
    } catch (error) {
      setFailure(formFailure(error).text);
    }
  };
  const choose = (outcome: Outcome) => {
    if (ASKS_MORE.includes(outcome)) onAsked(outcome);
    else if (outcome === 'wrong_number' && number === null) setFailure(t('calling.no_number'));
    else void record({ outcome });
  };
  useKeys(
    Object.fromEntries(
      OUTCOMES.map((outcome, index) => [
        `Digit${index + 1}`,
        { run: () => choose(outcome), label: t(`calling.outcome.${outcome}`) },
      ]),
    ),
    { group: t('calling.outcomes'), enabled: asked === null },
  );

  return (
    <section className={styles.outcomes} aria-labelledby="outcomes-title">
      <div className={styles.outcomesHead}>
        <h2 className="strong" id="outcomes-title">
          {asked === null ? t('calling.outcomes') : t(`calling.outcome.${asked}`)}
        </h2>
        <span className="spread" />
        <span className="t-small ink-3">{asked === null ? t('calling.one_key') : ''}</span>
      </div>
      {failure === undefined ? null : (
        <p className={styles.failure} role="alert">
          {failure}
        </p>
      )}
      {asked === null ? (
        <>
          <ul>
            {OUTCOMES.map((outcome, index) => (
              <li key={outcome}>
                <button
                  type="button"
                  className={styles.outcome}
                  aria-keyshortcuts={String(index + 1)}
                  aria-disabled={busy || undefined}
                  onClick={() => choose(outcome)}
                >
                  <Hotkey keys={`Digit${index + 1}`} />
                  <span className="col">
                    <span className="medium">{t(`calling.outcome_button.${outcome}`)}</span>
                    <span className="t-small ink-3">{t(`calling.outcome_hint.${outcome}`)}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <p className="t-small ink-3">{typing ? t('calling.typing') : t('calling.any_layout')}</p>
        </>
      ) : (
        <KeysScope>
          <Asked
            asked={asked}
            call={call}
            contactId={contactId}
            busy={busy}
            onRecord={record}
            onClose={() => onAsked(null)}
          />
        </KeysScope>
      )}
    </section>
  );
}

interface AskedProps {
  asked: Outcome;
  call: Call;
  contactId: string | null;
  busy: boolean;
  onRecord: (input: OutcomeInput) => Promise<void>;
  onClose: () => void;
}

function Asked({ asked, call, contactId, busy, onRecord, onClose }: AskedProps) {
  const { t } = useText();
  useKeys({ Escape: { run: onClose, label: t('calling.other_outcome') } });
  if (asked === 'call_back') return <CallBackForm call={call} busy={busy} onRecord={onRecord} onClose={onClose} />;
  if (asked === 'spoken') {
    return <SpokenForm call={call} contactId={contactId} busy={busy} onRecord={onRecord} onClose={onClose} />;
  }
  return (
    <ReasonForm
      outcome={asked === 'refusal' ? 'refusal' : 'not_target'}
      busy={busy}
      onRecord={onRecord}
      onClose={onClose}
    />
  );
}

/** Whether a text field has the keyboard at this moment. */
function useTyping(): boolean {
  const [typing, setTyping] = useState(false);
  useEffect(() => {
    const look = () =>
      setTyping(document.activeElement?.matches('input:not([type=radio]):not([type=checkbox]), textarea') ?? false);
    document.addEventListener('focusin', look);
    document.addEventListener('focusout', look);
    return () => {
      document.removeEventListener('focusin', look);
      document.removeEventListener('focusout', look);
    };
  }, []);
  return typing;
}
