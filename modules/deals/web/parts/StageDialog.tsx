import { formFailure, useWrite } from '#ui-kit/call.ts';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { type Deal, moveDealRoute } from '../../contract.ts';
import { STAGES, type Stage } from '../../rules.ts';

/** Takes a deal back to an earlier stage, with the reason. Mount it when it is opened. */
export function StageDialog({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const { t } = useText();
  const move = useWrite(moveDealRoute, { said: (card) => t('deals.moved', { stage: t(`deals.stage.${card.stage}`) }) });
  const earlier = STAGES.slice(0, STAGES.indexOf(deal.stage));
  const form = useDraftForm<{ to: Stage | null; reason: string }>({
    initial: { to: earlier.at(-1) ?? null, reason: '' },
    draftKey: `stage/${deal.id}`,
    missing: (values) => (values.reason.trim() === '' ? [{ field: 'reason', text: t('deals.missing.reason') }] : []),
  });
  return (
    <FormDialog
      form={form}
      opened
      kind="modal"
      title={t('deals.back_title')}
      onClose={onClose}
      submitLabel={t('deals.back_submit')}
      onSubmit={async ({ to, reason }) => {
        try {
          await move.mutateAsync({
            params: { id: deal.id },
            body: { version: deal.version, to: to ?? deal.stage, reason: reason.trim() },
          });
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      <SelectField
        label={t('deals.field.back_to')}
        {...form.field('to')}
        options={earlier.map((stage) => ({ value: stage, label: t(`deals.stage.${stage}`) }))}
        required
      />
      <TextArea
        label={t('deals.field.why_back')}
        placeholder={t('deals.field.why_back_example')}
        {...form.field('reason')}
        autoFocus
        required
      />
    </FormDialog>
  );
}
