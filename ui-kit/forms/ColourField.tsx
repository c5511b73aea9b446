import { useId } from 'react';
import { Dot, type DotColour } from '../marks/Dot.tsx';
import type { FieldProps } from './field.ts';
import styles from './forms.module.css';

/**
 * One of a few colours, each with its name: `<ColourField label="Цвет" {...form.field('colour')} options={[{ value: 'blue', label: 'синий' }]} />`.
 * Arrows move, as radio buttons do.
 */
export interface ColourFieldProps<V extends DotColour>
  extends Pick<FieldProps<V>, 'label' | 'value' | 'onChange' | 'id' | 'disabled'> {
  options: ReadonlyArray<{ value: V; label: string }>;
}

export function ColourField<V extends DotColour>({
  label,
  value,
  onChange,
  options,
  id,
  disabled,
}: ColourFieldProps<V>) {
  const name = useId();
  return (
    <fieldset className={styles.colours} id={id} disabled={disabled}>
      <legend className={styles.legend}>{label}</legend>
      <div className={styles.colourRow}>
        {options.map((option) => (
          <label key={option.value} className={styles.colour}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>
              <Dot colour={option.value} />
              {option.label}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
