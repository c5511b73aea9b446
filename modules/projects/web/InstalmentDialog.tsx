import { CheckField } from '#ui-kit/forms/CheckField.tsx';
import { DateField } from '#ui-kit/forms/DateField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { MoneyField } from '#ui-kit/forms/NumberField.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useAtOpening } from '#ui-kit/forms/use-at-opening.ts';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { addInstalmentRoute, editInstalmentRoute, type ScheduledPayment } from '../contract.ts';
import type { DialogProps } from './project-dialog.ts';
import { useSave } from './use-save.ts';

interface InstalmentValues {
  title: string;
  due_on: string | null;
  amount: number | null;
  of_savings: boolean;
}

/** One instalment of the payment schedule; a share of savings is an estimate that payments settle. */
export function InstalmentDialog({
  project,
  instalment: now,
  onClose,
}: DialogProps & { instalment?: ScheduledPayment | undefined }) {
  const instalment = useAtOpening(now);
  const { t } = useText();
  const add = useSave(addInstalmentRoute, t('projects.instalment_saved'));
  const edit = useSave(editInstalmentRoute, t('projects.instalment_saved'));
  const title = t(instalment === undefined ? 'projects.instalment_add' : 'projects.instalment_edit');
  const form = useDraftForm<InstalmentValues>({
    initial: {
      title: instalment?.title ?? '',
      due_on: instalment?.due_on ?? null,
      amount: instalment?.amount_minor ?? null,
      of_savings: instalment?.of_savings ?? false,
    },
    missing: (values) => [
      ...(values.title.trim() === '' ? [{ field: 'title', text: t('projects.title_missing') } as const] : []),
      ...(values.due_on === null ? [{ field: 'due_on', text: t('projects.day_missing') } as const] : []),
      ...(values.amount === null ? [{ field: 'amount', text: t('projects.amount_missing') } as const] : []),
    ],
  });
  return (
    <FormDialog
      form={form}
      opened
      kind="modal"
      title={title}
      onClose={onClose}
      submitLabel={instalment === undefined ? title : t('ui.save')}
      onSubmit={(values) => {
        const body = {
          title: values.title.trim(),
          due_on: values.due_on ?? '',
          amount_minor: values.amount ?? 0,
          of_savings: values.of_savings,
        };
        return instalment === undefined
          ? add({ params: { id: project.id }, body })
          : edit({
              params: { id: project.id, part_id: instalment.id },
              body: { ...body, version: instalment.version },
            });
      }}
    >
      <TextField label={t('projects.instalment_title')} {...form.field('title')} maxLength={300} required autoFocus />
      <DateField label={t('projects.schedule_due')} {...form.field('due_on')} required />
      <MoneyField label={t('projects.schedule_sum')} {...form.field('amount')} required />
      <CheckField label={t('projects.of_savings_label')} {...form.field('of_savings')} />
    </FormDialog>
  );
}
