import { NumberField } from '#ui-kit/forms/NumberField.tsx';
import type { DraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';

const BASIS_POINTS = 100;

/** The VAT rate in per cent; kept in basis points. */
export function VatField({ form }: { form: Pick<DraftForm<{ vat_bp: number | null }>, 'field'> }) {
  const { t } = useText();
  const { value, onChange, ...field } = form.field('vat_bp');
  return (
    <NumberField
      label={t('deals.field.vat')}
      {...field}
      value={value === null ? null : value / BASIS_POINTS}
      onChange={(percent) => onChange(percent === null ? null : Math.round(percent * BASIS_POINTS))}
      digits={2}
      min={0}
      max={100}
      unit="%"
    />
  );
}
