import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { DateField } from '#ui-kit/forms/DateField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { FieldRow } from '#ui-kit/forms/Frame.tsx';
import { MoneyField } from '#ui-kit/forms/NumberField.tsx';
import { TextArea, TextField } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { commissionRoute } from '../contract.ts';
import { dayAfter } from './plan-line.ts';
import type { DialogProps } from './project-dialog.ts';
import { useSave } from './use-save.ts';

interface CommissionValues {
  commissioned_on: string | null;
  warranty_until: string | null;
  reference: string;
  open_reason: string;
  check_on: string | null;
  margin: number | null;
  step: string;
  step_on: string | null;
}

/** The work is handed over [D]: when, the warranty, what it is worth as a reference, and what follows for the client. */
export function CommissionDialog({ project, onClose }: DialogProps) {
  const { t, format } = useText();
  const { today } = useActor();
  const save = useSave(commissionRoute, t('projects.commissioned'));
  const open = project.plan.filter((milestone) => milestone.reached_on === null);
  const regular = project.repeat_policy === 'repeat_projects' || project.repeat_policy === 'continuous';
  const form = useDraftForm<CommissionValues>({
    initial: {
      commissioned_on: today,
      warranty_until: null,
      reference: '',
      open_reason: '',
      check_on: null,
      margin: project.margin_fact_minor,
      step: '',
      step_on: null,
    },
    draftKey: `commission/${project.id}`,
    missing: (values) => [
      ...(open.length > 0 && values.open_reason.trim() === ''
        ? [{ field: 'open_reason', text: t('projects.reason_missing') } as const]
        : []),
      ...(values.commissioned_on === null
        ? [{ field: 'commissioned_on', text: t('projects.day_missing') } as const]
        : []),
      ...(values.warranty_until === null ? [{ field: 'warranty_until', text: t('projects.warranty') } as const] : []),
      ...(values.reference.trim() === ''
        ? [{ field: 'reference', text: t('projects.reference_missing') } as const]
        : []),
      ...(regular && values.step.trim() === '' ? [{ field: 'step', text: t('projects.step_missing') } as const] : []),
      ...(regular && values.step_on === null ? [{ field: 'step_on', text: t('projects.day_missing') } as const] : []),
    ],
  });
  return (
    <FormDialog
      form={form}
      opened
      title={t('projects.commission_title', { title: project.title })}
      onClose={onClose}
      submitLabel={t('projects.commission')}
      note={t(`projects.then.${project.repeat_policy}`)}
      onSubmit={(values) =>
        save({
          params: { id: project.id },
          body: {
            version: project.version,
            commissioned_on: values.commissioned_on ?? today,
            warranty_until: values.warranty_until ?? '',
            reference_note: values.reference.trim(),
            ...(values.check_on === null ? {} : { check_on: values.check_on }),
            ...(values.open_reason.trim() === '' ? {} : { open_reason: values.open_reason.trim() }),
            ...(values.margin === null ? {} : { margin_fact_minor: values.margin }),
            ...(regular ? { next_step: { title: values.step.trim(), due_on: values.step_on ?? '' } } : {}),
          },
        })
      }
    >
      {open.length === 0 ? null : (
        <TextArea
          label={t('projects.open_reason')}
          {...form.field('open_reason')}
          hint={t('projects.open_titles', { titles: format.list(open.map((milestone) => milestone.title)) })}
          rows={2}
          maxLength={1000}
          required
        />
      )}
      <FieldRow>
        <DateField
          label={t('projects.commission_day')}
          {...form.field('commissioned_on')}
          max={today}
          today={today}
          required
        />
        <DateField label={t('projects.warranty')} {...form.field('warranty_until')} today={today} required />
      </FieldRow>
      <TextArea
        label={t('projects.reference')}
        {...form.field('reference')}
        hint={t('projects.reference_hint')}
        rows={3}
        maxLength={2000}
        required
      />
      <MoneyField label={t('projects.margin_fact')} {...form.field('margin')} />
      {regular ? (
        <FieldRow>
          <TextField label={t('projects.next_step')} {...form.field('step')} maxLength={500} required />
          <DateField label={t('projects.next_step_on')} {...form.field('step_on')} min={today} today={today} required />
        </FieldRow>
      ) : (
        <DateField
          label={t('projects.check_on')}
          {...form.field('check_on')}
          hint={t('projects.check_on_hint')}
          min={dayAfter(today)}
          today={today}
        />
      )}
    </FormDialog>
  );
}
