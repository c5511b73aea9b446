import { DateField } from '#ui-kit/forms/DateField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { MultiSelectField, SelectField } from '#ui-kit/forms/SelectField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { assignFunction } from '../assignments/contract.ts';
import { numberOfPositionsFault } from '../assignments/rules.ts';
import type { StructureView } from '../contract.ts';
import { type SalesFunction, SHARED_FUNCTIONS } from '../rules.ts';
import { useSave } from './saved.ts';

interface AssignDialogProps {
  structure: StructureView;
  of: SalesFunction;
  today: string;
  onClose: () => void;
}

const GENERAL = 'general';

interface Values {
  segment: string | null;
  positions: string[];
  from: string | null;
}

/** Which position answers for a function, in general or in a segment, from which day. */
export function AssignDialog({ structure, of, today, onClose }: AssignDialogProps) {
  const { t, format } = useText();
  const save = useSave(assignFunction);
  const assignedIn = (segment: string | null): string[] =>
    structure.assignments
      .filter((one) => one.function === of && one.segment_id === (segment === GENERAL ? null : segment))
      .map((one) => one.position_id);
  const form = useDraftForm<Values>({
    initial: { segment: GENERAL, positions: assignedIn(GENERAL), from: today },
    missing: ({ segment, positions }) => {
      const fault = numberOfPositionsFault(of, segment === GENERAL ? null : segment, positions.length);
      return fault === null ? [] : [{ field: 'positions', text: t('structure.missing.position') }];
    },
  });
  const shared = SHARED_FUNCTIONS.includes(of);
  const options = structure.positions.map((position) => ({
    value: position.id,
    label: position.title,
    note: structure.units.find((unit) => unit.id === position.unit_id)?.name,
  }));
  const positions = form.field('positions');
  const ahead = structure.ahead.filter((one) => one.function === of);
  return (
    <FormDialog
      form={form}
      opened
      title={t('structure.assign_title', { function: t(`structure.function.${of}`) })}
      onClose={onClose}
      onSubmit={({ segment, positions: position_ids, from }) =>
        save({
          params: { id: structure.sales_system.id },
          body: {
            version: structure.sales_system.version,
            function: of,
            segment_id: segment === GENERAL ? null : segment,
            position_ids,
            ...(from === null ? {} : { from }),
          },
        })
      }
      submitLabel={t('structure.assign_submit')}
      note={t('structure.assign_note')}
    >
      <p className="ink-2">{t(`structure.function_meaning.${of}`)}</p>
      {structure.segments.length === 0 ? null : (
        <SelectField
          label={t('structure.field.segment')}
          {...form.field('segment')}
          onChange={(segment) => form.set({ segment, positions: assignedIn(segment) })}
          options={[
            { value: GENERAL, label: t('structure.segment_general') },
            ...structure.segments.map((segment) => ({ value: segment.id, label: segment.name })),
          ]}
        />
      )}
      {shared ? (
        <MultiSelectField label={t('structure.field.positions')} {...positions} options={options} />
      ) : (
        <SelectField
          label={t('structure.field.position')}
          {...positions}
          value={positions.value[0] ?? null}
          onChange={(id) => positions.onChange(id === null ? [] : [id])}
          options={options}
          clearable={form.values.segment !== GENERAL}
          hint={form.values.segment === GENERAL ? undefined : t('structure.segment_hint')}
        />
      )}
      <DateField label={t('structure.field.from')} {...form.field('from')} min={today} today={today} />
      {ahead.map((one) => (
        <p key={`${one.position_id} ${one.from}`} className="t-small ink-3">
          {t('structure.ahead', {
            day: format.date(one.from),
            position: structure.positions.find((position) => position.id === one.position_id)?.title ?? '',
          })}
        </p>
      ))}
    </FormDialog>
  );
}
