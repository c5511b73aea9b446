import { useState } from 'react';
import { EmployeePicker } from '#modules/people/web/parts/EmployeePicker.tsx';
import { DateField } from '#ui-kit/forms/DateField.tsx';
import type { FieldProps } from '#ui-kit/forms/field.ts';
import { MoneyField, NumberField } from '#ui-kit/forms/NumberField.tsx';
import type { PickOption } from '#ui-kit/forms/PickField.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { FieldView } from '../../contract.ts';
import type { CustomValue } from '../../rules.ts';

export interface ValueFieldProps extends Omit<FieldProps<CustomValue | null>, 'label'> {
  field: FieldView;
  /** Names of people by their ids: of whom the value names now. */
  people?: Readonly<Record<string, string>> | undefined;
}

/** What one fills a field of the company's own in with, by its type. */
export function ValueField({ field, value, onChange, people = {}, ...rest }: ValueFieldProps) {
  const { t } = useText();
  const common = { ...rest, label: field.name };
  const text = typeof value === 'string' ? value : '';
  const number = typeof value === 'number' ? value : null;
  switch (field.type) {
    case 'text':
    case 'link':
      return (
        <TextField
          {...common}
          value={text}
          onChange={(next) => onChange(next.trim() === '' ? null : next)}
          maxLength={500}
          {...(field.type === 'link' ? { inputMode: 'url' as const, placeholder: 'https://' } : {})}
        />
      );
    case 'number':
      return <NumberField {...common} value={number} onChange={onChange} digits={field.decimals} />;
    case 'money':
      return <MoneyField {...common} value={number} onChange={onChange} />;
    case 'date':
      return <DateField {...common} value={text === '' ? null : text} onChange={onChange} />;
    case 'choice':
      return (
        <SelectField
          {...common}
          value={text === '' ? null : text}
          onChange={onChange}
          clearable
          options={field.choices
            .filter(({ key, archived }) => !archived || key === value)
            .map(({ key, name }) => ({ value: key, label: name }))}
        />
      );
    case 'person':
      return <PersonValue {...common} value={text} onChange={onChange} people={people} />;
    case 'yes_no':
      return (
        <SelectField
          {...common}
          value={typeof value === 'boolean' ? (value ? 'yes' : 'no') : null}
          onChange={(next) => onChange(next === null ? null : next === 'yes')}
          clearable
          options={[
            { value: 'yes', label: t('fields.yes') },
            { value: 'no', label: t('fields.no') },
          ]}
        />
      );
  }
}

interface PersonValueProps extends FieldProps<string> {
  people: Readonly<Record<string, string>>;
  onChange: (value: string | null) => void;
}

function PersonValue({ value, onChange, people, ...rest }: PersonValueProps) {
  const [picked, setPicked] = useState<PickOption | null>(value === '' ? null : { value, label: people[value] ?? '' });
  return (
    <EmployeePicker
      {...rest}
      value={picked?.value === value ? picked : null}
      onChange={(next) => {
        setPicked(next);
        onChange(next?.value ?? null);
      }}
    />
  );
}
