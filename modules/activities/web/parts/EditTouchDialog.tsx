import { formFailure, useRead, useWrite } from '#ui-kit/call.ts';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { useAtOpening } from '#ui-kit/forms/use-at-opening.ts';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { editOneTouch, showTouch, type Touch } from '../../contract.ts';
import { TouchFields, type TouchResultValues } from './TouchFields.tsx';

/** Corrects a touch of one's own. */
export function EditTouchDialog({ touchId, onClose }: { touchId: string; onClose: () => void }) {
  const touch = useRead(showTouch, { params: { id: touchId } });
  if (touch.data === undefined) return null;
  return <EditForm touch={touch.data} onClose={onClose} />;
}

function EditForm({ touch: now, onClose }: { touch: Touch; onClose: () => void }) {
  const touch = useAtOpening(now);
  const { t } = useText();
  const edit = useWrite(editOneTouch);
  const form = useDraftForm<TouchResultValues & { summary: string }>({
    initial: { summary: touch.summary, result: touch.result, with_decision_maker: touch.with_decision_maker },
    missing: (values) =>
      values.summary.trim() === '' ? [{ field: 'summary', text: t('activities.missing.summary') }] : [],
  });
  return (
    <FormDialog
      form={form}
      opened
      title={t('activities.edit_touch_title')}
      onClose={onClose}
      submitLabel={t('ui.save')}
      onSubmit={async ({ summary, result, with_decision_maker }) => {
        try {
          const body = { version: touch.version, summary: summary.trim(), result, with_decision_maker };
          await edit.mutateAsync({ params: { id: touch.id }, body });
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      <TextArea label={t('activities.field.summary')} {...form.field('summary')} rows={4} maxLength={20_000} required />
      <TouchFields form={form} />
    </FormDialog>
  );
}
