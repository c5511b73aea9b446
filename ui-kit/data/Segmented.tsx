import { type ReactNode, useId } from 'react';
import { Hotkey } from '../marks/Hotkey.tsx';
import styles from './data.module.css';

/**
 * A few views or answers in one control; arrows move, as radio buttons do.
 *
 *   <Segmented label="Вид" value={view} onChange={setView} options={[{ value: 'table', label: 'Таблица', keys: 'Digit2' }]} />
 */
export interface SegmentedOption<V extends string = string> {
  value: V;
  label: string;
  mark?: ReactNode;
  /** Printed after the label; bind it with `useKeys`. */
  keys?: string | undefined;
  disabled?: boolean;
}

export interface SegmentedProps<V extends string> {
  label: string;
  value: V | null;
  onChange: (value: V) => void;
  options: ReadonlyArray<SegmentedOption<V>>;
  size?: 'usual' | 'small';
  /** Stretched over the whole width, as on a phone. */
  wide?: boolean;
  disabled?: boolean | undefined;
  invalid?: boolean;
  id?: string;
}

export function Segmented<V extends string>(props: SegmentedProps<V>) {
  const { label, value, onChange, options, size = 'usual', wide, disabled, invalid, id } = props;
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-label={label}
      aria-invalid={invalid || undefined}
      id={id}
      tabIndex={-1}
      className={styles.segmented}
      data-small={size === 'small' || undefined}
      data-wide={wide || undefined}
      data-invalid={invalid || undefined}
    >
      {options.map((option) => (
        <label key={option.value} className={styles.segment}>
          <input
            type="radio"
            className={styles.segmentInput}
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={disabled || option.disabled}
            onChange={() => onChange(option.value)}
          />
          <span className={styles.segmentFace}>
            {option.mark}
            <span>{option.label}</span>
            {option.keys ? <Hotkey keys={option.keys} /> : null}
          </span>
        </label>
      ))}
    </div>
  );
}
