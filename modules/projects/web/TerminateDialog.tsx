import type { Static } from 'typebox';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { DateField } from '#ui-kit/forms/DateField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { FieldRow } from '#ui-kit/forms/Frame.tsx';
import { NumberField } from '#ui-kit/forms/NumberField.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { type TerminatedBy, terminateRoute } from '../contract.ts';
import { dayAfter } from './plan-line.ts';
import type { DialogProps } from './project-dialog.ts';
import { useSave } from './use-save.ts';

type Side = Static<typeof TerminatedBy>;
const SIDES: readonly Side[] = ['client', 'us', 'both', 'court'];
const BASIS_POINTS_IN_PERCENT = 100;

interface TerminateValues {
  by: Side | null;
  terminated_on: string | null;
  reason: string;
  settled: number | null;
  check_on: string | null;
}

/** The contract ends before its time: by whom, why, which share was settled, and when the client is looked at again. */
export function TerminateDialog({ project, onClose }: DialogProps) {
  const { t } = useText();
  const { today } = useActor();
  const save = useSave(terminateRoute, t('projects.terminated'));
  const form = useDraftForm<TerminateValues>({
    initial: { by: null, terminated_on: today, reason: '', settled: null, check_on: null },
    missing: (values) => [
      ...(values.by === null ? [{ field: 'by', text: t('projects.terminate_by') } as const] : []),
      ...(values.terminated_on === null ? [{ field: 'terminated_on', text: t('projects.day_missing') } as const] : []),
      ...(values.reason.trim() === '' ? [{ field: 'reason', text: t('projects.reason_missing') } as const] : []),
      ...(values.settled === null ? [{ field: 'settled', text: t('projects.share_missing') } as const] : []),
      ...(values.check_on === null ? [{ field: 'check_on', text: t('projects.terminate_check') } as const] : []),
    ],
  });
  return (
    <FormDialog
      form={form}
      opened
      title={t('projects.terminate_title', { title: project.title })}
      onClose={onClose}
      submitLabel={t('projects.terminate')}
      note={t('projects.terminate_note')}
      onSubmit={({ by, terminated_on, reason, settled, check_on }) =>
        save({
          params: { id: project.id },
          body: {
            version: project.version,
            by: by ?? 'both',
            terminated_on: terminated_on ?? today,
            reason: reason.trim(),
            settled_bp: Math.round((settled ?? 0) * BASIS_POINTS_IN_PERCENT),
            check_on: check_on ?? '',
          },
        })
      }
    >
      <SelectField
        label={t('projects.terminate_by')}
        {...form.field('by')}
        required
        options={SIDES.map((value) => ({ value, label: t(`projects.by.${value}`) }))}
      />
      <TextArea label={t('projects.terminate_why')} {...form.field('reason')} rows={3} maxLength={2000} required />
      <FieldRow>
        <DateField
          label={t('projects.terminate_day')}
          {...form.field('terminated_on')}
          max={today}
          today={today}
          required
        />
        <NumberField
          label={t('projects.settled')}
          {...form.field('settled')}
          digits={2}
          min={0}
          max={100}
          unit={t('projects.percent_unit')}
          required
        />
      </FieldRow>
      <DateField
        label={t('projects.terminate_check')}
        {...form.field('check_on')}
        min={dayAfter(today)}
        today={today}
        required
      />
    </FormDialog>
  );
}
