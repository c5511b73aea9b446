import { useState } from 'react';
import { formFailure, ProblemError, useWrite } from '#ui-kit/call.ts';
import { type ConflictChoice, ConflictDialog } from '#ui-kit/feedback/ConflictDialog.tsx';
import { Dialog } from '#ui-kit/feedback/Dialog.tsx';
import { CheckField, ChoiceField } from '#ui-kit/forms/CheckField.tsx';
import { TimeField } from '#ui-kit/forms/DateField.tsx';
import { DraftFormBody } from '#ui-kit/forms/FormDialog.tsx';
import { FieldRow } from '#ui-kit/forms/Frame.tsx';
import { NumberField } from '#ui-kit/forms/NumberField.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useAtOpening } from '#ui-kit/forms/use-at-opening.ts';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { type EmployeeView, editEmployee } from '../contract.ts';
import { languageName } from './language-name.ts';
import { TimeZoneField } from './parts/TimeZoneField.tsx';
import { phoneInWords } from './phone-words.ts';

interface EmployeeFormProps {
  employee: EmployeeView;
  /** Name, address, share of full time as well: for whoever keeps the list of people. */
  everything: boolean;
  mayAppoint: boolean;
  note?: string;
  onSaved?: () => void;
  onCancel?: () => void;
}

const FIELDS = [
  ...(['full_name', 'email', 'phone', 'language', 'time_zone', 'capacity_bp'] as const),
  ...(['work_start', 'work_end', 'lunch_start', 'lunch_end', 'administrator'] as const),
];
type Values = Pick<EmployeeView, (typeof FIELDS)[number]>;
const HUNDREDTH = 100;

/** What somebody fills in of a colleague, or of themselves. Where two change one field, both versions are shown. */
export function EmployeeForm({ employee: now, everything, mayAppoint, note, onSaved, onCancel }: EmployeeFormProps) {
  const employee = useAtOpening(now);
  const { t, format } = useText();
  const edit = useWrite(editEmployee, { said: () => t('people.saved') });
  const [conflict, setConflict] = useState<{ theirs: EmployeeView; yours: Partial<Values> } | null>(null);
  const [initial] = useState(() => {
    const phone = employee.phone === null ? null : phoneInWords(format, employee.phone);
    return valuesOf({ ...employee, phone });
  });
  const form = useDraftForm<Values>({ initial });

  const send = async (version: number, changes: Partial<Values>) => {
    try {
      await edit.mutateAsync({ params: { id: employee.id }, body: { version, ...changes } });
      setConflict(null);
      return { ok: true as const };
    } catch (error) {
      const theirs =
        error instanceof ProblemError && error.reason === 'app.stale_version' ? error.details.theirs : null;
      if (theirs === null || theirs === undefined) return formFailure(error);
      // The server answers a stale version with the record as it is now.
      setConflict({ theirs: theirs as EmployeeView, yours: changes });
      return { ok: false as const, text: t('people.changed_meanwhile') };
    }
  };
  const shown = (field: keyof Values, value: unknown): string => {
    if (field === 'language') return languageName(value === 'en' ? 'en' : 'ru');
    if (field === 'administrator') return value === true ? t('people.yes') : t('people.no');
    if (field === 'capacity_bp') return format.basisPoints(Number(value));
    return value === null || value === '' ? '—' : String(value);
  };
  const both = conflict === null ? [] : FIELDS.filter((field) => clash(field, employee, conflict));
  const resolve = async (choice: ConflictChoice) => {
    if (conflict === null) return;
    const mine = FIELDS.filter((field) => field in conflict.yours && choice[field] !== 'theirs');
    const saved = await send(conflict.theirs.version, pick(conflict.yours, mine));
    if (!saved.ok) return;
    form.reset();
    onSaved?.();
  };

  return (
    <>
      <DraftFormBody
        form={form}
        submitLabel={t('people.save')}
        note={note}
        {...(onSaved === undefined ? {} : { onSaved })}
        {...(onCancel === undefined ? {} : { onCancel })}
        onSubmit={(values) => send(employee.version, changesOf(initial, values))}
      >
        {everything ? (
          <>
            <TextField label={t('people.name')} required maxLength={200} {...form.field('full_name')} />
            <TextField label={t('people.email')} required inputMode="email" {...form.field('email')} />
          </>
        ) : null}
        <TextField
          label={t('people.phone')}
          inputMode="tel"
          {...form.field('phone')}
          value={form.values.phone ?? ''}
          onChange={(phone) => form.set({ phone })}
        />
        <ChoiceField
          label={t('people.language')}
          options={[
            { value: 'ru', label: languageName('ru') },
            { value: 'en', label: languageName('en') },
          ]}
          {...form.field('language')}
          onChange={(language) => {
            if (language !== null) form.set({ language });
          }}
        />
        <TimeZoneField label={t('people.time_zone')} {...form.field('time_zone')} />
        <FieldRow>
          <TimeField
            label={t('people.work_start')}
            required
            {...form.field('work_start')}
            onChange={(time) => {
              if (time !== null) form.set({ work_start: time });
            }}
          />
          <TimeField
            label={t('people.work_end')}
            required
            {...form.field('work_end')}
            onChange={(time) => {
              if (time !== null) form.set({ work_end: time });
            }}
          />
        </FieldRow>
        <FieldRow>
          <TimeField label={t('people.lunch_start')} {...form.field('lunch_start')} />
          <TimeField label={t('people.lunch_end')} {...form.field('lunch_end')} />
        </FieldRow>
        {everything ? (
          <NumberField
            label={t('people.capacity')}
            hint={t('people.capacity_hint')}
            min={0}
            max={100}
            digits={0}
            unit="%"
            {...form.field('capacity_bp')}
            value={form.values.capacity_bp / HUNDREDTH}
            onChange={(share) => form.set({ capacity_bp: Math.round((share ?? 0) * HUNDREDTH) })}
          />
        ) : null}
        {mayAppoint ? (
          <CheckField
            label={t('people.administrator')}
            hint={t('people.administrator_hint')}
            {...form.field('administrator')}
          />
        ) : null}
      </DraftFormBody>
      <ConflictDialog
        opened={conflict !== null}
        who={t('people.a_colleague')}
        fields={both.map((field) => ({
          name: field,
          label: t(`people.field.${field}`),
          was: shown(field, employee[field]),
          theirs: shown(field, conflict?.theirs[field]),
          yours: shown(field, conflict?.yours[field]),
        }))}
        onResolve={resolve}
        onClose={() => setConflict(null)}
      />
    </>
  );
}

