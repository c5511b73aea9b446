import { formFailure, useWrite } from '#ui-kit/call.ts';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { askAgainRoute, cancelRequestRoute, returnBriefRoute, type SupportRequest } from '../contract.ts';

interface WordsDialogProps {
  request: SupportRequest;
  what: 'ask_again' | 'cancel' | 'return';
  onClose: () => void;
}

/** A few words to a request: what is unclear, why it has fallen away, what the brief lacks. */
export function WordsDialog({ request, what, onClose }: WordsDialogProps) {
  const { t } = useText();
  const again = useWrite(askAgainRoute);
  const cancel = useWrite(cancelRequestRoute);
  const back = useWrite(returnBriefRoute);
  const form = useDraftForm<{ text: string }>({
    initial: { text: '' },
    missing: ({ text }) => (text.trim() === '' ? [{ field: 'text', text: t('support.reason_missing') }] : []),
  });
  const params = { id: request.id };
  const { version } = request;
  const save = {
    ask_again: (note: string) => again.mutateAsync({ params, body: { version, note } }),
    cancel: (reason: string) => cancel.mutateAsync({ params, body: { version, reason } }),
    return: (note: string) => back.mutateAsync({ params, body: { version, note } }),
  }[what];
  const title = {
    ask_again: t('support.ask_again_title'),
    cancel: t('support.cancel_title'),
    return: t('support.return_title'),
  }[what];
  const submit = { ask_again: t('support.ask_again'), cancel: t('support.cancel'), return: t('support.return_brief') }[
    what
  ];
  return (
    <FormDialog
      form={form}
      opened
      kind="modal"
      title={title}
      onClose={onClose}
      submitLabel={submit}
      onSubmit={async ({ text }) => {
        try {
          await save(text.trim());
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      <TextArea label={t('support.words')} {...form.field('text')} rows={4} maxLength={2000} required autoFocus />
    </FormDialog>
  );
}
