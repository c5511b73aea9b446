import { type CustomName, type CustomValue, customName, isCustomName, keyOfName } from '#modules/fields/rules.ts';
import { useFields } from '#modules/fields/web/parts/use-fields.ts';
import { ValueField } from '#modules/fields/web/parts/ValueField.tsx';
import { formFailure, useWrite } from '#ui-kit/call.ts';
import type { FieldWords } from '#ui-kit/filters/filter-words.ts';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { SuggestField } from '#ui-kit/forms/SuggestField.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { type BulkFields, type BulkSelection, startBulkRoute } from '../bulk/contract.ts';
import { CALL_BASES } from '../rules.ts';

export interface BulkDialogProps {
  chosen: BulkSelection;
  /** How many clients are meant, in words. */
  count: string;
  fields: readonly FieldWords[];
  onStarted: (id: string) => void;
  onClose: () => void;
}

const FIELDS = [
  'region',
  'settlement',
  'segment',
  'organisation_type',
  'source',
  'strategy',
  'call_basis',
  'do_not_call',
] as const;
type Field = (typeof FIELDS)[number];

/** Fields whose values the register knows, under the names that its filter has for them. */
const CHOICES: Readonly<Partial<Record<Field, string>>> = {
  region: 'region',
  segment: 'segment',
  organisation_type: 'type',
  source: 'source',
};

interface Values {
  field: Field | CustomName;
  value: string;
  /** What confirms a basis for calls, or why nobody shall call. */
  why: string;
  /** The value of a field of the company's own. */
  own: CustomValue | null;
}

/** Gives one field of all that is chosen a value, or takes it away. */
export function BulkEditDialog({ chosen, count, fields, onStarted, onClose }: BulkDialogProps) {
  const { t } = useText();
  const start = useWrite(startBulkRoute);
  const form = useDraftForm<Values>({ initial: { field: 'region', value: '', why: '', own: null } });
  const own = useFields('client') ?? [];
  const { field, value } = form.values;
  const custom = own.find(({ key }) => customName(key) === field);
  const known = isCustomName(field) ? [] : (fields.find(({ name }) => name === CHOICES[field])?.choices ?? []);
  const input = { ...form.field('value'), label: t('clients.bulk.new_value') };
  const empty = t('clients.bulk.empty_takes_away');
  const select = (options: { value: string; label: string }[], hint?: string) => (
    <SelectField
      {...input}
      options={options}
      value={value === '' ? null : value}
      onChange={(next) => form.set({ value: next ?? '' })}
      clearable
      {...(hint === undefined ? {} : { hint })}
    />
  );
  return (
    <FormDialog
      form={form}
      opened
      kind="modal"
      title={t('clients.bulk.edit_title', { count })}
      onClose={onClose}
      submitLabel={t('clients.bulk.change')}
      note={t('clients.bulk.note')}
      onSubmit={async (values) => {
        try {
          const change = { kind: 'edit' as const, fields: changeOf(values) };
          const { id } = await start.mutateAsync({ body: { selection: chosen, change } });
          onStarted(id);
          return { ok: true };
        } catch (error) {
          return { ...formFailure(error), fields: {} };
        }
      }}
    >
      <SelectField
        {...form.field('field')}
        label={t('clients.bulk.field')}
        options={[
          ...FIELDS.map((one) => ({ value: one, label: t(`clients.field.${one}`) })),
          ...own.map(({ key, name }) => ({ value: customName(key), label: name })),
        ]}
        onChange={(next) => form.set({ field: next ?? 'region', value: '', why: '', own: null })}
        autoFocus
      />
      {custom !== undefined ? (
        <ValueField
          key={custom.key}
          field={{ ...custom, name: t('clients.bulk.new_value') }}
          value={form.values.own}
          onChange={(value) => form.set({ own: value })}
          hint={empty}
        />
      ) : field === 'segment' ? (
        select([...known], empty)
      ) : field === 'call_basis' ? (
        select(
          CALL_BASES.map((one) => ({ value: one, label: t(`clients.basis.${one}`) })),
          empty,
        )
      ) : field === 'do_not_call' ? (
        select([
          { value: 'yes', label: t('clients.bulk.yes') },
          { value: 'no', label: t('clients.bulk.no') },
        ])
      ) : (
        <SuggestField {...input} suggestions={known.map((one) => one.label)} hint={empty} />
      )}
      {field === 'call_basis' && value !== '' ? (
        <TextField {...form.field('why')} label={t('clients.field.call_basis_note')} />
      ) : field === 'do_not_call' && value === 'yes' ? (
        <TextField {...form.field('why')} label={t('clients.field.do_not_call_reason')} />
      ) : null}
    </FormDialog>
  );
}

function changeOf({ field, value, why, own }: Values): BulkFields {
  if (isCustomName(field)) return { custom: { [keyOfName(field)]: own } };
  const text = value.trim() === '' ? null : value.trim();
  const reason = why.trim() === '' ? null : why.trim();
  switch (field) {
    case 'segment':
      return { segment_id: text };
    case 'call_basis': {
      const basis = CALL_BASES.find((one) => one === value) ?? null;
      return basis === null ? { call_basis: null } : { call_basis: basis, call_basis_note: reason };
    }
    case 'do_not_call':
      return value === 'yes' ? { do_not_call: true, do_not_call_reason: reason } : { do_not_call: false };
    default:
      return { [field]: text };
  }
}
