import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { DateField } from '#ui-kit/forms/DateField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { type Milestone, reachMilestoneRoute } from '../contract.ts';
import type { DialogProps } from './project-dialog.ts';
import { useSave } from './use-save.ts';

/** A milestone has been reached: the day is all that is asked. */
export function ReachDialog({ project, milestone, onClose }: DialogProps & { milestone: Milestone }) {
  const { t } = useText();
  const { today } = useActor();
  const save = useSave(reachMilestoneRoute, t('projects.reached_toast', { title: milestone.title }));
  const form = useDraftForm<{ reached_on: string | null }>({
    initial: { reached_on: today },
    missing: ({ reached_on }) =>
      reached_on === null ? [{ field: 'reached_on', text: t('projects.day_missing') }] : [],
  });
  return (
    <FormDialog
      form={form}
      opened
      kind="modal"
      title={t('projects.reach_title', { title: milestone.title })}
      onClose={onClose}
      submitLabel={t('projects.reach')}
      onSubmit={({ reached_on }) =>
        save({
          params: { id: project.id, part_id: milestone.id },
          body: { version: milestone.version, reached_on },
        })
      }
    >
      <DateField
        label={t('projects.reach_day')}
        {...form.field('reached_on')}
        max={today}
        today={today}
        required
        autoFocus
      />
    </FormDialog>
  );
}
