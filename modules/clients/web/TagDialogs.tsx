import { useCallback } from 'react';
import { call, formFailure, useWrite } from '#ui-kit/call.ts';
import { ConfirmDialog } from '#ui-kit/feedback/ConfirmDialog.tsx';
import { toast } from '#ui-kit/feedback/toast.tsx';
import { ColourField } from '#ui-kit/forms/ColourField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { PickField, type PickOption } from '#ui-kit/forms/PickField.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useAtOpening } from '#ui-kit/forms/use-at-opening.ts';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { Dot } from '#ui-kit/marks/Dot.tsx';
import { useText } from '#ui-kit/text.tsx';
import { changeTagRoute, type KeptTag, listTagsRoute, mergeTagRoute, removeTagRoute } from '../tag-keeping/contract.ts';
import { LONGEST_TAG, TAG_COLOURS, type TagColour } from '../tags/contract.ts';

interface TagDialogProps {
  tag: KeptTag;
  onClose: () => void;
}

/** How many clients have a tag, in words. */
function useCount({ clients: { value, exact } }: KeptTag): string {
  const { t } = useText();
  return value === 0
    ? t('clients.tag.count_none')
    : t(exact ? 'clients.tag.count' : 'clients.tag.count_more', { count: value });
}

export function EditTagDialog({ tag: now, onClose }: TagDialogProps) {
  const tag = useAtOpening(now);
  const { t } = useText();
  const change = useWrite(changeTagRoute);
  const form = useDraftForm<{ name: string; colour: TagColour }>({
    initial: { name: tag.name, colour: tag.colour },
    missing: ({ name }) => (name.trim() === '' ? [{ field: 'name', text: t('clients.tag.no_name') }] : []),
  });
  const colour = form.field('colour');
  return (
    <FormDialog
      form={form}
      opened
      kind="modal"
      title={t('clients.tag.edit_title', { name: tag.name })}
      onClose={onClose}
      submitLabel={t('clients.tag.save')}
      onSubmit={async (values) => {
        try {
          await change.mutateAsync({ params: { id: tag.id }, body: { version: tag.version, ...values } });
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      <TextField {...form.field('name')} label={t('clients.tag.label')} maxLength={LONGEST_TAG} autoFocus />
      <ColourField
        {...colour}
        label={t('clients.tag.colour')}
        options={TAG_COLOURS.map((value) => ({ value, label: t(`clients.tag.colour.${value}`) }))}
      />
    </FormDialog>
  );
}

const OFFERED = 20;

export function MergeTagDialog({ tag, onClose }: TagDialogProps) {
  const { t } = useText();
  const count = useCount(tag);
  const merge = useWrite(mergeTagRoute, {
    said: ({ started }) => t(started ? 'clients.tag.merge_started' : 'clients.tag.merged'),
  });
  const form = useDraftForm<{ into_id: PickOption | null }>({
    initial: { into_id: null },
    missing: ({ into_id: into }) =>
      into === null ? [{ field: 'into_id', text: t('clients.tag.merge_into_missing') }] : [],
  });
  const find = useCallback(
    async (q: string): Promise<PickOption[]> => {
      const page = await call(listTagsRoute, { query: { limit: OFFERED, ...(q === '' ? {} : { q }) } });
      return page.items
        .filter(({ id, busy }) => id !== tag.id && !busy)
        .map(({ id, name, colour, clients }) => ({
          value: id,
          label: name,
          mark: <Dot colour={colour} />,
          note: t(clients.exact ? 'clients.tag.count' : 'clients.tag.count_more', { count: clients.value }),
        }));
    },
    [tag.id, t],
  );
  return (
    <FormDialog
      form={form}
      opened
      kind="modal"
      title={t('clients.tag.merge_title', { name: tag.name })}
      onClose={onClose}
      submitLabel={t('clients.tag.merge_verb')}
      note={t('clients.tag.merge_note', { name: tag.name, count })}
      onSubmit={async ({ into_id: into }) => {
        try {
          await merge.mutateAsync({ params: { id: tag.id }, body: { into_id: into?.value ?? '' } });
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      <PickField {...form.field('into_id')} label={t('clients.tag.merge_into')} find={find} autoFocus />
    </FormDialog>
  );
}

export function RemoveTagDialog({ tag, onClose }: TagDialogProps) {
  const { t } = useText();
  const count = useCount(tag);
  const remove = useWrite(removeTagRoute, { said: () => t('clients.tag.removed_said', { name: tag.name }) });
  const confirm = async () => {
    try {
      await remove.mutateAsync({ params: { id: tag.id } });
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : '' });
    }
  };
  return (
    <ConfirmDialog
      opened
      title={t('clients.tag.remove_title', { name: tag.name })}
      consequence={t('clients.tag.remove_note', { count })}
      verb={t('clients.tag.remove')}
      onConfirm={confirm}
      onClose={onClose}
    />
  );
}
