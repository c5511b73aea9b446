import { useState } from 'react';
import { sendFile } from '#modules/activities/web/parts/send-file.ts';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { formFailure, useWrite } from '#ui-kit/call.ts';
import { DateField } from '#ui-kit/forms/DateField.tsx';
import { FileDrop } from '#ui-kit/forms/FileDrop.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { type DealCard, recordExitEvidenceRoute } from '../../contract.ts';

/** Shows that an exit criterion of a stage is met. Mount it when it is opened. */
export function ExitEvidenceDialog({
  deal,
  criterionId,
  onClose,
}: {
  deal: DealCard;
  /** The criterion to show; the first that is missing unless named. */
  criterionId?: string | undefined;
  onClose: () => void;
}) {
  const { t } = useText();
  const { today } = useActor();
  const [files, setFiles] = useState<File[]>([]);
  const record = useWrite(recordExitEvidenceRoute, { said: () => t('deals.evidence_recorded') });
  const firstGap = deal.criteria.find((one) => one.stage === deal.stage && !one.met);
  const form = useDraftForm({
    initial: {
      criterion_id: criterionId ?? firstGap?.id ?? null,
      on_day: today as string | null,
      said: '',
    },
    draftKey: `exit/${deal.id}/${criterionId ?? ''}`,
    missing: (values) => [
      ...(values.criterion_id === null ? [{ field: 'criterion_id', text: t('deals.missing.criterion') } as const] : []),
      ...(values.said.trim() === '' ? [{ field: 'said', text: t('deals.missing.said') } as const] : []),
      ...(values.on_day === null ? [{ field: 'on_day', text: t('deals.missing.day') } as const] : []),
    ],
  });
  return (
    <FormDialog
      form={form}
      opened
      title={t('deals.evidence_title')}
      onClose={onClose}
      submitLabel={t('deals.evidence_submit')}
      onSubmit={async (values) => {
        try {
          const [file] = files;
          const uploaded = file === undefined ? null : await sendFile(file, () => undefined);
          await record.mutateAsync({
            params: { id: deal.id },
            body: {
              criterion_id: values.criterion_id ?? '',
              on_day: values.on_day ?? today,
              said: values.said.trim(),
              ...(uploaded === null ? {} : { file_id: uploaded.id }),
            },
          });
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      <SelectField
        label={t('deals.field.criterion')}
        {...form.field('criterion_id')}
        options={deal.criteria.map((one) => ({
          value: one.id,
          label: one.title,
          group: t(`deals.stage.${one.stage}`),
          ...(one.met ? { note: t('ui.done') } : {}),
        }))}
        required
      />
      <TextArea
        label={t('deals.field.said')}
        placeholder={t('deals.field.said_example')}
        {...form.field('said')}
        rows={3}
        maxLength={4000}
        autoFocus
        required
      />
      <DateField label={t('deals.field.on_day')} {...form.field('on_day')} max={today} today={today} required />
      <FileDrop label={t('deals.field.file')} files={files} onChange={setFiles} />
    </FormDialog>
  );
}
