import { useMemo } from 'react';
import type { FieldProps } from '#ui-kit/forms/field.ts';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { useText } from '#ui-kit/text.tsx';
import { zoneInWords, zonesToChoose } from './time-zones.ts';

/** A time zone chosen by its city; an empty text is one that is not chosen yet. */
export function TimeZoneField(props: Omit<FieldProps<string>, 'placeholder'>) {
  const { t } = useText();
  const { value, onChange, ...field } = props;
  const options = useMemo(
    () => zonesToChoose(value).map((zone) => ({ value: zone, label: zoneInWords(t, zone) })),
    [t, value],
  );
  return (
    <SelectField
      {...field}
      value={value === '' ? null : value}
      onChange={(zone) => {
        if (zone !== null) onChange(zone);
      }}
      options={options}
      searchable
    />
  );
}
