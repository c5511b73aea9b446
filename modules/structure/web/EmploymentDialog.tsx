import { Button } from '#ui-kit/Button.tsx';
import { DateField } from '#ui-kit/forms/DateField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { NumberField } from '#ui-kit/forms/NumberField.tsx';
import { PickField, type PickOption } from '#ui-kit/forms/PickField.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import type { EmploymentView, StructureView } from '../contract.ts';
import { changeShare, endEmployment, takePosition } from '../employments/contract.ts';
import { findEmployees } from './find-employees.ts';
import { useSave } from './saved.ts';

type Position = StructureView['positions'][number];

interface TakeValues {
  employee: PickOption | null;
  share: number | null;
  from: string | null;
}

/** Somebody takes a position: who, for which part of their time, from which day. */
export function TakePositionDialog(props: {
  structure: StructureView;
  position: Position;
  employee?: { id: string; full_name: string } | undefined;
  today: string;
  onClose: () => void;
}) {
  const { t } = useText();
  const take = useSave(takePosition);
  const { employee, position, structure, today, onClose } = props;
  const form = useDraftForm<TakeValues>({
    initial: {
      employee: employee === undefined ? null : { value: employee.id, label: employee.full_name },
      share: null,
      from: today,
    },
    missing: (values) =>
      values.employee === null ? [{ field: 'employee', text: t('structure.missing.employee') }] : [],
  });
  const held = structure.positions.flatMap((one) =>
    one.people
      .filter((person) => person.employee_id === form.values.employee?.value && person.until === null)
      .map((person) => ({ title: one.title, share: person.share_bp })),
  );
  return (
    <FormDialog
      form={form}
      opened
      title={t('structure.take_title', { position: position.title })}
      onClose={onClose}
      onSubmit={async ({ employee: chosen, share, from }) =>
        take({
          body: {
            employee_id: chosen?.value ?? '',
            position_id: position.id,
            ...(share === null ? {} : { share_bp: Math.round(share * 100) }),
            ...(from === null ? {} : { from }),
          },
        })
      }
      submitLabel={t('structure.take_submit')}
    >
      <PickField
        label={t('structure.field.employee')}
        {...form.field('employee')}
        find={findEmployees}
        error={form.errors.employee_id}
      />
      {held.length === 0 ? null : (
        <p className="t-small ink-2">
          {t('structure.holds_already', {
            positions: held.map((one) => `${one.title}, ${one.share / 100} %`).join('; '),
          })}
        </p>
      )}
      <NumberField
        label={t('structure.field.share')}
        {...form.field('share')}
        min={1}
        max={100}
        unit="%"
        hint={t('structure.share_hint')}
        error={form.errors.share_bp}
      />
      <DateField label={t('structure.field.from')} {...form.field('from')} today={today} />
    </FormDialog>
  );
}

interface HoldingValues {
  share: number | null;
  move_to: string | null;
  from: string | null;
}

/** Somebody in a position: the share of their time, a move to another position, the end of it. */
export function HoldingDialog(props: {
  structure: StructureView;
  position: Position;
  employment: EmploymentView;
  today: string;
  onClose: () => void;
  onDeparture: (employeeId: string) => void;
}) {
  const { t, format } = useText();
  const { structure, position, employment, today, onClose } = props;
  const share = useSave(changeShare);
  const move = useSave(takePosition);
  const end = useSave(endEmployment);
  const form = useDraftForm<HoldingValues>({
    initial: { share: employment.share_bp / 100, move_to: null, from: today },
    missing: (values) => (values.share === null ? [{ field: 'share', text: t('structure.missing.share') }] : []),
  });
  const save = async ({ share: percent, move_to, from }: HoldingValues) => {
    const share_bp = Math.round((percent ?? 0) * 100);
    if (move_to === null) {
      return share({ params: { id: employment.id }, body: { share_bp, was_bp: employment.share_bp } });
    }
    return move({
      body: {
        employee_id: employment.employee_id,
        position_id: move_to,
        share_bp,
        instead_of: employment.id,
        ...(from === null ? {} : { from }),
      },
    });
  };
  const leave = async () => {
    const result = await end({ params: { id: employment.id }, body: {} });
    if (result.ok) onClose();
    else form.setErrors({ move_to: result.text ?? '' });
  };
  return (
    <FormDialog
      form={form}
      opened
      title={employment.full_name}
      onClose={onClose}
      onSubmit={save}
      submitLabel={form.values.move_to === null ? t('structure.save') : t('structure.move_submit')}
      note={t('structure.move_note')}
    >
      <p className="ink-2">
        {t('structure.holds_since', { position: position.title, day: format.date(employment.from) })}
      </p>
      <NumberField
        label={t('structure.field.share')}
        {...form.field('share')}
        min={1}
        max={100}
        unit="%"
        error={form.errors.share_bp}
      />
      <SelectField
        label={t('structure.field.move_to')}
        {...form.field('move_to')}
        options={structure.positions
          .filter((one) => one.id !== position.id)
          .map((one) => ({
            value: one.id,
            label: one.title,
            note: structure.units.find((unit) => unit.id === one.unit_id)?.name,
          }))}
        clearable
      />
      {form.values.move_to === null ? null : (
        <DateField label={t('structure.field.from')} {...form.field('from')} today={today} />
      )}
      <div className="row-wrap">
        <Button look="quiet" onClick={() => void leave()}>
          {t('structure.leave_position')}
        </Button>
        <Button look="quiet" onClick={() => props.onDeparture(employment.employee_id)}>
          {t('structure.depart')}
        </Button>
      </div>
    </FormDialog>
  );
}
