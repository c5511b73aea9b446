import { Textarea, TextInput } from '@mantine/core';
import type { HTMLInputTypeAttribute, KeyboardEvent, ReactNode, Ref } from 'react';
import { Hotkey } from '../marks/Hotkey.tsx';
import { errorSign, mantineProps } from './Frame.tsx';
import type { FieldProps } from './field.ts';
import styles from './forms.module.css';

/** One line of text: `<TextField label="ИНН" {...form.field('inn')} inputMode="numeric" />`. */
export interface TextFieldProps extends FieldProps<string> {
  type?: HTMLInputTypeAttribute;
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'url' | 'search';
  autoComplete?: string;
  maxLength?: number;
  left?: ReactNode;
  right?: ReactNode;
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  ref?: Ref<HTMLInputElement>;
}

export function TextField({
  value,
  onChange,
  type,
  inputMode,
  autoComplete,
  maxLength,
  left,
  right,
  onKeyDown,
  ref,
  ...rest
}: TextFieldProps) {
  const sign = right ?? errorSign(rest.error);
  return (
    <TextInput
      {...mantineProps(rest)}
      ref={ref}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      {...(type ? { type } : {})}
      {...(inputMode ? { inputMode } : {})}
      {...(autoComplete ? { autoComplete } : {})}
      {...(maxLength ? { maxLength } : {})}
      {...(left ? { leftSection: left } : {})}
      {...(sign ? { rightSection: sign } : {})}
      {...(onKeyDown ? { onKeyDown } : {})}
    />
  );
}

/** Several lines that grow with the text; `keys` prints the key that puts the cursor here. */
export interface TextAreaProps extends FieldProps<string> {
  rows?: number;
  maxRows?: number;
  maxLength?: number;
  keys?: string;
  ref?: Ref<HTMLTextAreaElement>;
}

export function TextArea({ value, onChange, rows = 2, maxRows = 10, maxLength, keys, ref, ...rest }: TextAreaProps) {
  return (
    <Textarea
      {...mantineProps(rest)}
      ref={ref}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autosize
      minRows={rows}
      maxRows={maxRows}
      {...(maxLength ? { maxLength } : {})}
      {...(keys
        ? {
            rightSectionWidth: 32,
            rightSection: (
              <span className={styles.fieldKeys}>
                <Hotkey keys={keys} />
              </span>
            ),
          }
        : {})}
    />
  );
}
