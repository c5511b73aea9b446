import { Autocomplete } from '@mantine/core';
import { errorSign, mantineProps } from './Frame.tsx';
import type { FieldProps } from './field.ts';

/** A line of text with what has been written there before: `<SuggestField label="Регион" {...form.field('region')} suggestions={regions} />`. */
export interface SuggestFieldProps extends FieldProps<string> {
  suggestions: readonly string[];
}

const OFFERED = 20;

export function SuggestField({ value, onChange, suggestions, ...rest }: SuggestFieldProps) {
  const sign = errorSign(rest.error);
  return (
    <Autocomplete
      {...mantineProps(rest)}
      data={[...new Set(suggestions)]}
      limit={OFFERED}
      value={value}
      onChange={onChange}
      {...(sign ? { rightSection: sign } : {})}
    />
  );
}
