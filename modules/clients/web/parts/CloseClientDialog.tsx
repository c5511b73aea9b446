import { formFailure, useWrite } from '#ui-kit/call.ts';
import { ChoiceField } from '#ui-kit/forms/CheckField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { type ClientCard, closeClientRoute, reopenClientRoute } from '../../contract.ts';

interface Closing {
  as: 'not_target' | 'archived';
  reason: string;
}

/** Closes a client with a reason, or brings a closed one back. Mount it when it is opened. */
export function CloseClientDialog({ client, onClose }: { client: ClientCard; onClose: () => void }) {
  const { t } = useText();
  const closed = client.group === 'closed';
  const close = useWrite(closeClientRoute, { said: ({ name }) => t('clients.closed_said', { name }) });
  const reopen = useWrite(reopenClientRoute, { said: ({ name }) => t('clients.reopened_said', { name }) });
  const form = useDraftForm<Closing>({
    initial: { as: 'not_target', reason: '' },
    draftKey: `close/${client.id}`,
    missing: ({ reason }) => (reason.trim() === '' ? [{ field: 'reason', text: t('clients.missing.reason') }] : []),
  });
  const as = form.field('as');
  return (
    <FormDialog
      form={form}
      opened
      kind="modal"
      title={t(closed ? 'clients.reopen_title' : 'clients.close_title', { name: client.name })}
      onClose={onClose}
      submitLabel={t(closed ? 'clients.reopen' : 'clients.close')}
      note={closed ? t('clients.reopen_note') : t('clients.close_note')}
      onSubmit={async (values) => {
        const params = { id: client.id };
        const body = { version: client.version ?? 1, reason: values.reason.trim() };
        try {
          if (closed) await reopen.mutateAsync({ params, body });
          else await close.mutateAsync({ params, body: { ...body, as: values.as } });
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      {closed ? null : (
        <ChoiceField
          label={t('clients.close_as')}
          {...as}
          onChange={(value) => value !== null && as.onChange(value)}
          options={[
            { value: 'not_target', label: t('clients.state.not_target') },
            { value: 'archived', label: t('clients.state.archived') },
          ]}
        />
      )}
      <TextArea
        label={t('clients.why')}
        {...form.field('reason')}
        placeholder={t(closed ? 'clients.reopen_example' : 'clients.close_example')}
        rows={3}
        maxLength={2000}
        required
        autoFocus
      />
    </FormDialog>
  );
}
