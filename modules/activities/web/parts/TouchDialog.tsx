import { formFailure, useWrite } from '#ui-kit/call.ts';
import { SwitchField } from '#ui-kit/forms/CheckField.tsx';
import { DateTimeField } from '#ui-kit/forms/DateField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { FieldRow } from '#ui-kit/forms/Frame.tsx';
import { NumberField } from '#ui-kit/forms/NumberField.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { type About, recordClientTouch, type TouchKind } from '../../contract.ts';
import { ContactField } from './ContactField.tsx';
import { StepFields } from './StepFields.tsx';
import { emptyStep, missingInStep, type StepValues, stepFaults, stepInput } from './step-form.ts';
import { TouchFields, type TouchResultValues } from './TouchFields.tsx';

const KINDS: readonly TouchKind[] = ['call', 'meeting', 'video_meeting', 'letter', 'message', 'visit', 'event', 'note'];

interface TouchValues extends StepValues, TouchResultValues {
  kind: TouchKind;
  /** Null is now. */
  at: string | null;
  contact: string | null;
  minutes: number | null;
  summary: string;
  plan_next: boolean;
}

/** Records a touch [T]: with whom, what was said, what it moved; and, when wanted, the step that comes of it. */
export function TouchDialog({
  clientId,
  clientName,
  onClose,
  kind = 'call',
  contactId = null,
  about,
  offerNext = true,
}: {
  clientId: string;
  clientName?: string | undefined;
  onClose: () => void;
  kind?: TouchKind;
  contactId?: string | null;
  about?: About;
  /** `false` where nobody carries the client, so that there is nothing to plan. */
  offerNext?: boolean;
}) {
  const { t } = useText();
  const record = useWrite(recordClientTouch, { said: () => t('activities.touch_recorded') });
  const form = useDraftForm<TouchValues>({
    initial: {
      ...emptyStep('call', contactId),
      kind,
      at: null,
      contact: contactId,
      minutes: null,
      summary: '',
      result: null,
      with_decision_maker: false,
      plan_next: false,
    },
    draftKey: `touch/${clientId}`,
    missing: (values) => [
      ...(values.summary.trim() === '' ? [{ field: 'summary', text: t('activities.missing.summary') } as const] : []),
      ...(values.plan_next
        ? missingInStep(values, { title: t('activities.missing.title'), day: t('activities.missing.day') })
        : []),
    ],
  });
  const { plan_next: planNext } = form.values;
  const field = form.field('kind');
  return (
    <FormDialog
      form={form}
      opened
      title={t('activities.touch_title', { client: clientName ?? '' })}
      onClose={onClose}
      submitLabel={t('activities.touch_submit')}
      onSubmit={async (values) => {
        try {
          await record.mutateAsync({
            params: { id: clientId },
            body: {
              kind: values.kind,
              summary: values.summary.trim(),
              with_decision_maker: values.with_decision_maker,
              ...(values.at === null ? {} : { at: values.at }),
              ...(values.contact === null ? {} : { contact_id: values.contact }),
              ...(values.minutes === null ? {} : { duration_minutes: values.minutes }),
              ...(values.result === null ? {} : { result: values.result }),
              ...(about === undefined ? {} : { about }),
              ...(values.plan_next ? { next: stepInput(values) } : {}),
            },
          });
          return { ok: true };
        } catch (error) {
          const failure = formFailure(error);
          return { ...failure, fields: stepFaults(failure.fields) };
        }
      }}
    >
      <FieldRow>
        <SelectField
          label={t('activities.field.touch_kind')}
          {...field}
          onChange={(value) => value !== null && field.onChange(value)}
          options={KINDS.map((value) => ({ value, label: t(`activities.touch_kind.${value}`) }))}
        />
        <NumberField
          label={t('activities.field.minutes')}
          {...form.field('minutes')}
          min={0}
          max={1440}
          unit={t('activities.minutes_unit')}
          error={form.errors.duration_minutes}
        />
      </FieldRow>
      <ContactField label={t('activities.field.contact')} clientId={clientId} {...form.field('contact')} />
      <TextArea
        label={t('activities.field.summary')}
        placeholder={t('activities.field.summary_example')}
        {...form.field('summary')}
        rows={4}
        maxLength={20_000}
        autoFocus
        required
      />
      <TouchFields form={form} />
      <DateTimeField label={t('activities.field.at')} {...form.field('at')} hint={t('activities.at_hint')} />
      {offerNext ? <SwitchField label={t('activities.field.plan_next')} {...form.field('plan_next')} /> : null}
      {planNext ? <StepFields form={form} clientId={clientId} /> : null}
    </FormDialog>
  );
}
