import { IconAlertCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Glyph } from '../icon.tsx';
import type { FieldProps } from './field.ts';
import styles from './forms.module.css';

/** The props of `FieldProps` in the words of a Mantine input. Not for screens: fields of the kit use it. */
export function mantineProps(props: Omit<FieldProps<never>, 'value' | 'onChange'>) {
  const { label, hint, error, required, disabled, placeholder, autoFocus, name, id, hideLabel, onBlur } = props;
  return {
    ...(hideLabel ? { 'aria-label': label } : { label }),
    ...(hint === undefined ? {} : { description: hint }),
    ...(error === undefined ? {} : { error }),
    ...(required ? { required: true, withAsterisk: false } : {}),
    ...(disabled ? { disabled: true } : {}),
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(autoFocus ? { autoFocus: true, 'data-autofocus': true } : {}),
    ...(name === undefined ? {} : { name }),
    ...(id === undefined ? {} : { id }),
    ...(onBlur ? { onBlur } : {}),
    autoComplete: 'off',
  };
}

/** The sign at the right of a field that has an error. */
export function errorSign(error: string | undefined): ReactNode {
  return error === undefined ? undefined : (
    <span className={styles.errorSign}>
      <Glyph of={IconAlertCircle} />
    </span>
  );
}

/** Fields side by side, stacked where there is no room: `<FieldRow>…</FieldRow>`; `template` is a grid template. */
export function FieldRow({ children, template }: { children: ReactNode; template?: string }) {
  return (
    <div className={styles.fieldRow} style={template === undefined ? undefined : { gridTemplateColumns: template }}>
      {children}
    </div>
  );
}
