import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { DateField } from '#ui-kit/forms/DateField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { MoneyField } from '#ui-kit/forms/NumberField.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { recordPaymentRoute } from '../contract.ts';
import type { DialogProps } from './project-dialog.ts';
import { useSave } from './use-save.ts';

/** Money that has come in [P]. */
export function PaymentDialog({ project, onClose }: DialogProps) {
  const { t } = useText();
  const { today } = useActor();
  const save = useSave(recordPaymentRoute, t('projects.payment_saved'));
  const form = useDraftForm<{ amount: number | null; received_on: string | null; note: string }>({
    initial: { amount: null, received_on: today, note: '' },
    missing: (values) => [
      ...(values.amount === null || values.amount <= 0
        ? [{ field: 'amount', text: t('projects.amount_missing') } as const]
        : []),
      ...(values.received_on === null ? [{ field: 'received_on', text: t('projects.day_missing') } as const] : []),
    ],
  });
  return (
    <FormDialog
      form={form}
      opened
      kind="modal"
      title={t('projects.payment')}
      onClose={onClose}
      submitLabel={t('projects.payment')}
      onSubmit={({ amount, received_on, note }) =>
        save({
          params: { id: project.id },
          body: {
            amount_minor: amount ?? 0,
            received_on: received_on ?? today,
            ...(note.trim() === '' ? {} : { note: note.trim() }),
          },
        })
      }
    >
      <MoneyField label={t('projects.payment_amount')} {...form.field('amount')} required autoFocus />
      <DateField label={t('projects.payment_day')} {...form.field('received_on')} max={today} today={today} required />
      <TextField label={t('projects.payment_note')} {...form.field('note')} maxLength={500} />
    </FormDialog>
  );
}
