import { Button } from '#ui-kit/Button.tsx';
import { formFailure, useRead, useWrite } from '#ui-kit/call.ts';
import { Dialog } from '#ui-kit/feedback/Dialog.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { reasonWords } from '#ui-kit/reason-words.ts';
import { useText } from '#ui-kit/text.tsx';
import type { ClientCard } from '../../contract.ts';
import { previewTrashRoute, type TrashPreview, trashClientRoute } from '../../trash/contract.ts';
import { rowsInWords } from './moved-words.ts';

export interface TrashDialogProps {
  client: ClientCard;
  onClose: () => void;
  /** Where the one who looks goes when the client is gone. */
  onGone: () => void;
}

/** Moves a client to the trash: what goes along and what stands in the way is told before. Mount it when it is opened. */
export function TrashDialog({ client, onClose, onGone }: TrashDialogProps) {
  const { t } = useText();
  const preview = useRead(previewTrashRoute, { params: { id: client.id } });
  if (preview.error !== null) {
    return (
      <Dialog opened onClose={onClose} title={t('clients.trash.title', { name: client.name })}>
        <ErrorState title={preview.error.message} requestId={preview.error.requestId} />
      </Dialog>
    );
  }
  if (preview.data === undefined) return null;
  if (preview.data.stops.length > 0) {
    return (
      <Dialog opened onClose={onClose} title={t('clients.trash.stopped', { name: client.name })}>
        {preview.data.stops.map(({ reason, values }) => (
          <p key={reason}>{reasonWords(t, reason, values)}</p>
        ))}
        <div className="row">
          <Button look="primary" keys="Escape" onClick={onClose}>
            {t('clients.trash.understood')}
          </Button>
        </div>
      </Dialog>
    );
  }
  return <Question client={client} preview={preview.data} onClose={onClose} onGone={onGone} />;
}

function Question({ client, preview, onClose, onGone }: TrashDialogProps & { preview: TrashPreview }) {
  const { t } = useText();
  const trash = useWrite(trashClientRoute, { said: () => t('clients.trash.said', { name: client.name }) });
  const form = useDraftForm<{ reason: string }>({ initial: { reason: '' }, draftKey: `trash/${client.id}` });
  const takes = rowsInWords(preview.takes, t);
  return (
    <FormDialog
      form={form}
      opened
      kind="modal"
      title={t('clients.trash.title', { name: client.name })}
      onClose={onClose}
      submitLabel={t('clients.trash.verb')}
      onSubmit={async ({ reason }) => {
        try {
          await trash.mutateAsync({
            params: { id: client.id },
            body: { version: client.version ?? 1, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) },
          });
          onGone();
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      <div className="ink-2">
        <p>{t('clients.trash.consequence', { days: preview.days })}</p>
        {takes === '' ? null : <p>{t('clients.trash.takes', { list: takes })}</p>}
        {preview.holder === null ? null : <p>{t('clients.trash.holder', { name: preview.holder.full_name })}</p>}
      </div>
      <TextField
        label={t('clients.trash.why')}
        {...form.field('reason')}
        placeholder={t('clients.trash.why_example')}
        maxLength={2000}
        autoFocus
      />
    </FormDialog>
  );
}
