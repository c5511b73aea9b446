import { useState } from 'react';
import { allowedOperators, type Condition, type FilterOperator, ME, MY_UNIT, numberRange } from '#shared/filter.ts';
import { Segmented } from '../data/Segmented.tsx';
import { NumberField } from '../forms/NumberField.tsx';
import { TextField } from '../forms/TextField.tsx';
import { useText } from '../text.tsx';
import type { FieldWords } from './filter-words.ts';
import styles from './filters.module.css';
import { OptionPicker } from './OptionPicker.tsx';
import { PeriodEditor } from './PeriodEditor.tsx';
import { Tick } from './Tick.tsx';

/** What a field is asked: the way of asking, and the values that its kind has. */
export interface ConditionEditorProps {
  field: FieldWords;
  /** `null` while nothing has been chosen yet. */
  condition: Condition | null;
  onChange: (condition: Condition | null) => void;
  /** Enter in a field: there is nothing more to say. */
  onDone: (condition: Condition | null) => void;
}

type Way = FilterOperator | 'empty' | 'filled';

export function ConditionEditor({ field, condition, onChange, onDone }: ConditionEditorProps) {
  const { t } = useText();
  const [way, setWay] = useState<Way>(wayOf(condition) ?? allowedOperators(field)[0] ?? 'is');
  const ways: Way[] = [...allowedOperators(field), ...(field.empty === true ? (['empty', 'filled'] as const) : [])];
  const time = field.type === 'date' || field.type === 'moment';
  const say = (next: Way, values: readonly string[]): Condition | null => {
    if (next === 'empty' || next === 'filled')
      return { field: field.name, op: next === 'empty' ? 'is' : 'not', values: [] };
    return values.length === 0 ? null : { field: field.name, op: next, values };
  };
  const values = condition?.values ?? [];
  const choose = (next: Way) => {
    setWay(next);
    const said = say(next, values);
    if (said !== null) onChange(said);
  };
  const change = (next: readonly string[]) => onChange(say(way, next));
  return (
    <div className={styles.editor}>
      {ways.length > 1 ? (
        <Segmented
          label={t('ui.filter.way')}
          size="small"
          wide
          value={way}
          onChange={choose}
          options={ways.map((value) => ({
            value,
            label: time && value === 'not' ? t('ui.filter.way.not_then') : t(`ui.filter.way.${value}`),
          }))}
        />
      ) : null}
      {way === 'empty' || way === 'filled' ? null : (
        <Values field={field} values={values} onChange={change} onDone={(last) => onDone(say(way, last))} />
      )}
    </div>
  );
}

function wayOf(condition: Condition | null): Way | null {
  if (condition === null) return null;
  if (condition.values.length > 0) return condition.op;
  return condition.op === 'is' ? 'empty' : 'filled';
}

interface ValuesProps {
  field: FieldWords;
  values: readonly string[];
  onChange: (values: readonly string[]) => void;
  onDone: (values: readonly string[]) => void;
}

function Values(props: ValuesProps) {
  const { t } = useText();
  const { field, values, onChange, onDone } = props;
  switch (field.type) {
    case 'text':
      return <TextValue {...props} />;
    case 'number':
      return <RangeValue {...props} />;
    case 'date':
    case 'moment':
      return (
        <PeriodEditor
          value={values[0] ?? null}
          onChange={(period) => onChange([period])}
          onDone={(period) => onDone([period])}
        />
      );
    case 'yes_no':
      return (
        <Segmented
          label={field.label}
          value={values[0] === 'no' ? 'no' : values[0] === 'yes' ? 'yes' : null}
          onChange={(value) => onDone([value])}
          wide
          options={[
            { value: 'yes', label: t('ui.filter.yes') },
            { value: 'no', label: t('ui.filter.no') },
          ]}
        />
      );
    case 'person':
    case 'choice':
      return <ChoiceValues {...props} />;
  }
}

function TextValue({ field, values, onChange, onDone }: ValuesProps) {
  const [typed, setTyped] = useState(values[0] ?? '');
  const said = typed.trim() === '' ? [] : [typed.trim()];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onDone(said);
      }}
    >
      <TextField
        label={field.label}
        hideLabel
        autoFocus
        value={typed}
        onChange={setTyped}
        onBlur={() => onChange(said)}
      />
    </form>
  );
}

function RangeValue({ field, values, onChange, onDone }: ValuesProps) {
  const { t } = useText();
  const known = numberRange(values[0] ?? '', field.decimals) ?? { from: null, to: null };
  const [range, setRange] = useState(known);
  const said = (next: typeof range): string[] =>
    next.from === null && next.to === null ? [] : [`${next.from ?? ''}..${next.to ?? ''}`];
  const unit = field.minor === true ? { unit: '₽' } : {};
  const change = (part: Partial<typeof range>) => {
    const next = { ...range, ...part };
    setRange(next);
    onChange(said(next));
  };
  return (
    <form
      className={styles.range}
      aria-label={field.label}
      onSubmit={(event) => {
        event.preventDefault();
        onDone(said(range));
      }}
    >
      <NumberField
        label={t('ui.filter.from_label')}
        autoFocus
        value={range.from}
        digits={field.decimals ?? 0}
        onChange={(from) => change({ from })}
        {...unit}
      />
      <NumberField
        label={t('ui.filter.to_label')}
        value={range.to}
        digits={field.decimals ?? 0}
        onChange={(to) => change({ to })}
        {...unit}
      />
      <button type="submit" hidden />
    </form>
  );
}

/** Several of a list, found by typing; Enter ticks. What was ticked when it opened stands first: a long list hides nothing. */
function ChoiceValues({ field, values, onChange }: ValuesProps) {
  const { t } = useText();
  const [before] = useState(values);
  const near =
    field.type === 'person'
      ? [
          { value: ME, label: t('ui.filter.me') },
          { value: MY_UNIT, label: t('ui.filter.my_unit') },
        ]
      : [];
  const unknown = values
    .filter((value) => ![...near, ...field.choices].some((choice) => choice.value === value))
    .map((value) => ({ value, label: value }));
  const all = [...near, ...field.choices, ...unknown];
  const isFirst = ({ value }: { value: string }): boolean => before.includes(value);
  const items = [...all.filter(isFirst), ...all.filter((choice) => !isFirst(choice))].map(({ value, label }) => {
    const ticked = values.includes(value);
    return {
      id: value,
      label,
      mark: <Tick on={ticked} />,
      onRun: () => onChange(ticked ? values.filter((one) => one !== value) : [...values, value]),
    };
  });
  return <OptionPicker label={field.label} groups={[{ label: field.label, items }]} />;
}
