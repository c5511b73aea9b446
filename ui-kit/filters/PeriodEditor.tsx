import { useState } from 'react';
import { DateField } from '../forms/DateField.tsx';
import { NumberField } from '../forms/NumberField.tsx';
import { useText } from '../text.tsx';
import styles from './filters.module.css';
import { OptionPicker } from './OptionPicker.tsx';
import { Tick } from './Tick.tsx';

const SAID = [
  'overdue',
  'today',
  'tomorrow',
  'yesterday',
  'this_week',
  'next_week',
  'last_week',
  'this_month',
  'next_month',
  'last_month',
  'this_quarter',
  'next_quarter',
  'last_quarter',
  'this_year',
  'next_year',
  'last_year',
] as const;
const COUNTED = ['next', 'last', 'older', 'later'] as const;
type Kind = (typeof SAID)[number] | (typeof COUNTED)[number] | 'dates';
const AROUND = /^(next|last|older|later)-(\d+)-days$/;

/** A stretch of days: said in a word, so many days from today, or between two dates. */
export interface PeriodEditorProps {
  value: string | null;
  onChange: (period: string) => void;
  onDone: (period: string) => void;
}

export function PeriodEditor({ value, onChange, onDone }: PeriodEditorProps) {
  const { t } = useText();
  const [kind, setKind] = useState<Kind | null>(value === null ? null : kindOf(value));
  const [count, setCount] = useState<number | null>(Number(AROUND.exec(value ?? '')?.[2] ?? 30));
  const [from = '', to = from] = kind === 'dates' && value !== null ? value.split('..') : [];
  const isCounted = COUNTED.some((known) => known === kind);
  const counted = (way: string, days: number | null) => `${way}-${days ?? 30}-days`;
  const choose = (chosen: Kind) => {
    setKind(chosen);
    if (chosen === 'dates') return;
    if (COUNTED.some((known) => known === chosen)) onChange(counted(chosen, count));
    else onDone(chosen.replace('_', '-'));
  };
  const line = (known: Kind, label: string) => ({
    id: known,
    label,
    mark: <Tick on={known === kind} />,
    onRun: () => choose(known),
  });
  const between = (first: string | null, last: string | null) => {
    if (first || last) onChange(first === last ? (first ?? '') : `${first ?? ''}..${last ?? ''}`);
  };
  return (
    <form
      className={styles.period}
      onSubmit={(event) => {
        event.preventDefault();
        if (value !== null) onDone(value);
      }}
    >
      {isCounted && kind !== null ? (
        <NumberField
          label={t('ui.period.days')}
          min={0}
          max={9999}
          value={count}
          onChange={(days) => {
            setCount(days);
            if (days !== null) onChange(counted(kind, days));
          }}
        />
      ) : null}
      {kind === 'dates' ? (
        <div className={styles.range}>
          <DateField
            label={t('ui.filter.from_label')}
            value={from || null}
            onChange={(day) => between(day, to || null)}
          />
          <DateField
            label={t('ui.filter.to_label')}
            value={to || null}
            onChange={(day) => between(from || null, day)}
          />
        </div>
      ) : null}
      <OptionPicker
        label={t('ui.period.when')}
        groups={[
          {
            label: t('ui.period.when'),
            items: [
              ...COUNTED.map((known) => line(known, t(`ui.period.way.${known}`))),
              line('dates', t('ui.period.dates')),
              ...SAID.map((known) => line(known, t(`ui.period.${known}`))),
            ],
          },
        ]}
      />
      <button type="submit" hidden />
    </form>
  );
}

function kindOf(value: string): Kind {
  const way = COUNTED.find((known) => known === AROUND.exec(value)?.[1]);
  return way ?? SAID.find((known) => known === value.replace('-', '_')) ?? 'dates';
}
