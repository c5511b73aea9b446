import { IconChevronDown } from '@tabler/icons-react';
import { ActionMenu } from '../ActionMenu.tsx';
import { Glyph } from '../icon.tsx';
import styles from './forms.module.css';

/**
 * A choice inside a sentence, so that filters read as one:
 *
 *   <p className="row-wrap">Мои клиенты: <b>60</b> из нормы 60,
 *     <InlineSelect label="Вердикт" any="все вердикты" value={verdict} onChange={setVerdict} options={verdicts} /></p>
 *
 * `InlineMultiSelect` takes several: their words are joined, none means `any`.
 */
export interface InlineOption<V extends string> {
  value: V;
  label: string;
}

interface Common<V extends string> {
  /** What is being chosen, for a screen reader. */
  label: string;
  /** Words for «no restriction»; without it something is always chosen. */
  any?: string;
  options: ReadonlyArray<InlineOption<V>>;
}

export interface InlineSelectProps<V extends string> extends Common<V> {
  value: V | null;
  onChange: (value: V | null) => void;
}

export function InlineSelect<V extends string>({ label, any, options, value, onChange }: InlineSelectProps<V>) {
  const chosen = options.find((option) => option.value === value);
  const nothing = any === undefined ? [] : [{ label: any, checked: value === null, onRun: () => onChange(null) }];
  return (
    <ActionMenu
      label={label}
      position="bottom-start"
      items={[
        ...nothing,
        ...options.map((option) => ({
          label: option.label,
          checked: option.value === value,
          onRun: () => onChange(option.value),
        })),
      ]}
      opener={<Opener label={label} text={chosen?.label ?? any ?? label} />}
    />
  );
}

export interface InlineMultiSelectProps<V extends string> extends Common<V> {
  any: string;
  value: readonly V[];
  onChange: (value: V[]) => void;
}

export function InlineMultiSelect<V extends string>({
  label,
  any,
  options,
  value,
  onChange,
}: InlineMultiSelectProps<V>) {
  const chosen = options.filter((option) => value.includes(option.value));
  return (
    <ActionMenu
      label={label}
      position="bottom-start"
      keepOpen
      items={[
        { label: any, checked: value.length === 0, onRun: () => onChange([]) },
        ...options.map((option) => ({
          label: option.label,
          checked: value.includes(option.value),
          onRun: () =>
            onChange(
              value.includes(option.value) ? value.filter((one) => one !== option.value) : [...value, option.value],
            ),
        })),
      ]}
      opener={
        <Opener label={label} text={chosen.length === 0 ? any : chosen.map((option) => option.label).join(', ')} />
      }
    />
  );
}

/** The rest of its attributes come from the menu that it opens. */
function Opener({ label, text, ...rest }: { label: string; text: string; onClick?: () => void }) {
  return (
    <button type="button" {...rest} className={styles.inlineSelect}>
      <span className="unseen">{label}: </span>
      <span className="cut">{text}</span>
      <Glyph of={IconChevronDown} size={12} />
    </button>
  );
}
