import { type CustomDraft, CustomInputs } from '#modules/fields/web/parts/CustomInputs.tsx';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { formFailure, useWrite } from '#ui-kit/call.ts';
import { DateField } from '#ui-kit/forms/DateField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { MoneyField } from '#ui-kit/forms/NumberField.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { type OpenableNeed, openDealRoute } from '../../contract.ts';
import { VatField } from './VatField.tsx';

interface Values {
  need_id: string | null;
  value_minor: number | null;
  margin_minor: number | null;
  vat_bp: number | null;
  expected_on: string | null;
  reason: string;
  custom: CustomDraft;
}

/** Opens a deal from a need that is relevant now; a head, from one whose window is near. Mount it when it is opened. */
export function OpenDealDialog({
  clientId,
  needs,
  vatBp,
  onClose,
}: {
  clientId: string;
  needs: readonly OpenableNeed[];
  /** The VAT rate in force. */
  vatBp: number;
  onClose: () => void;
}) {
  const { t } = useText();
  const { today } = useActor();
  const open = useWrite(openDealRoute, { said: () => t('deals.opened') });
  const [first] = needs;
  const form = useDraftForm<Values>({
    initial: {
      need_id: first?.id ?? null,
      value_minor: first?.value_minor ?? null,
      margin_minor: null,
      vat_bp: vatBp,
      expected_on: null,
      reason: '',
      custom: {},
    },
    draftKey: `deal/${clientId}`,
    missing: (values) => [
      ...(values.need_id === null ? [{ field: 'need_id', text: t('deals.missing.need') } as const] : []),
      ...(values.value_minor === null ? [{ field: 'value_minor', text: t('deals.missing.value') } as const] : []),
      ...(headOnly(values) && values.reason.trim() === ''
        ? [{ field: 'reason', text: t('deals.missing.reason') } as const]
        : []),
    ],
  });
  const need = form.field('need_id');
  function headOnly(values: Values): boolean {
    return needs.find((one) => one.id === values.need_id)?.head_only ?? false;
  }
  return (
    <FormDialog
      form={form}
      opened
      title={t('deals.open_title')}
      onClose={onClose}
      submitLabel={t('deals.open_submit')}
      onSubmit={async (values) => {
        try {
          await open.mutateAsync({
            params: { id: clientId },
            body: {
              need_id: values.need_id ?? '',
              value_minor: values.value_minor ?? 0,
              margin_minor: values.margin_minor,
              vat_bp: values.vat_bp ?? vatBp,
              expected_on: values.expected_on,
              custom: values.custom,
              ...(headOnly(values) ? { reason: values.reason.trim() } : {}),
            },
          });
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      <SelectField
        label={t('deals.field.need')}
        {...need}
        onChange={(value) => {
          const chosen = needs.find((one) => one.id === value);
          form.set({ need_id: value, value_minor: chosen?.value_minor ?? form.values.value_minor });
        }}
        options={needs.map((one) => ({
          value: one.id,
          label: one.subject,
          ...(one.head_only ? { note: t('deals.head_only') } : {}),
        }))}
        required
      />
      <MoneyField label={t('deals.field.value')} {...form.field('value_minor')} required />
      <MoneyField label={t('deals.field.margin')} hint={t('deals.field.margin_hint')} {...form.field('margin_minor')} />
      <VatField form={form} />
      <DateField label={t('deals.field.expected_on')} {...form.field('expected_on')} min={today} today={today} />
      <CustomInputs
        entity="deal"
        value={form.values.custom}
        onChange={(custom) => form.set({ custom })}
        errors={form.errors}
      />
      {headOnly(form.values) ? (
        <TextArea
          label={t('deals.field.head_reason')}
          hint={t('deals.field.head_reason_hint')}
          {...form.field('reason')}
          required
        />
      ) : null}
    </FormDialog>
  );
}
