import { IconPlus, IconX } from '@tabler/icons-react';
import { Button } from '../Button.tsx';
import { IconButton } from '../IconButton.tsx';
import { useText } from '../text.tsx';
import type { FieldProps } from './field.ts';
import styles from './forms.module.css';
import { TextField } from './TextField.tsx';

/**
 * Several phones, each with an extension and a note; the number stays as typed, the server reads it.
 * `errors` maps an index to its sentence: `{ 0: 'Не похоже на телефон' }`.
 */
export interface PhoneEntry {
  number: string;
  extension: string;
  note: string;
}

export interface PhoneListFieldProps extends Omit<FieldProps<PhoneEntry[]>, 'placeholder'> {
  errors?: Readonly<Record<number, string>>;
}

const EMPTY: PhoneEntry = { number: '', extension: '', note: '' };

export function PhoneListField({ label, value, onChange, error, errors, hint, disabled, id }: PhoneListFieldProps) {
  const { t, format } = useText();
  const lines = value.length === 0 ? [EMPTY] : value;
  const change = (at: number, part: Partial<PhoneEntry>) => {
    onChange(lines.map((line, index) => (index === at ? { ...line, ...part } : line)));
  };
  const tidy = (at: number) => {
    const digits = lines[at]?.number.replace(/[\s()-]/g, '') ?? '';
    const russian = /^(?:\+7|8)(\d{10})$/.exec(digits);
    if (russian) change(at, { number: format.phone(`+7${russian[1]}`) });
  };
  return (
    <fieldset className={styles.group} id={id} tabIndex={-1} disabled={disabled}>
      <legend className={styles.legend}>{label}</legend>
      <div className={styles.phones}>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a phone being typed has no other name than its place
          <div key={index} className={styles.phoneLine}>
            <TextField
              label={`${t('ui.phone')} ${index + 1}`}
              hideLabel
              inputMode="tel"
              placeholder="+7 (___) ___-__-__"
              value={line.number}
              onChange={(number) => change(index, { number })}
              onBlur={() => tidy(index)}
              error={errors?.[index]}
            />
            <TextField
              label={t('ui.extension')}
              hideLabel
              inputMode="numeric"
              placeholder={t('ui.extension')}
              value={line.extension}
              onChange={(extension) => change(index, { extension })}
            />
            <TextField
              label={t('ui.phone_note')}
              hideLabel
              placeholder={t('ui.phone_note')}
              value={line.note}
              onChange={(note) => change(index, { note })}
            />
            <IconButton
              icon={IconX}
              label={t('ui.remove_phone', { phone: line.number })}
              onClick={() => onChange(lines.filter((_line, at) => at !== index))}
            />
          </div>
        ))}
      </div>
      {hint || error ? <p className={error ? styles.wrong : styles.note}>{error ?? hint}</p> : null}
      <div style={{ marginTop: 8 }}>
        <Button size="small" look="quiet" icon={IconPlus} onClick={() => onChange([...lines, EMPTY])}>
          {t('ui.add_phone')}
        </Button>
      </div>
    </fieldset>
  );
}
