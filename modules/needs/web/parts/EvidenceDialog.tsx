import { useState } from 'react';
import { ContactField } from '#modules/activities/web/parts/ContactField.tsx';
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
import { type Need, recordEvidenceRoute } from '../../contract.ts';
import { EVIDENCE_FORMS } from '../../rules.ts';

interface EvidenceValues {
  contact_id: string | null;
  on_day: string | null;
  form: (typeof EVIDENCE_FORMS)[number];
  said: string;
}

/** The buyer's own evidence of a need: by it a potential need becomes actual. Mount it when it is opened. */
export function EvidenceDialog({
  clientId,
  need,
  onClose,
}: {
  clientId: string;
  need: Pick<Need, 'id' | 'version' | 'subject' | 'status'>;
  onClose: () => void;
}) {
  const { t } = useText();
  const { today } = useActor();
  const [files, setFiles] = useState<File[]>([]);
  const record = useWrite(recordEvidenceRoute, {
    said: () => t(need.status === 'potential' ? 'needs.became_actual' : 'needs.evidence_recorded'),
  });
  const form = useDraftForm<EvidenceValues>({
    initial: { contact_id: null, on_day: today, form: 'conversation', said: '' },
    draftKey: `evidence/${need.id}`,
    missing: (values) => [
      ...(values.contact_id === null ? [{ field: 'contact_id', text: t('needs.missing.contact') } as const] : []),
      ...(values.said.trim() === '' ? [{ field: 'said', text: t('needs.missing.said') } as const] : []),
      ...(values.on_day === null ? [{ field: 'on_day', text: t('needs.missing.day') } as const] : []),
    ],
  });
  const kind = form.field('form');
  return (
    <FormDialog
      form={form}
      opened
      title={t('needs.evidence_title')}
      onClose={onClose}
      submitLabel={t('needs.evidence_submit')}
      note={t('needs.evidence_note')}
      onSubmit={async (values) => {
        try {
          const [file] = files;
          const uploaded = file === undefined ? null : await sendFile(file, () => undefined);
          await record.mutateAsync({
            params: { id: need.id },
            body: {
              version: need.version,
              on_day: values.on_day ?? today,
              contact_id: values.contact_id ?? '',
              form: values.form,
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
      <p className="ink-3">{need.subject}</p>
      <ContactField
        label={t('needs.field.who_said')}
        hint={t('needs.field.who_said_hint')}
        clientId={clientId}
        {...form.field('contact_id')}
        autoFocus
        required
      />
      <TextArea
        label={t('needs.field.said')}
        placeholder={t('needs.field.said_example')}
        {...form.field('said')}
        rows={3}
        maxLength={4000}
        required
      />
      <SelectField
        label={t('needs.field.form')}
        {...kind}
        onChange={(value) => value !== null && kind.onChange(value)}
        options={EVIDENCE_FORMS.map((value) => ({ value, label: t(`needs.form.${value}`) }))}
      />
      <DateField label={t('needs.field.on_day')} {...form.field('on_day')} max={today} today={today} required />
      <FileDrop label={t('needs.field.file')} files={files} onChange={setFiles} />
    </FormDialog>
  );
}
