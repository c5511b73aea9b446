import { formFailure, useWrite } from '#ui-kit/call.ts';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { TagsField } from '#ui-kit/forms/TagsField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { startBulkRoute } from '../bulk/contract.ts';
import { LONGEST_TAG } from '../tags/contract.ts';
import type { BulkDialogProps } from './BulkEditDialog.tsx';

/** Hangs tags on all that is chosen and takes others off; the rest of their tags stays. */
export function BulkTagsDialog({ chosen, count, fields, onStarted, onClose }: BulkDialogProps) {
  const { t } = useText();
  const start = useWrite(startBulkRoute);
  const known = (fields.find(({ name }) => name === 'tag')?.choices ?? []).map(({ label }) => label);
  const form = useDraftForm<{ add: string[]; remove: string[] }>({
    initial: { add: [], remove: [] },
    missing: ({ add, remove }) =>
      add.length + remove.length === 0 ? [{ field: 'add', text: t('clients.bulk.no_tags') }] : [],
  });
  return (
    <FormDialog
      form={form}
      opened
      kind="modal"
      title={t('clients.bulk.tags_title', { count })}
      onClose={onClose}
      submitLabel={t('clients.bulk.change')}
      note={t('clients.bulk.note')}
      onSubmit={async ({ add, remove }) => {
        try {
          const change = { kind: 'tags' as const, add, remove };
          const { id } = await start.mutateAsync({ body: { selection: chosen, change } });
          onStarted(id);
          return { ok: true };
        } catch (error) {
          const { text, fields: wrong = {} } = formFailure(error);
          const faults = Object.entries(wrong).map(([path, said]) => [path.replace('change/', ''), said]);
          return { ok: false, fields: Object.fromEntries(faults), ...(text === undefined ? {} : { text }) };
        }
      }}
    >
      <TagsField
        {...form.field('add')}
        label={t('clients.bulk.add_tags')}
        hint={t('clients.bulk.add_tags_hint')}
        suggestions={known}
        maxLength={LONGEST_TAG}
        autoFocus
      />
      <TagsField
        {...form.field('remove')}
        label={t('clients.bulk.remove_tags')}
        suggestions={known}
        maxLength={LONGEST_TAG}
      />
    </FormDialog>
  );
}
