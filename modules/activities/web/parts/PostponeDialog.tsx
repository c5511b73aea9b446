import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { formFailure, useWrite } from '#ui-kit/call.ts';
import { DateField, TimeField } from '#ui-kit/forms/DateField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { FieldRow } from '#ui-kit/forms/Frame.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { postponeOneStep, type Step } from '../../contract.ts';

interface PostponeValues {
  due_on: string | null;
  due_time: string | null;
  reason: string;
}

/** Puts a step off [Z]: until when, and why. */
export function PostponeDialog({ step, onClose }: { step: Step; onClose: () => void }) {
  const { t, format } = useText();
  const { today } = useActor();
  const postpone = useWrite(postponeOneStep, {
    said: (saved) => t('activities.postponed', { day: format.date(saved.due_on) }),
  });
  const form = useDraftForm<PostponeValues>({
    initial: { due_on: null, due_time: null, reason: '' },
    missing: (values) => [
      ...(values.due_on === null ? [{ field: 'due_on', text: t('activities.missing.day') } as const] : []),
      ...(values.reason.trim() === '' ? [{ field: 'reason', text: t('activities.missing.reason') } as const] : []),
    ],
  });
  return (
    <FormDialog
      form={form}
      opened
      kind="modal"
      title={t('activities.postpone_title', { title: step.title })}
      onClose={onClose}
      submitLabel={t('activities.postpone_submit')}
      onSubmit={async ({ due_on, due_time, reason }) => {
        try {
          await postpone.mutateAsync({
            params: { id: step.id },
            body: {
              version: step.version,
              due_on: due_on ?? '',
              reason: reason.trim(),
              ...(due_time === null ? {} : { due_time }),
            },
          });
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      <p className="ink-3">
        {[
          step.client_name,
          t('activities.due_was', { day: format.date(step.due_on) }),
          ...(step.postponed === 0 ? [] : [t('activities.postponed_times', { count: step.postponed })]),
        ].join(' · ')}
      </p>
      <FieldRow template="minmax(0, 3fr) minmax(88px, 2fr)">
        <DateField
          label={t('activities.field.due_on')}
          {...form.field('due_on')}
          min={today}
          today={today}
          autoFocus
          required
        />
        <TimeField label={t('activities.field.due_time')} {...form.field('due_time')} />
      </FieldRow>
      <TextField
        label={t('activities.field.reason')}
        placeholder={t('activities.field.reason_example')}
        {...form.field('reason')}
        maxLength={2000}
        required
      />
    </FormDialog>
  );
}
