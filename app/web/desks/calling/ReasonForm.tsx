import type { OutcomeInput } from '#modules/calling/contract.ts';
import { NOT_TARGET_REASONS, REFUSAL_REASONS } from '#modules/calling/rules.ts';
import { Button } from '#ui-kit/Button.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { Hotkey } from '#ui-kit/marks/Hotkey.tsx';
import { useText } from '#ui-kit/text.tsx';
import styles from './outcomes.module.css';

interface ReasonFormProps {
  outcome: 'refusal' | 'not_target';
  busy: boolean;
  onRecord: (input: OutcomeInput) => Promise<void>;
  onClose: () => void;
}

/** Why not: one more key. The reason says when and with what to come back. */
export function ReasonForm({ outcome, busy, onRecord, onClose }: ReasonFormProps) {
  const { t } = useText();
  const reasons =
    outcome === 'refusal'
      ? REFUSAL_REASONS.map((reason) => ({
          reason,
          label: t(`calling.refusal.${reason}`),
          hint: reason === 'do_not_call' ? t('calling.refusal_hint') : '',
        }))
      : NOT_TARGET_REASONS.map((reason) => ({ reason, label: t(`calling.not_target.${reason}`), hint: '' }));
  const give = (index: number) => {
    const chosen = reasons[index];
    if (chosen !== undefined && !busy) void onRecord({ outcome, reason: chosen.reason });
  };
  useKeys(
    Object.fromEntries(reasons.map(({ label }, index) => [`Digit${index + 1}`, { run: () => give(index), label }])),
    { group: t('calling.reason') },
  );
  return (
    <div className={styles.asked}>
      <ul>
        {reasons.map(({ reason, label, hint }, index) => (
          <li key={reason}>
            <button type="button" className={styles.outcome} onClick={() => give(index)}>
              <Hotkey keys={`Digit${index + 1}`} />
              <span className="col">
                <span className="medium">{label}</span>
                {hint === '' ? null : <span className="t-small ink-3">{hint}</span>}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <Button look="quiet" size="small" keys="Escape" onClick={onClose}>
        {t('calling.other_outcome')}
      </Button>
    </div>
  );
}
