import { formFailure, useWrite } from '#ui-kit/call.ts';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { letClientWaitRoute } from '../../contract.ts';

/** «Ждать до проверки»: the client leaves work until the earliest check of its needs. Mount it when it is opened. */
export function ParkDialog({
  clientId,
  until,
  onClose,
}: {
  clientId: string;
  /** The earliest check, when it is known. */
  until: string | null;
  onClose: () => void;
}) {
  const { t, format } = useText();
  const park = useWrite(letClientWaitRoute, { said: () => t('needs.parked') });
  const form = useDraftForm({
    initial: { reason: '' },
    draftKey: `park/${clientId}`,
    missing: (values) =>
      values.reason.trim() === '' ? [{ field: 'reason', text: t('needs.missing.wait_reason') }] : [],
  });
  return (
    <FormDialog
      form={form}
      opened
      kind="modal"
      title={t('needs.park_title')}
      onClose={onClose}
      submitLabel={t('needs.park_submit')}
      onSubmit={async ({ reason }) => {
        try {
          await park.mutateAsync({ params: { id: clientId }, body: { reason: reason.trim() } });
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      <p className="ink-2">
        {until === null ? t('needs.park_text') : t('needs.park_text_until', { day: format.weekdayDate(until) })}
      </p>
      <TextArea
        label={t('needs.field.wait_reason')}
        placeholder={t('needs.field.wait_reason_example')}
        {...form.field('reason')}
        autoFocus
        required
      />
    </FormDialog>
  );
}