const pick = (values: Partial<Values>, fields: readonly (keyof Values)[]): Partial<Values> =>
  Object.fromEntries(Object.entries(values).filter(([field]) => fields.some((one) => one === field)));

const valuesOf = (employee: EmployeeView): Values => ({
  full_name: employee.full_name,
  email: employee.email,
  phone: employee.phone,
  language: employee.language,
  time_zone: employee.time_zone,
  capacity_bp: employee.capacity_bp,
  work_start: employee.work_start,
  work_end: employee.work_end,
  lunch_start: employee.lunch_start,
  lunch_end: employee.lunch_end,
  administrator: employee.administrator,
});

/** Only what was changed goes over the wire: the rest may have been changed by others. */
const changesOf = (before: Values, values: Values): Partial<Values> =>
  pick(
    values,
    FIELDS.filter((field) => values[field] !== before[field]),
  );

/** Both changed the field, and not to the same. */
function clash(
  field: keyof Values,
  before: EmployeeView,
  { theirs, yours }: { theirs: EmployeeView; yours: Partial<Values> },
): boolean {
  return field in yours && theirs[field] !== before[field] && theirs[field] !== yours[field];
}

/** The same in a drawer beside the list. */
export function EmployeeDialog({
  opened,
  onClose,
  ...form
}: Omit<EmployeeFormProps, 'onSaved' | 'onCancel'> & { opened: boolean; onClose: () => void }) {
  const { t } = useText();
  return (
    <Dialog opened={opened} onClose={onClose} title={form.employee.full_name || t('people.employee')} kind="drawer">
      <EmployeeForm {...form} onSaved={onClose} onCancel={onClose} />
    </Dialog>
  );
}
