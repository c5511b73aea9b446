import type { ReactNode } from 'react';

/**
 * What every field of the kit takes. `useDraftForm().field('name')` gives `name`, `id`, `value`, `onChange` and `error`
 * at once: `<TextField label="Имя" {...form.field('name')} required />`.
 */
export interface FieldProps<T> {
  label: string;
  value: T;
  onChange: (value: T) => void;
  /** A sentence under the field. */
  hint?: ReactNode;
  /** What is wrong and what to do, in one sentence; brings the 2-px ink border. */
  error?: string | undefined;
  required?: boolean | undefined;
  disabled?: boolean | undefined;
  placeholder?: string | undefined;
  autoFocus?: boolean | undefined;
  name?: string | undefined;
  id?: string | undefined;
  /** The label is read but not shown: for fields in a row of a table. */
  hideLabel?: boolean | undefined;
  onBlur?: (() => void) | undefined;
}
