import { formFailure, useWrite } from '#ui-kit/call.ts';
import { CheckField } from '#ui-kit/forms/CheckField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useAtOpening } from '#ui-kit/forms/use-at-opening.ts';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { changeViewRoute, createViewRoute, type ListName, type SavedView, type ViewShape } from '../../contract.ts';

interface ViewDialogProps {
  list: ListName;
  shape: ViewShape;
  /** The view to rename; null saves a new one. */
  view: SavedView | null;
  suggested: string;
  onClose: () => void;
  onSaved: (view: SavedView) => void;
}

/** The name of a view, and whether colleagues see it. */
export function ViewDialog({ list, shape, view: now, suggested, onClose, onSaved }: ViewDialogProps) {
  const view = useAtOpening(now);
  const { t } = useText();
  const create = useWrite(createViewRoute, { said: ({ name }) => t('lists.saved', { name }) });
  const change = useWrite(changeViewRoute);
  const form = useDraftForm<{ name: string; shared: boolean }>({
    initial: { name: view?.name ?? suggested, shared: view?.shared ?? false },
    missing: ({ name }) => (name.trim() === '' ? [{ field: 'name', text: t('lists.missing.name') }] : []),
  });
  const submit = async ({ name, shared }: { name: string; shared: boolean }) => {
    try {
      const saved =
        view === null
          ? await create.mutateAsync({ params: { list }, body: { name, shared, shape } })
          : await change.mutateAsync({ params: { id: view.id }, body: { version: view.version, name, shared } });
      onSaved(saved);
      return { ok: true as const };
    } catch (error) {
      return formFailure(error);
    }
  };
  return (
    <FormDialog
      form={form}
      opened
      kind="modal"
      title={view === null ? t('lists.new_view') : t('lists.rename')}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={t('lists.save')}
      note={t('lists.view_note')}
    >
      <TextField label={t('lists.name')} {...form.field('name')} maxLength={80} required autoFocus />
      <CheckField label={t('lists.share_note')} {...form.field('shared')} />
    </FormDialog>
  );
}
