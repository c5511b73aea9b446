import { Button } from '#ui-kit/Button.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { PickField, type PickOption } from '#ui-kit/forms/PickField.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useAtOpening } from '#ui-kit/forms/use-at-opening.ts';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import type { StructureView } from '../contract.ts';
import { UNIT_KINDS, type UnitKind } from '../rules.ts';
import { changeUnit, closeUnit, createUnit } from '../units/contract.ts';
import { findEmployees } from './find-employees.ts';
import { useSave } from './saved.ts';

interface Values {
  name: string;
  kind: UnitKind | null;
  head: PickOption | null;
}

/** A unit: its name, what it is, who heads it. Without `unit` a new one. */
export function UnitDialog({
  unit: now,
  onClose,
}: {
  unit: StructureView['units'][number] | null;
  onClose: () => void;
}) {
  const unit = useAtOpening(now);
  const { t } = useText();
  const create = useSave(createUnit);
  const change = useSave(changeUnit);
  const close = useSave(closeUnit);
  const form = useDraftForm<Values>({
    initial: {
      name: unit?.name ?? '',
      kind: unit?.kind ?? 'department',
      head: unit?.head_id == null ? null : { value: unit.head_id, label: unit.head_name ?? '' },
    },
    missing: ({ name, kind }) => [
      ...(name.trim() === '' ? [{ field: 'name' as const, text: t('structure.missing.name') }] : []),
      ...(kind === null ? [{ field: 'kind' as const, text: t('structure.missing.kind') }] : []),
    ],
  });
  const save = ({ name, kind, head }: Values) => {
    const body = { name, kind: kind ?? 'department', head_id: head?.value ?? null };
    return unit === null
      ? create({ body })
      : change({ params: { id: unit.id }, body: { ...body, version: unit.version } });
  };
  return (
    <FormDialog
      form={form}
      opened
      title={unit === null ? t('structure.new_unit') : unit.name}
      onClose={onClose}
      onSubmit={save}
      submitLabel={t('structure.save')}
    >
      <TextField label={t('structure.field.name')} {...form.field('name')} maxLength={200} required autoFocus />
      <SelectField
        label={t('structure.field.unit_kind')}
        {...form.field('kind')}
        options={UNIT_KINDS.map((kind) => ({ value: kind, label: t(`structure.unit_kind.${kind}`) }))}
      />
      <PickField
        label={t('structure.field.unit_head')}
        {...form.field('head')}
        find={findEmployees}
        hint={t('structure.unit_head_hint')}
        error={form.errors.head_id}
      />
      {unit === null ? null : (
        <CloseRecord
          label={t('structure.close_unit')}
          close={() => close({ params: { id: unit.id }, body: { version: unit.version } })}
          onClosed={onClose}
          onRefused={(text) => form.setErrors({ name: text })}
        />
      )}
    </FormDialog>
  );
}

/** A quiet command in the body of a form that ends the record; a refusal is said where the form says its own. */
export function CloseRecord(props: {
  label: string;
  close: () => Promise<{ ok: boolean; text?: string }>;
  onClosed: () => void;
  onRefused: (text: string) => void;
}) {
  const press = async () => {
    const result = await props.close();
    if (result.ok) props.onClosed();
    else props.onRefused(result.text ?? '');
  };
  return (
    <div>
      <Button look="quiet" onClick={() => void press()}>
        {props.label}
      </Button>
    </div>
  );
}
