import { useMemo } from 'react';
import type { FieldProps } from '#ui-kit/forms/field.ts';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { useText } from '#ui-kit/text.tsx';
import { zoneNames } from './time-zones.ts';

/** A time zone chosen by its city. */
export function TimeZoneField(props: Omit<FieldProps<string>, 'placeholder'>) {
  const { language } = useText();
  const { value, onChange, ...field } = props;
  const options = useMemo(
    () =>
      zoneNames(language, value).map(({ zone, name, note }) => ({
        value: zone,
        label: note === undefined ? name : `${name}, ${note}`,
      })),
    [language, value],
  );
  return (
    <SelectField
      {...field}
      value={value}
      onChange={(zone) => {
        if (zone !== null) onChange(zone);
      }}
      options={options}
      searchable
    />
  );
}
