import { TagsInput } from '@mantine/core';
import { errorSign, mantineProps } from './Frame.tsx';
import type { FieldProps } from './field.ts';

/**
 * Several short texts, typed or chosen from those that are there: Enter or a comma ends one, Backspace takes the last off.
 *
 *   <TagsField label="Добавить" {...form.field('add')} suggestions={known} maxLength={60} />
 */
export interface TagsFieldProps extends FieldProps<string[]> {
  suggestions?: readonly string[];
  /** So long one of them may be. */
  maxLength?: number;
}

export function TagsField({ value, onChange, suggestions = [], maxLength, ...rest }: TagsFieldProps) {
  const sign = errorSign(rest.error);
  const cut = (text: string) => (maxLength === undefined ? text : text.slice(0, maxLength));
  return (
    <TagsInput
      {...mantineProps({ ...rest, placeholder: value.length === 0 ? rest.placeholder : '' })}
      data={[...suggestions]}
      value={value}
      onChange={(texts) => onChange(texts.map(cut))}
      splitChars={[',', ';']}
      acceptValueOnBlur
      clearable={false}
      {...(sign ? { rightSection: sign } : {})}
    />
  );
}
