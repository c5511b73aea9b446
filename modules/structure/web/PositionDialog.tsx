import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useAtOpening } from '#ui-kit/forms/use-at-opening.ts';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import type { StructureView } from '../contract.ts';
import { changePosition, closePosition, createPosition } from '../positions/contract.ts';
import { POSITION_KINDS, type PositionKind } from '../rules.ts';
import { useSave } from './saved.ts';
import { CloseRecord } from './UnitDialog.tsx';

interface Values {
  title: string;
  kind: PositionKind | null;
  unit_id: string | null;
}

interface PositionDialogProps {
  structure: StructureView;
  position: StructureView['positions'][number] | null;
  onClose: () => void;
}

/** A position: what it is called, what kind it is (and so what it may do), where it stands. */
export function PositionDialog({ structure, position: now, onClose }: PositionDialogProps) {
  const position = useAtOpening(now);
  const { t } = useText();
  const create = useSave(createPosition);
  const change = useSave(changePosition);
  const close = useSave(closePosition);
  const form = useDraftForm<Values>({
    initial: {
      title: position?.title ?? '',
      kind: position?.kind ?? null,
      unit_id: position?.unit_id ?? null,
    },
    missing: ({ title, kind, unit_id }) => [
      ...(kind === null ? [{ field: 'kind' as const, text: t('structure.missing.kind') }] : []),
      ...(title.trim() === '' ? [{ field: 'title' as const, text: t('structure.missing.name') }] : []),
      ...(unit_id === null ? [{ field: 'unit_id' as const, text: t('structure.missing.unit') }] : []),
    ],
  });
  const save = async ({ title, kind, unit_id }: Values) => {
    if (kind === null || unit_id === null) return { ok: false as const };
    return position === null
      ? create({ body: { sales_system_id: structure.sales_system.id, title, kind, unit_id } })
      : change({ params: { id: position.id }, body: { version: position.version, title, kind, unit_id } });
  };
  const atWork =
    position !== null &&
    (position.people.length > 0 || structure.assignments.some((one) => one.position_id === position.id));
  return (
    <FormDialog
      form={form}
      opened
      title={position === null ? t('structure.new_position') : position.title}
      onClose={onClose}
      onSubmit={save}
      submitLabel={t('structure.save')}
    >
      <SelectField
        label={t('structure.field.kind')}
        {...form.field('kind')}
        onChange={(kind) => {
          const untouched = form.values.title === '' || form.values.title === kindTitle(form.values.kind);
          form.set({ kind, ...(untouched && position === null ? { title: kindTitle(kind) } : {}) });
        }}
        options={POSITION_KINDS.map((kind) => ({ value: kind, label: t(`structure.kind.${kind}`) }))}
        hint={t('structure.kind_hint')}
      />
      <TextField label={t('structure.field.title')} {...form.field('title')} maxLength={200} required />
      <SelectField
        label={t('structure.field.unit')}
        {...form.field('unit_id')}
        options={structure.units.map((unit) => ({
          value: unit.id,
          label: unit.name,
          note: t(`structure.unit_kind.${unit.kind}`),
        }))}
      />
      {position === null || atWork ? null : (
        <CloseRecord
          label={t('structure.close_position')}
          close={() => close({ params: { id: position.id }, body: { version: position.version } })}
          onClosed={onClose}
          onRefused={(text) => form.setErrors({ title: text })}
        />
      )}
    </FormDialog>
  );

  function kindTitle(kind: PositionKind | null): string {
    return kind === null || kind === 'other' ? '' : t(`structure.kind.${kind}`);
  }
}
