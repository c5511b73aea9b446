import { useState } from 'react';
import type { Call, OutcomeInput } from '#modules/calling/contract.ts';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { DateField, TimeField } from '#ui-kit/forms/DateField.tsx';
import { FieldRow } from '#ui-kit/forms/Frame.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { useText } from '#ui-kit/text.tsx';
import styles from './outcomes.module.css';

interface CallBackFormProps {
  call: Call;
  busy: boolean;
  onRecord: (input: OutcomeInput) => Promise<void>;
  onClose: () => void;
}

/** When to call back, by the client's own clock: that is how people promise. */
export function CallBackForm({ call, busy, onRecord, onClose }: CallBackFormProps) {
  const { t, format } = useText();
  const { today } = useActor();
  const [on, setOn] = useState<string | null>(Temporal.PlainDate.from(today).add({ days: 1 }).toString());
  const [at, setAt] = useState<string | null>(null);
  const ready = on !== null;
  const save = () => {
    if (on === null || busy) return;
    void onRecord({
      outcome: 'call_back',
      next: { due_on: on, ...(at === null ? {} : { due_time: at, time_of: 'client' as const }) },
    });
  };
  useKeys({ 'Mod+Enter': { run: save, inFields: true }, Enter: { run: save, inFields: true } });
  const here =
    on === null || at === null
      ? null
      : Temporal.PlainDate.from(on)
          .toZonedDateTime({ timeZone: call.clock.zone, plainTime: at })
          .withTimeZone(format.timeZone);
  return (
    <div className={styles.asked}>
      <FieldRow template="minmax(0, 3fr) minmax(80px, 2fr)">
        <DateField label={t('calling.call_back_on')} value={on} onChange={setOn} min={today} today={today} autoFocus />
        <TimeField label={t('calling.call_back_at')} value={at} onChange={setAt} />
      </FieldRow>
      <p className="t-small ink-3">
        {here === null
          ? t('calling.call_back_any_time')
          : t('calling.call_back_here', { time: format.time(here.toPlainTime()) })}
      </p>
      <div className={styles.choice}>
        <Button
          look="primary"
          wide
          keys="Enter"
          busy={busy}
          missing={ready ? undefined : t('calling.call_back_lacks')}
          onClick={save}
        >
          {t('calling.promise')}
        </Button>
        <Button look="quiet" size="small" keys="Escape" onClick={onClose}>
          {t('calling.other_outcome')}
        </Button>
      </div>
    </div>
  );
}
