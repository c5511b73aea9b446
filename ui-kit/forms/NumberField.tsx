import { useText } from '../text.tsx';
import type { FieldProps } from './field.ts';
import styles from './forms.module.css';
import { ParsedField } from './ParsedField.tsx';
import { parseMoney, parseNumber } from './parse.ts';

/** A number or nothing: `<NumberField label="Светильников" {...form.field('lamps')} unit="шт." />`. */
export interface NumberFieldProps extends FieldProps<number | null> {
  /** Decimals allowed; none by default. */
  digits?: number;
  min?: number;
  max?: number;
  unit?: string;
}

export function NumberField({ digits = 0, min, max, unit, ...rest }: NumberFieldProps) {
  const { t, format } = useText();
  const parse = (text: string) => {
    const value = parseNumber(text, format.language);
    if (value === null || value === undefined) return value;
    const beyond = (min !== undefined && value < min) || (max !== undefined && value > max);
    const tooFine = Math.abs(value - Number(value.toFixed(digits))) > 1e-9;
    return beyond || tooFine ? undefined : value;
  };
  return (
    <ParsedField
      {...rest}
      parse={parse}
      print={(value) => format.number(value, digits)}
      unclear={unclearNumber()}
      inputMode="decimal"
      {...(unit ? { right: <span className={styles.unit}>{unit}</span>, rightWidth: 16 + unit.length * 8 } : {})}
    />
  );

  function unclearNumber(): string {
    if (min !== undefined && max !== undefined) {
      return t('ui.number_between', { min: format.number(min, digits), max: format.number(max, digits) });
    }
    if (min !== undefined) return t('ui.number_from', { min: format.number(min, digits) });
    if (max !== undefined) return t('ui.number_to', { max: format.number(max, digits) });
    return digits === 0 ? t('ui.number_whole') : t('ui.number_unclear');
  }
}

/** A sum: roubles on the screen, kopecks in the value. Understands «120 млн», «1,5 млрд», «500 тыс». */
export function MoneyField(props: FieldProps<number | null>) {
  const { t, format } = useText();
  return (
    <ParsedField
      {...props}
      parse={(text) => parseMoney(text, format.language)}
      print={(kopecks) => format.money(kopecks).replace(/\u2009?₽/, '')}
      unclear={t('ui.money_unclear')}
      inputMode="text"
      right={<span className={styles.unit}>₽</span>}
    />
  );
}
