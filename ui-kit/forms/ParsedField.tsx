import { TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { errorSign, mantineProps } from './Frame.tsx';
import type { FieldProps } from './field.ts';
import type { Parsed } from './parse.ts';

/**
 * A field whose text stands for a value: a number, a sum, a day. While it has focus the text is the reader's; on leaving
 * it is written the house's way, or, when it was not understood, kept and complained about.
 */
export interface ParsedFieldProps<T> extends FieldProps<T | null> {
  parse: (text: string) => Parsed<T>;
  print: (value: T) => string;
  /** What to say when the text is not understood. */
  unclear: string;
  inputMode?: 'numeric' | 'decimal' | 'text';
  right?: ReactNode;
  rightWidth?: number;
  align?: 'left' | 'right';
}

export function ParsedField<T>(props: ParsedFieldProps<T>) {
  const { value, onChange, parse, print, unclear, inputMode, right, rightWidth, align, onBlur, ...rest } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const [complaint, setComplaint] = useState(false);
  const shown = typed ?? (value === null ? '' : print(value));
  const type = (text: string) => {
    setTyped(text);
    setComplaint(false);
    const parsed = parse(text);
    onChange(parsed === undefined ? null : parsed);
  };
  const leave = () => {
    const understood = typed === null || parse(typed) !== undefined;
    setComplaint(!understood);
    if (understood) setTyped(null);
    onBlur?.();
  };
  const error = complaint ? unclear : rest.error;
  return (
    <TextInput
      {...mantineProps({ ...rest, error })}
      value={shown}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={leave}
      inputMode={inputMode ?? 'text'}
      {...(align === 'right' ? { styles: { input: { textAlign: 'right' } } } : {})}
      rightSection={right ?? errorSign(error)}
      {...(rightWidth ? { rightSectionWidth: rightWidth } : {})}
    />
  );
}
