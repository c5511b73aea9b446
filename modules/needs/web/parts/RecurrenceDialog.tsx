import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { formFailure, useWrite } from '#ui-kit/call.ts';
import { DateField } from '#ui-kit/forms/DateField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { type Need, recordRecurrenceRoute } from '../../contract.ts';

/** The need arose again and was not realised: when and why. Mount it when it is opened. */
export function RecurrenceDialog({ need, onClose }: { need: Need; onClose: () => void }) {
  const { t } = useText();
  const { today } = useActor();
  const record = useWrite(recordRecurrenceRoute, { said: () => t('needs.recurrence_recorded') });
  const form = useDraftForm<{ on_day: string | null; why_not: string }>({
    initial: { on_day: today, why_not: '' },
    draftKey: `recurrence/${need.id}`,
    missing: (values) => [
      ...(values.on_day === null ? [{ field: 'on_day', text: t('needs.missing.day') } as const] : []),
      ...(values.why_not.trim() === '' ? [{ field: 'why_not', text: t('needs.missing.why_not') } as const] : []),
    ],
  });
  return (
    <FormDialog
      form={form}
      opened
      title={t('needs.recurrence_title')}
      onClose={onClose}
      submitLabel={t('ui.save')}
      onSubmit={async (values) => {
        try {
          const body = { on_day: values.on_day ?? today, why_not: values.why_not.trim() };
          await record.mutateAsync({ params: { id: need.id }, body });
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      <p className="ink-3">{need.subject}</p>
      <DateField label={t('needs.field.recurred_on')} {...form.field('on_day')} max={today} today={today} required />
      <TextArea
        label={t('needs.field.why_not')}
        placeholder={t('needs.field.why_not_example')}
        {...form.field('why_not')}
        autoFocus
        required
      />
    </FormDialog>
  );
}
