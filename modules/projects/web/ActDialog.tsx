import { useState } from 'react';
import { sendFile } from '#modules/activities/web/parts/send-file.ts';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { DateField } from '#ui-kit/forms/DateField.tsx';
import { FileDrop } from '#ui-kit/forms/FileDrop.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { FieldRow } from '#ui-kit/forms/Frame.tsx';
import { MoneyField } from '#ui-kit/forms/NumberField.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { recordActRoute } from '../contract.ts';
import type { DialogProps } from './project-dialog.ts';
import { useSave } from './use-save.ts';

const LIMIT_BYTES = 25 * 1024 * 1024;

interface ActValues {
  number: string;
  signed_on: string | null;
  amount: number | null;
  milestone: string | null;
}

/** A signed act of acceptance [A]: number, day, amount, the milestone it closes and the paper. */
export function ActDialog({ project, onClose }: DialogProps) {
  const { t } = useText();
  const { today } = useActor();
  const [files, setFiles] = useState<File[]>([]);
  const save = useSave(recordActRoute, t('projects.act_saved'));
  const form = useDraftForm<ActValues>({
    initial: { number: '', signed_on: today, amount: null, milestone: null },
    draftKey: `act/${project.id}`,
    missing: (values) => [
      ...(values.number.trim() === '' ? [{ field: 'number', text: t('projects.number_missing') } as const] : []),
      ...(values.signed_on === null ? [{ field: 'signed_on', text: t('projects.day_missing') } as const] : []),
      ...(values.amount === null ? [{ field: 'amount', text: t('projects.amount_missing') } as const] : []),
    ],
  });
  return (
    <FormDialog
      form={form}
      opened
      title={t('projects.act')}
      onClose={onClose}
      submitLabel={t('projects.act')}
      onSubmit={async (values) => {
        const [file] = files;
        const sent = file === undefined ? null : await sendFile(file, () => undefined);
        return save({
          params: { id: project.id },
          body: {
            number: values.number.trim(),
            signed_on: values.signed_on ?? today,
            amount_minor: values.amount ?? 0,
            ...(values.milestone === null ? {} : { milestone_id: values.milestone }),
            ...(sent === null ? {} : { file_id: sent.id }),
          },
        });
      }}
    >
      <TextField label={t('projects.act_number')} {...form.field('number')} maxLength={100} required autoFocus />
      <FieldRow>
        <DateField label={t('projects.act_day')} {...form.field('signed_on')} max={today} today={today} required />
        <MoneyField label={t('projects.act_amount')} {...form.field('amount')} required />
      </FieldRow>
      {project.plan.length === 0 ? null : (
        <SelectField
          label={t('projects.act_milestone')}
          {...form.field('milestone')}
          clearable
          options={project.plan.map((one) => ({ value: one.id, label: one.title }))}
        />
      )}
      <FileDrop label={t('projects.act_file')} files={files} onChange={setFiles} maxBytes={LIMIT_BYTES} />
    </FormDialog>
  );
}
