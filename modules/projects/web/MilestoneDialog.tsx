import { EmployeePicker } from '#modules/people/web/parts/EmployeePicker.tsx';
import { DateField } from '#ui-kit/forms/DateField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import type { PickOption } from '#ui-kit/forms/PickField.tsx';
import { MultiSelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextArea, TextField } from '#ui-kit/forms/TextField.tsx';
import { useAtOpening } from '#ui-kit/forms/use-at-opening.ts';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { addMilestoneRoute, editMilestoneRoute, type Milestone } from '../contract.ts';
import type { DialogProps } from './project-dialog.ts';
import { useSave } from './use-save.ts';

interface MilestoneValues {
  title: string;
  planned_on: string | null;
  responsible: PickOption | null;
  after: string[];
  note: string;
}

/** Adds a milestone to the plan, or moves one; what was promised at the hand-off stays as it was. */
export function MilestoneDialog({
  project,
  milestone: now,
  onClose,
}: DialogProps & { milestone?: Milestone | undefined }) {
  const milestone = useAtOpening(now);
  const { t } = useText();
  const add = useSave(addMilestoneRoute, t('projects.milestone_saved'));
  const edit = useSave(editMilestoneRoute, t('projects.milestone_saved'));
  const form = useDraftForm<MilestoneValues>({
    initial: {
      title: milestone?.title ?? '',
      planned_on: milestone?.planned_on ?? null,
      responsible: responsibleOf(milestone?.responsible_id ?? project.manager_id, milestone, project.manager_name),
      after: milestone?.after ?? [],
      note: milestone?.note ?? '',
    },
    missing: (values) => [
      ...(values.title.trim() === '' ? [{ field: 'title', text: t('projects.title_missing') } as const] : []),
      ...(values.planned_on === null ? [{ field: 'planned_on', text: t('projects.day_missing') } as const] : []),
    ],
  });
  const others = project.plan.filter((one) => one.id !== milestone?.id);
  return (
    <FormDialog
      form={form}
      opened
      title={t(milestone === undefined ? 'projects.add_milestone' : 'projects.edit_milestone')}
      onClose={onClose}
      submitLabel={t(milestone === undefined ? 'projects.add_milestone' : 'ui.save')}
      onSubmit={(values) => {
        const body = {
          title: values.title.trim(),
          planned_on: values.planned_on ?? '',
          responsible_id: values.responsible?.value ?? null,
          note: values.note.trim() === '' ? null : values.note.trim(),
        };
        if (milestone === undefined) return add({ params: { id: project.id }, body: { ...body, after: values.after } });
        const same = values.after.join() === milestone.after.join();
        return edit({
          params: { id: project.id, part_id: milestone.id },
          body: { ...body, version: milestone.version, ...(same ? {} : { after: values.after }) },
        });
      }}
    >
      <TextField label={t('projects.milestone_title')} {...form.field('title')} maxLength={300} required autoFocus />
      <DateField label={t('projects.planned')} {...form.field('planned_on')} required />
      <EmployeePicker label={t('projects.responsible')} {...form.field('responsible')} />
      {others.length === 0 ? null : (
        <MultiSelectField
          label={t('projects.milestone_after')}
          {...form.field('after')}
          options={others.map((one) => ({ value: one.id, label: one.title }))}
        />
      )}
      <TextArea label={t('projects.milestone_note')} {...form.field('note')} rows={3} maxLength={2000} />
    </FormDialog>
  );
}

function responsibleOf(id: string | null, milestone: Milestone | undefined, manager: string): PickOption | null {
  if (milestone === undefined) return id === null ? null : { value: id, label: manager };
  return milestone.responsible_id === null
    ? null
    : { value: milestone.responsible_id, label: milestone.responsible_name ?? '' };
}
