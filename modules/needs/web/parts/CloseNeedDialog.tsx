import { formFailure, useWrite } from '#ui-kit/call.ts';
import { ChoiceField } from '#ui-kit/forms/CheckField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { type Need, satisfyNeedRoute, voidNeedRoute } from '../../contract.ts';

const WAYS = ['competitor', 'otherwise', 'us', 'void'] as const;

/** A need comes to its end: satisfied by somebody, or there was none after all. Mount it when it is opened. */
export function CloseNeedDialog({ need, onClose }: { need: Need; onClose: () => void }) {
  const { t } = useText();
  const satisfy = useWrite(satisfyNeedRoute, { said: () => t('needs.closed_toast') });
  const cancel = useWrite(voidNeedRoute, { said: () => t('needs.closed_toast') });
  const form = useDraftForm<{ way: (typeof WAYS)[number]; note: string }>({
    initial: { way: 'competitor', note: '' },
    draftKey: `close-need/${need.id}`,
    missing: ({ way, note }) =>
      (way === 'void' || way === 'competitor') && note.trim() === ''
        ? [{ field: 'note', text: t(way === 'void' ? 'needs.missing.reason' : 'needs.missing.winner') }]
        : [],
  });
  const way = form.field('way');
  return (
    <FormDialog
      form={form}
      opened
      title={t('needs.close_title')}
      onClose={onClose}
      submitLabel={t('needs.close_submit')}
      note={t('needs.close_note')}
      onSubmit={async (values) => {
        const note = values.note.trim();
        const to = { params: { id: need.id } };
        try {
          await (values.way === 'void'
            ? cancel.mutateAsync({ ...to, body: { version: need.version, note } })
            : satisfy.mutateAsync({
                ...to,
                body: { version: need.version, by: values.way, ...(note === '' ? {} : { note }) },
              }));
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      <p className="ink-3">{need.subject}</p>
      <ChoiceField
        label={t('needs.field.closed_as')}
        {...way}
        onChange={(value) => value !== null && way.onChange(value)}
        options={WAYS.map((value) => ({ value, label: t(`needs.closed_as.${value}`) }))}
      />
      <TextField label={t(`needs.closed_note.${form.values.way}`)} {...form.field('note')} maxLength={1000} autoFocus />
    </FormDialog>
  );
}
