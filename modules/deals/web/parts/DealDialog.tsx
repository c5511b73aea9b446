import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { formFailure, useWrite } from '#ui-kit/call.ts';
import { DateField } from '#ui-kit/forms/DateField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { MoneyField } from '#ui-kit/forms/NumberField.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useAtOpening } from '#ui-kit/forms/use-at-opening.ts';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { type Deal, editDealRoute } from '../../contract.ts';
import { VatField } from './VatField.tsx';

/** Edits title, value, margin and the expected day of signing of an open deal. Mount it when it is opened. */
export function DealDialog({ deal: now, onClose }: { deal: Deal; onClose: () => void }) {
  const deal = useAtOpening(now);
  const { t } = useText();
  const { today } = useActor();
  const edit = useWrite(editDealRoute);
  const { title, margin_minor, expected_on } = deal;
  const form = useDraftForm({
    initial: {
      title,
      value_minor: deal.value_minor as number | null,
      margin_minor,
      vat_bp: deal.vat_bp as number | null,
      expected_on,
    },
    draftKey: `deal/${deal.id}/${deal.version}`,
    missing: (values) => [
      ...(values.title.trim() === '' ? [{ field: 'title', text: t('deals.missing.title') } as const] : []),
      ...(values.value_minor === null ? [{ field: 'value_minor', text: t('deals.missing.value') } as const] : []),
    ],
  });
  return (
    <FormDialog
      form={form}
      opened
      title={t('deals.edit_title')}
      onClose={onClose}
      submitLabel={t('ui.save')}
      onSubmit={async (values) => {
        try {
          await edit.mutateAsync({
            params: { id: deal.id },
            body: {
              version: deal.version,
              title: values.title.trim(),
              value_minor: values.value_minor ?? 0,
              margin_minor: values.margin_minor,
              vat_bp: values.vat_bp ?? deal.vat_bp,
              // An expectation that has passed is left as it stands unless it is changed.
              ...(values.expected_on === deal.expected_on ? {} : { expected_on: values.expected_on }),
            },
          });
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      <TextField label={t('deals.field.title')} {...form.field('title')} maxLength={500} autoFocus required />
      <MoneyField label={t('deals.field.value')} {...form.field('value_minor')} required />
      <MoneyField label={t('deals.field.margin')} hint={t('deals.field.margin_hint')} {...form.field('margin_minor')} />
      <VatField form={form} />
      <DateField label={t('deals.field.expected_on')} {...form.field('expected_on')} min={today} today={today} />
    </FormDialog>
  );
}
