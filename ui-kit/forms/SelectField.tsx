import { MultiSelect, Select } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { FocusEvent } from 'react';
import { Glyph } from '../icon.tsx';
import { useText } from '../text.tsx';
import { errorSign, mantineProps } from './Frame.tsx';
import type { FieldProps } from './field.ts';
import styles from './forms.module.css';

/**
 * One of a few: `<SelectField label="Роль" {...form.field('role')} options={[{ value: 'lpr', label: 'ЛПР', note: 'решает' }]} />`.
 * For hundreds or for what lives on the server take `PickField`.
 */
export interface Option<V extends string = string> {
  value: V;
  label: string;
  /** A quiet word after the label. */
  note?: string | undefined;
  disabled?: boolean;
  group?: string | undefined;
}

export interface SelectFieldProps<V extends string> extends FieldProps<V | null> {
  options: ReadonlyArray<Option<V>>;
  /** A typed text narrows the list. */
  searchable?: boolean;
  /** The choice can be taken back. */
  clearable?: boolean;
}

type Item = { value: string; label: string; disabled?: boolean };
type Data = Array<Item | { group: string; items: Item[] }>;

function toData(options: readonly Option[]): Data {
  const data: Data = [];
  const groups = new Map<string, Item[]>();
  for (const { value, label, disabled, group } of options) {
    const item: Item = { value, label, disabled: disabled ?? false };
    if (group === undefined) {
      data.push(item);
      continue;
    }
    const items = groups.get(group);
    if (items) items.push(item);
    else {
      const made = [item];
      groups.set(group, made);
      data.push({ group, items: made });
    }
  }
  return data;
}

function OptionLine({ option, label, checked }: { option: Option | undefined; label: string; checked: boolean }) {
  return (
    <span className={styles.option}>
      <span className="cut">{label}</span>
      {option?.note ? <span className={styles.optionNote}>{option.note}</span> : null}
      {checked ? (
        <span className={styles.optionTick}>
          <Glyph of={IconCheck} stroke={2.25} />
        </span>
      ) : null}
    </span>
  );
}

/** What is typed takes the place of the present choice instead of being added to its name. */
function selectAll({ currentTarget: field }: FocusEvent<HTMLInputElement>): void {
  requestAnimationFrame(() => field.select());
}

export function SelectField<V extends string>(props: SelectFieldProps<V>) {
  const { value, onChange, options, searchable, clearable, ...rest } = props;
  const { t } = useText();
  const find = (id: string | null) => options.find((option) => option.value === id);
  const sign = errorSign(rest.error);
  const isTyped = searchable ?? options.length > 12;
  return (
    <Select
      {...mantineProps({ ...rest, placeholder: rest.placeholder ?? t('ui.choose') })}
      data={toData(options)}
      value={value}
      onChange={(id) => onChange(find(id)?.value ?? null)}
      searchable={isTyped}
      {...(isTyped ? { onFocus: selectAll, selectFirstOptionOnChange: true } : {})}
      clearable={clearable ?? false}
      allowDeselect={false}
      nothingFoundMessage={t('ui.nothing_found')}
      withCheckIcon={false}
      clearButtonProps={{ 'aria-label': t('ui.clear') }}
      renderOption={({ option, checked }) => (
        <OptionLine option={find(option.value)} label={option.label} checked={checked === true} />
      )}
      {...(sign ? { rightSection: sign } : {})}
    />
  );
}

/** Several of a few; the value is an array of ids. */
export interface MultiSelectFieldProps<V extends string> extends FieldProps<V[]> {
  options: ReadonlyArray<Option<V>>;
}

export function MultiSelectField<V extends string>({ value, onChange, options, ...rest }: MultiSelectFieldProps<V>) {
  const { t } = useText();
  const known = new Map<string, V>(options.map((option) => [option.value, option.value]));
  return (
    <MultiSelect
      {...mantineProps({ ...rest, placeholder: value.length === 0 ? (rest.placeholder ?? t('ui.choose')) : '' })}
      data={toData(options)}
      value={value}
      onChange={(ids) => onChange(ids.flatMap((id) => known.get(id) ?? []))}
      searchable
      hidePickedOptions
      nothingFoundMessage={t('ui.nothing_found')}
      renderOption={({ option }) => (
        <OptionLine option={options.find((one) => one.value === option.value)} label={option.label} checked={false} />
      )}
    />
  );
}
