import { Button } from '#ui-kit/Button.tsx';
import { formFailure, useWrite } from '#ui-kit/call.ts';
import { toast } from '#ui-kit/feedback/toast.tsx';
import { DateField } from '#ui-kit/forms/DateField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { FieldRow } from '#ui-kit/forms/Frame.tsx';
import type { PickOption } from '#ui-kit/forms/PickField.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { cancelAbsence, editAbsence, recordAbsence } from '../absences/contract.ts';
import type { Absence, AbsenceKind, EmployeeView } from '../contract.ts';
import { EmployeePicker } from './parts/EmployeePicker.tsx';

const KINDS: readonly AbsenceKind[] = ['vacation', 'sick', 'business_trip', 'other'];

interface AbsenceDialogProps {
  employee: Pick<EmployeeView, 'id' | 'full_name'>;
  /** Null records a new one. */
  absence: Absence | null;
  opened: boolean;
  onClose: () => void;
}

interface Values {
  first_day: string | null;
  last_day: string | null;
  kind: AbsenceKind | null;
  deputy_id: PickOption | null;
}

/** From when to when, why, and who answers meanwhile. */
export function AbsenceDialog({ employee, absence, opened, onClose }: AbsenceDialogProps) {
  const { t } = useText();
  const record = useWrite(recordAbsence);
  const edit = useWrite(editAbsence);
  const cancel = useWrite(cancelAbsence, { said: () => t('people.absence_cancelled') });
  const form = useDraftForm<Values>({
    initial: {
      first_day: absence?.first_day ?? null,
      last_day: absence?.last_day ?? null,
      kind: absence?.kind ?? 'vacation',
      deputy_id: absence === null ? null : { value: absence.deputy_id, label: absence.deputy_name },
    },
    missing: (values) => [
      ...(values.first_day === null ? [{ field: 'first_day' as const, text: t('people.missing_first_day') }] : []),
      ...(values.last_day === null ? [{ field: 'last_day' as const, text: t('people.missing_last_day') }] : []),
      ...(values.deputy_id === null ? [{ field: 'deputy_id' as const, text: t('people.missing_deputy') }] : []),
    ],
  });
  const save = async ({ first_day, last_day, kind, deputy_id }: Values) => {
    if (first_day === null || last_day === null || deputy_id === null) return { ok: false as const };
    const body = { first_day, last_day, kind: kind ?? 'other', deputy_id: deputy_id.value };
    try {
      if (absence === null) await record.mutateAsync({ body: { employee_id: employee.id, ...body } });
      else await edit.mutateAsync({ params: { id: absence.id }, body: { version: absence.version, ...body } });
      return { ok: true as const };
    } catch (error) {
      return formFailure(error);
    }
  };
  const takeBack = async () => {
    if (absence === null) return;
    try {
      await cancel.mutateAsync({ params: { id: absence.id }, body: { version: absence.version } });
      onClose();
    } catch (error) {
      toast({ text: formFailure(error).text ?? '' });
    }
  };
  return (
    <FormDialog
      form={form}
      opened={opened}
      onClose={onClose}
      title={t('people.absence_of', { name: employee.full_name })}
      submitLabel={t('people.save_absence')}
      note={t('people.absence_note')}
      onSubmit={save}
    >
      <FieldRow>
        <DateField
          label={t('people.first_day')}
          required
          {...form.field('first_day')}
          onChange={(first_day) =>
            form.set({ first_day, ...(form.values.last_day === null ? { last_day: first_day } : {}) })
          }
        />
        <DateField
          label={t('people.last_day')}
          required
          min={form.values.first_day ?? undefined}
          {...form.field('last_day')}
        />
      </FieldRow>
      <SelectField
        label={t('people.absence_why')}
        hint={t('people.absence_why_hint')}
        options={KINDS.map((kind) => ({ value: kind, label: t(`people.absence_kind.${kind}`) }))}
        {...form.field('kind')}
      />
      <EmployeePicker
        label={t('people.deputy')}
        hint={t('people.deputy_hint')}
        required
        except={employee.id}
        {...form.field('deputy_id')}
      />
      {absence === null ? null : (
        <div>
          <Button size="small" look="quiet" busy={cancel.isPending} onClick={() => void takeBack()}>
            {t('people.cancel_absence')}
          </Button>
        </div>
      )}
    </FormDialog>
  );
}
