import { IconPhone, IconPhoneOff } from '@tabler/icons-react';
import { type Call, releaseLeaseRoute } from '#modules/calling/contract.ts';
import { Button } from '#ui-kit/Button.tsx';
import { useWrite } from '#ui-kit/call.ts';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { useText } from '#ui-kit/text.tsx';
import styles from './calling.module.css';
import type { CallState } from './use-call-state.ts';
import { useNow } from './use-now.ts';

/** The call itself: whom, by which number, how long. The program counts and writes down; dialling is done by hand. */
export function CallLine({ call, state, quiet }: { call: Call; state: CallState; quiet: boolean }) {
  const { t, format } = useText();
  const now = useNow(1000);
  const release = useWrite(releaseLeaseRoute);
  const number = call.numbers.find((one) => one.number === state.number);
  const person = call.people.find((one) => one.contact_id === number?.contact_id);
  useKeys(
    { Enter: { run: state.start, label: t('calling.start') } },
    { group: t('calling.title'), enabled: !state.started && !quiet },
  );
  return (
    <div className={styles.call}>
      {state.started ? (
        <span className={styles.live} data-running={state.running || undefined} role="timer">
          <i />
          {t(state.running ? 'calling.talking' : 'calling.talked', { time: format.stopwatch(state.seconds(now)) })}
        </span>
      ) : (
        <Button
          look={quiet ? 'default' : 'primary'}
          icon={IconPhone}
          keys={quiet ? undefined : 'Enter'}
          onClick={state.start}
        >
          {t('calling.start')}
        </Button>
      )}
      <div className="col spread">
        <span className="medium cut">{person?.full_name ?? t('calling.main_number')}</span>
        <span className="t-small ink-3 cut">
          {[
            person?.position_title ?? number?.note ?? null,
            number === undefined ? null : format.phone(number.number, number.extension),
          ]
            .filter((part) => part !== null && part !== '')
            .join(' · ')}
        </span>
      </div>
      {call.numbers.length > 1 ? (
        <div className={styles.numbers}>
          <SelectField
            label={t('calling.number')}
            hideLabel
            value={state.number}
            onChange={(chosen) => chosen !== null && state.choose(chosen)}
            options={call.numbers.map((one) => ({
              value: one.number,
              label: format.phone(one.number, one.extension),
              note: one.doubted
                ? t('calling.doubted')
                : call.people.find((who) => who.contact_id === one.contact_id)?.full_name,
            }))}
          />
        </div>
      ) : null}
      {state.running ? (
        <Button size="small" icon={IconPhoneOff} keys="F4" onClick={state.end}>
          {t('calling.end')}
        </Button>
      ) : (
        <Button
          look="quiet"
          size="small"
          busy={release.isPending}
          onClick={() => release.mutate({ body: { rest: true } })}
        >
          {t('calling.skip')}
        </Button>
      )}
    </div>
  );
}
