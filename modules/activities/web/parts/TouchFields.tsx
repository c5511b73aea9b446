import { CheckField, ChoiceField } from '#ui-kit/forms/CheckField.tsx';
import type { DraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import type { TouchResult } from '../../contract.ts';

export interface TouchResultValues {
  result: TouchResult | null;
  with_decision_maker: boolean;
}

/** Whether a touch moved the client's decision, and whether the one who decides took part. */
export function TouchFields({ form }: { form: Pick<DraftForm<TouchResultValues>, 'field'> }) {
  const { t } = useText();
  return (
    <>
      <ChoiceField
        label={t('activities.field.result')}
        {...form.field('result')}
        options={[
          { value: 'advance', label: t('activities.result.advance') },
          { value: 'continuation', label: t('activities.result.continuation') },
        ]}
        hint={t('activities.result_hint')}
      />
      <CheckField label={t('activities.field.with_decision_maker')} {...form.field('with_decision_maker')} />
    </>
  );
}
