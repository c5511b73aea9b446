import { useState } from 'react';
import { sendFile } from '#modules/activities/web/parts/send-file.ts';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { formFailure, useWrite } from '#ui-kit/call.ts';
import { DateField } from '#ui-kit/forms/DateField.tsx';
import { FileDrop } from '#ui-kit/forms/FileDrop.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { MoneyField } from '#ui-kit/forms/NumberField.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { type Deal, signDealRoute } from '../../contract.ts';

/** The contract is signed: number, day, amount and the paper itself. Mount it when it is opened. */
export function SignDialog({ deal, onClose, onSigned }: { deal: Deal; onClose: () => void; onSigned?: () => void }) {
  const { t } = useText();
  const { today } = useActor();
  const [files, setFiles] = useState<File[]>([]);
  const sign = useWrite(signDealRoute, { said: () => t('deals.signed_toast') });
  const form = useDraftForm({
    initial: {
      contract_number: '',
      signed_on: today as string | null,
      value_minor: deal.value_minor as number | null,
      margin_minor: deal.margin_minor,
    },
    draftKey: `sign/${deal.id}`,
    missing: (values) => [
      ...(values.contract_number.trim() === ''
        ? [{ field: 'contract_number', text: t('deals.missing.number') } as const]
        : []),
      ...(values.signed_on === null ? [{ field: 'signed_on', text: t('deals.missing.day') } as const] : []),
      ...(values.value_minor === null ? [{ field: 'value_minor', text: t('deals.missing.value') } as const] : []),
    ],
  });
  return (
    <FormDialog
      form={form}
      opened
      title={t('deals.sign_title')}
      onClose={onClose}
      submitLabel={t('deals.sign_submit')}
      note={t('deals.sign_note')}
      onSubmit={async (values) => {
        try {
          const [file] = files;
          const uploaded = file === undefined ? null : await sendFile(file, () => undefined);
          await sign.mutateAsync({
            params: { id: deal.id },
            body: {
              version: deal.version,
              contract_number: values.contract_number.trim(),
              signed_on: values.signed_on ?? today,
              value_minor: values.value_minor ?? deal.value_minor,
              margin_minor: values.margin_minor,
              ...(uploaded === null ? {} : { file_id: uploaded.id }),
            },
          });
          onSigned?.();
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      <p className="ink-3">{deal.title}</p>
      <TextField
        label={t('deals.field.contract_number')}
        {...form.field('contract_number')}
        maxLength={200}
        autoFocus
        required
      />
      <DateField label={t('deals.field.signed_on')} {...form.field('signed_on')} max={today} today={today} required />
      <MoneyField label={t('deals.field.value')} {...form.field('value_minor')} required />
      <MoneyField label={t('deals.field.margin')} hint={t('deals.field.margin_hint')} {...form.field('margin_minor')} />
      <FileDrop label={t('deals.field.contract_file')} files={files} onChange={setFiles} />
    </FormDialog>
  );
}
