import { EmployeePicker } from '#modules/people/web/parts/EmployeePicker.tsx';
import { formFailure, useWrite } from '#ui-kit/call.ts';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import type { PickOption } from '#ui-kit/forms/PickField.tsx';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { type ClientCard, transferClientRoute } from '../../contract.ts';

/** Passes a client to a colleague of the same function, with a covering note. Mount it when it is opened. */
export function TransferDialog({ client, onClose }: { client: ClientCard; onClose: () => void }) {
  const { t } = useText();
  const transfer = useWrite(transferClientRoute, {
    said: ({ name, holder }) => t('clients.transferred', { name, holder: holder?.full_name ?? '' }),
  });
  const form = useDraftForm<{ to: PickOption | null; note: string }>({
    initial: { to: null, note: '' },
    draftKey: `transfer/${client.id}`,
    missing: ({ to, note }) => [
      ...(to === null ? [{ field: 'to', text: t('clients.missing.receiver') } as const] : []),
      ...(note.trim() === '' ? [{ field: 'note', text: t('clients.missing.cover') } as const] : []),
    ],
  });
  return (
    <FormDialog
      form={form}
      opened
      title={t('clients.transfer_title', { name: client.name })}
      onClose={onClose}
      submitLabel={t('clients.transfer_submit')}
      note={t('clients.transfer_note')}
      onSubmit={async ({ to, note }) => {
        try {
          await transfer.mutateAsync({
            params: { id: client.id },
            body: { version: client.version ?? 1, to_id: to?.value ?? '', note: note.trim() },
          });
          return { ok: true };
        } catch (error) {
          const failure = formFailure(error);
          const wrong = failure.fields?.to_id;
          return wrong === undefined ? failure : { ...failure, fields: { to: wrong } };
        }
      }}
    >
      <EmployeePicker
        label={t('clients.transfer_to')}
        {...form.field('to')}
        except={client.holder?.id}
        required
        autoFocus
      />
      <TextArea
        label={t('clients.cover')}
        {...form.field('note')}
        placeholder={t('clients.cover_example')}
        rows={5}
        maxLength={4000}
        required
      />
    </FormDialog>
  );
}
