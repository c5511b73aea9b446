import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { type ProjectPromise, settlePromiseRoute } from '../contract.ts';
import type { DialogProps } from './project-dialog.ts';
import { useSave } from './use-save.ts';

/** A promise that was not kept says why. */
export function PromiseBrokenDialog({ project, promise, onClose }: DialogProps & { promise: ProjectPromise }) {
  const { t } = useText();
  const save = useSave(settlePromiseRoute, t('projects.promise_saved'));
  const form = useDraftForm<{ note: string }>({
    initial: { note: '' },
    missing: ({ note }) => (note.trim() === '' ? [{ field: 'note', text: t('projects.reason_missing') }] : []),
  });
  return (
    <FormDialog
      form={form}
      opened
      kind="modal"
      title={t('projects.break_title')}
      onClose={onClose}
      submitLabel={t('projects.break')}
      onSubmit={({ note }) =>
        save({
          params: { id: project.id, part_id: promise.id },
          body: { version: promise.version, state: 'broken', note: note.trim() },
        })
      }
    >
      <p className="ink-2">{promise.said}</p>
      <TextArea label={t('projects.break_why')} {...form.field('note')} rows={3} maxLength={1000} required autoFocus />
    </FormDialog>
  );
}
