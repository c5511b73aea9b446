import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { ChoiceField } from '#ui-kit/forms/CheckField.tsx';
import { DateField } from '#ui-kit/forms/DateField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { FieldRow } from '#ui-kit/forms/Frame.tsx';
import { MoneyField, NumberField } from '#ui-kit/forms/NumberField.tsx';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { addChangeRoute } from '../contract.ts';
import type { DialogProps } from './project-dialog.ts';
import { useSave } from './use-save.ts';

interface ChangeValues {
  said: string;
  asked_by: 'client' | 'us' | null;
  asked_on: string | null;
  amount: number | null;
  days: number | null;
}

const MOST_DAYS = 3650;

/** A change of scope, price or time that somebody asks for [C]. */
export function ChangeDialog({ project, onClose }: DialogProps) {
  const { t } = useText();
  const { today } = useActor();
  const save = useSave(addChangeRoute, t('projects.change_saved'));
  const form = useDraftForm<ChangeValues>({
    initial: { said: '', asked_by: 'client', asked_on: today, amount: null, days: null },
    draftKey: `change/${project.id}`,
    missing: (values) => [
      ...(values.said.trim() === '' ? [{ field: 'said', text: t('projects.words_missing') } as const] : []),
      ...(values.asked_on === null ? [{ field: 'asked_on', text: t('projects.day_missing') } as const] : []),
    ],
  });
  return (
    <FormDialog
      form={form}
      opened
      title={t('projects.change')}
      onClose={onClose}
      submitLabel={t('projects.change')}
      onSubmit={({ said, asked_by, asked_on, amount, days }) =>
        save({
          params: { id: project.id },
          body: {
            said: said.trim(),
            asked_by: asked_by ?? 'client',
            asked_on: asked_on ?? today,
            amount_minor: amount,
            days,
          },
        })
      }
    >
      <TextArea
        label={t('projects.change_said')}
        {...form.field('said')}
        rows={3}
        maxLength={2000}
        required
        autoFocus
      />
      <ChoiceField
        label={t('projects.change_by')}
        {...form.field('asked_by')}
        options={[
          { value: 'client', label: t('projects.change_by.client') },
          { value: 'us', label: t('projects.change_by.us') },
        ]}
      />
      <DateField label={t('projects.change_day')} {...form.field('asked_on')} max={today} today={today} required />
      <FieldRow>
        <MoneyField
          label={t('projects.change_amount')}
          {...form.field('amount')}
          hint={t('projects.change_amount_hint')}
        />
        <NumberField
          label={t('projects.change_days')}
          {...form.field('days')}
          min={-MOST_DAYS}
          max={MOST_DAYS}
          unit={t('projects.days_unit')}
        />
      </FieldRow>
    </FormDialog>
  );
}
