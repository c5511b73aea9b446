import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { Segmented } from '#ui-kit/data/Segmented.tsx';
import { DateField } from '#ui-kit/forms/DateField.tsx';
import { FieldRow } from '#ui-kit/forms/Frame.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextArea, TextField } from '#ui-kit/forms/TextField.tsx';
import { useText } from '#ui-kit/text.tsx';
import { BLOCKERS, VERDICTS, type Verdict } from '../../rules.ts';
import { RelevanceMark } from './RelevanceMark.tsx';
import type { VerdictForm } from './verdict-form.ts';

/** What was found out: verdict, what is in the way, when, on what evidence. Also inside forms that end in a verdict. */
export function VerdictFields({
  form,
  among = VERDICTS,
  autoFocus = false,
}: {
  form: VerdictForm;
  /** Verdicts that fit here. */
  among?: readonly Verdict[];
  autoFocus?: boolean;
}) {
  const { t } = useText();
  const { today } = useActor();
  const { verdict } = form.values;
  const chosen = form.field('verdict');
  return (
    <>
      <div className="stack">
        <Segmented
          label={t('needs.field.verdict')}
          id={chosen.id}
          value={verdict}
          onChange={chosen.onChange}
          size="small"
          wide
          options={among.map((value) => ({
            value,
            label: t(`needs.verdict.${value}`),
            mark: <RelevanceMark verdict={value} look="mark" size={10} />,
          }))}
        />
        <p className="t-small ink-3">{t(`needs.verdict_hint.${verdict}`)}</p>
      </div>
      {verdict === 'dated' ? (
        <FieldRow>
          <DateField label={t('needs.field.window_from')} {...form.field('window_from')} today={today} required />
          <DateField label={t('needs.field.window_until')} {...form.field('window_until')} today={today} />
        </FieldRow>
      ) : null}
      {verdict === 'triggered' ? (
        <>
          <TextField
            label={t('needs.field.expected_event')}
            placeholder={t('needs.field.expected_event_example')}
            {...form.field('expected_event')}
            maxLength={500}
            required
          />
          <DateField
            label={t('needs.field.expected_on')}
            hint={t('needs.field.expected_on_hint')}
            {...form.field('expected_on')}
            today={today}
          />
        </>
      ) : null}
      {verdict === 'now' ? null : (
        <>
          <SelectField
            label={t('needs.field.blocker')}
            {...form.field('blocker')}
            options={BLOCKERS.map((value) => ({ value, label: t(`needs.blocker.${value}`) }))}
            required
          />
          <TextField
            label={t('needs.field.unlocks')}
            placeholder={t('needs.field.unlocks_example')}
            {...form.field('unlocks')}
            maxLength={1000}
          />
        </>
      )}
      <TextArea
        label={t('needs.field.evidence')}
        placeholder={t('needs.field.evidence_example')}
        {...form.field('evidence')}
        rows={3}
        maxLength={4000}
        autoFocus={autoFocus}
        required
      />
    </>
  );
}
