import { useId } from 'react';
import styles from './people.module.css';

interface ChoiceCardsProps<V extends string> {
  label: string;
  value: V;
  onChange: (value: V) => void;
  options: readonly { value: V; label: string; note: string }[];
}

/** A choice between a few things that each need a sentence. */
export function ChoiceCards<V extends string>({ label, value, onChange, options }: ChoiceCardsProps<V>) {
  const name = useId();
  return (
    <div className={styles.choices} role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className={styles.choice}>
          <input
            type="radio"
            className="unseen"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span className="t-read strong">{option.label}</span>
          <span className="ink-2">{option.note}</span>
        </label>
      ))}
    </div>
  );
}
