import { IconX } from '@tabler/icons-react';
import { useId, useRef } from 'react';
import { IconButton } from '../IconButton.tsx';
import { Glyph, type IconType } from '../icon.tsx';
import { useText } from '../text.tsx';
import styles from './forms.module.css';

/**
 * One line of text among the tools of a screen: what is looked for, where a list begins. It says in itself what can be typed, and is
 * emptied at one press.
 *
 *   <LineField label="Найти клиента" icon={IconSearch} value={typed} onChange={setTyped} />
 */
export interface LineFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  icon?: IconType;
  /** What stands in the empty field, where that is not the label. */
  placeholder?: string;
  /** What is wrong and what to do, in one sentence. */
  error?: string | undefined;
  onBlur?: () => void;
}

export function LineField({ label, value, onChange, icon, placeholder = label, error, onBlur }: LineFieldProps) {
  const { t } = useText();
  const input = useRef<HTMLInputElement>(null);
  const wrongId = useId();
  return (
    <div>
      <div className={styles.line} data-invalid={error === undefined ? undefined : true}>
        {icon === undefined ? null : <Glyph of={icon} />}
        <input
          ref={input}
          className={styles.lineInput}
          aria-label={label}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={error === undefined ? undefined : wrongId}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          onBlur={onBlur}
        />
        {value === '' ? null : (
          <IconButton
            size="tiny"
            icon={IconX}
            label={t('ui.clear')}
            onClick={() => {
              onChange('');
              input.current?.focus();
            }}
          />
        )}
      </div>
      {error === undefined ? null : (
        <p role="alert" id={wrongId} className={styles.wrong}>
          {error}
        </p>
      )}
    </div>
  );
}
