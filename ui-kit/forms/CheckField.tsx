import { Slider, Switch } from '@mantine/core';
import { useId } from 'react';
import { Segmented, type SegmentedOption } from '../data/Segmented.tsx';
import type { FieldProps } from './field.ts';
import styles from './forms.module.css';

/** A tick with words: `<CheckField label="Согласие получено" {...form.field('consent')} />`. */
export function CheckField({ label, value, onChange, hint, error, disabled, name, id }: FieldProps<boolean>) {
  const own = useId();
  const inputId = id ?? own;
  return (
    <div>
      <label className={styles.check} htmlFor={inputId}>
        <input
          type="checkbox"
          id={inputId}
          name={name}
          checked={value}
          disabled={disabled}
          aria-describedby={hint || error ? `${inputId}-note` : undefined}
          aria-invalid={error ? true : undefined}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span>{label}</span>
      </label>
      {hint || error ? (
        <p id={`${inputId}-note`} className={error ? styles.wrong : styles.note}>
          {error ?? hint}
        </p>
      ) : null}
    </div>
  );
}

/** On or off at once, without a save button: `<SwitchField label="Плотно" value={on} onChange={setOn} />`. */
export function SwitchField({ label, value, onChange, hint, disabled, name, id }: FieldProps<boolean>) {
  return (
    <Switch
      label={label}
      checked={value}
      onChange={(event) => onChange(event.currentTarget.checked)}
      withThumbIndicator={false}
      {...(hint === undefined ? {} : { description: hint })}
      {...(disabled ? { disabled: true } : {})}
      {...(name === undefined ? {} : { name })}
      {...(id === undefined ? {} : { id })}
    />
  );
}

/** One of two to five, all seen at once: `<ChoiceField label="Чья потребность" options={[…]} {...form.field('origin')} />`. */
export interface ChoiceFieldProps<V extends string> extends FieldProps<V | null> {
  options: ReadonlyArray<SegmentedOption<V>>;
}

export function ChoiceField<V extends string>(props: ChoiceFieldProps<V>) {
  const { label, value, onChange, options, hint, error, hideLabel, id, disabled } = props;
  const own = useId();
  const groupId = id ?? own;
  return (
    <div className={styles.group}>
      <div className={hideLabel ? 'unseen' : styles.legend} id={`${groupId}-label`}>
        {label}
      </div>
      <Segmented
        label={label}
        value={value}
        onChange={onChange}
        options={options}
        disabled={disabled}
        id={groupId}
        invalid={error !== undefined}
      />
      {hint || error ? <p className={error ? styles.wrong : styles.note}>{error ?? hint}</p> : null}
    </div>
  );
}

/** A place between two words: `<SliderField label="Сложность" min={1} max={5} ends={['товар с полки', 'под заказчика']} … />`. */
export interface SliderFieldProps extends FieldProps<number> {
  min: number;
  max: number;
  step?: number;
  /** The value in words, at the right of the label and for a screen reader. */
  print: (value: number) => string;
  ends?: readonly [string, string];
}

export function SliderField({ label, value, onChange, min, max, step = 1, print, ends, disabled }: SliderFieldProps) {
  return (
    <div>
      <div className={styles.sliderHead}>
        <span>{label}</span>
        <span className="strong">{print(value)}</span>
      </div>
      <Slider
        value={value}
        onChange={onChange}
        min={min}
        max={max}
        step={step}
        label={null}
        size="sm"
        thumbSize={14}
        thumbLabel={label}
        thumbProps={{ 'aria-valuetext': print(value) }}
        {...(disabled ? { disabled: true } : {})}
      />
      {ends ? (
        <div className={styles.sliderEnds}>
          <span>{ends[0]}</span>
          <span>{ends[1]}</span>
        </div>
      ) : null}
    </div>
  );
}
