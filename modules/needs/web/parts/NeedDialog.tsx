import { formFailure, useWrite } from '#ui-kit/call.ts';
import { ChoiceField } from '#ui-kit/forms/CheckField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { MoneyField } from '#ui-kit/forms/NumberField.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextArea, TextField } from '#ui-kit/forms/TextField.tsx';
import { useAtOpening } from '#ui-kit/forms/use-at-opening.ts';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { editNeedRoute, type NeedInput, type NeedWithHistory, recordNeedRoute } from '../../contract.ts';
import { FINANCING_ROUTES, ORIGINS } from '../../rules.ts';

interface NeedValues {
  subject: string;
  product_line: string;
  value_minor: number | null;
  origin: (typeof ORIGINS)[number];
  origin_note: string;
  financing_route: (typeof FINANCING_ROUTES)[number] | null;
  competitors: string;
}

/** Records a need of a client, or edits what is known of one. Mount it when it is opened. */
export function NeedDialog({
  clientId,
  need: now,
  onClose,
}: {
  clientId: string;
  need?: NeedWithHistory | undefined;
  onClose: () => void;
}) {
  const need = useAtOpening(now);
  const { t } = useText();
  const record = useWrite(recordNeedRoute);
  const edit = useWrite(editNeedRoute);
  const form = useDraftForm<NeedValues>({
    initial: {
      subject: need?.subject ?? '',
      product_line: need?.product_line ?? '',
      value_minor: need?.value_minor ?? null,
      origin: need?.origin ?? 'formed',
      origin_note: need?.origin_note ?? '',
      financing_route: need?.financing_route ?? null,
      competitors: (need?.competitors ?? []).map((one) => one.name).join('\n'),
    },
    draftKey: need === undefined ? `need/${clientId}` : `need/${need.id}/${need.version}`,
    missing: (values) => (values.subject.trim() === '' ? [{ field: 'subject', text: t('needs.missing.subject') }] : []),
  });
  const origin = form.field('origin');
  return (
    <FormDialog
      form={form}
      opened
      title={t(need === undefined ? 'needs.new_title' : 'needs.edit_title')}
      onClose={onClose}
      submitLabel={t(need === undefined ? 'needs.new_submit' : 'ui.save')}
      onSubmit={async (values) => {
        const body = inputOf(values, need);
        try {
          await (need === undefined
            ? record.mutateAsync({ params: { id: clientId }, body })
            : edit.mutateAsync({ params: { id: need.id }, body: { version: need.version, ...body } }));
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      <TextField
        label={t('needs.field.subject')}
        placeholder={t('needs.field.subject_example')}
        {...form.field('subject')}
        maxLength={500}
        autoFocus
        required
      />
      <MoneyField label={t('needs.field.value')} hint={t('needs.field.value_hint')} {...form.field('value_minor')} />
      <ChoiceField
        label={t('needs.field.origin')}
        {...origin}
        onChange={(value) => value !== null && origin.onChange(value)}
        options={ORIGINS.map((value) => ({ value, label: t(`needs.origin.${value}`) }))}
        hint={t(`needs.origin_hint.${form.values.origin}`)}
      />
      <TextArea
        label={t('needs.field.origin_note')}
        placeholder={t('needs.field.origin_note_example')}
        {...form.field('origin_note')}
        rows={2}
        maxLength={2000}
      />
      <TextField label={t('needs.field.product_line')} {...form.field('product_line')} maxLength={200} />
      <SelectField
        label={t('needs.field.financing')}
        hint={t('needs.field.financing_hint')}
        {...form.field('financing_route')}
        clearable
        options={FINANCING_ROUTES.map((value) => ({ value, label: t(`needs.financing.${value}`) }))}
      />
      <TextArea
        label={t('needs.field.competitors')}
        hint={t('needs.field.competitors_hint')}
        {...form.field('competitors')}
        rows={2}
      />
    </FormDialog>
  );
}

function inputOf(values: NeedValues, need: NeedWithHistory | undefined): NeedInput {
  const textOrNull = (text: string) => (text.trim() === '' ? null : text.trim());
  const names = values.competitors.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  return {
    subject: values.subject.trim(),
    product_line: textOrNull(values.product_line),
    value_minor: values.value_minor,
    origin: values.origin,
    origin_note: textOrNull(values.origin_note),
    financing_route: values.financing_route,
    competitors: names.map((name) => ({
      name,
      note: need?.competitors.find((one) => one.name === name)?.note ?? null,
    })),
  };
}
