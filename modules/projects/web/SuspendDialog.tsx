import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { DateField } from '#ui-kit/forms/DateField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { suspendRoute } from '../contract.ts';
import { dayAfter } from './plan-line.ts';
import type { DialogProps } from './project-dialog.ts';
import { useSave } from './use-save.ts';

/** The work stands: why, and on which day somebody looks again. */
export function SuspendDialog({ project, onClose }: DialogProps) {
  const { t } = useText();
  const { today } = useActor();
  const save = useSave(suspendRoute);
  const form = useDraftForm<{ reason: string; until: string | null }>({
    initial: { reason: '', until: null },
    missing: ({ reason, until }) => [
      ...(reason.trim() === '' ? [{ field: 'reason', text: t('projects.reason_missing') } as const] : []),
      ...(until === null ? [{ field: 'until', text: t('projects.day_missing') } as const] : []),
    ],
  });
  return (
    <FormDialog
      form={form}
      opened
      kind="modal"
      title={t('projects.suspend')}
      onClose={onClose}
      submitLabel={t('projects.suspend')}
      note={t('projects.suspend_note')}
      onSubmit={({ reason, until }) =>
        save({
          params: { id: project.id },
          body: { version: project.version, reason: reason.trim(), until: until ?? '' },
        })
      }
    >
      <TextArea
        label={t('projects.suspend_why')}
        {...form.field('reason')}
        rows={3}
        maxLength={1000}
        required
        autoFocus
      />
      <DateField
        label={t('projects.suspend_until')}
        {...form.field('until')}
        min={dayAfter(today)}
        today={today}
        required
      />
    </FormDialog>
  );
}
