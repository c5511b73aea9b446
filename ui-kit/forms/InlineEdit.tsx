import { type KeyboardEvent, useRef, useState } from 'react';
import { useText } from '../text.tsx';
import styles from './forms.module.css';

/**
 * A text that is edited where it stands: in a table or a card. A press, Enter or F2 opens it, Enter saves, Esc gives up.
 * While it is being saved the new text is already shown; a refusal brings the field back with a sentence.
 *
 *   <InlineEdit label="Название" value={row.name} onSave={async (name) => rename(row.id, name)} />
 */
export interface InlineEditProps {
  label: string;
  value: string;
  /** Saves; an error it throws is shown and the text stays in the field. */
  onSave: (value: string) => Promise<unknown>;
  placeholder?: string;
  disabled?: boolean;
}

export function InlineEdit({ label, value, onSave, placeholder, disabled }: InlineEditProps) {
  const { t } = useText();
  const [draft, setDraft] = useState<string | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string>();
  const button = useRef<HTMLButtonElement>(null);

  const leave = (returnFocus: boolean) => {
    setDraft(null);
    setWrong(undefined);
    if (returnFocus) requestAnimationFrame(() => button.current?.focus());
  };
  const save = async (returnFocus: boolean) => {
    const next = draft?.trim() ?? value;
    leave(returnFocus);
    if (next === value) return;
    setShown(next);
    try {
      await onSave(next);
    } catch (error) {
      setDraft(next);
      setWrong(error instanceof Error && error.message !== '' ? error.message : t('ui.form_failed'));
    } finally {
      setShown(null);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.code === 'Enter' || event.code === 'NumpadEnter') {
      event.preventDefault();
      void save(true);
    } else if (event.code === 'Escape') {
      event.preventDefault();
      leave(true);
    }
    event.stopPropagation();
  };

  if (draft === null) {
    const text = shown ?? value;
    return (
      <button
        ref={button}
        type="button"
        className={styles.inlineEdit}
        aria-label={t('ui.edit_inline', { label, value: text })}
        disabled={disabled}
        onClick={() => setDraft(value)}
        onKeyDown={(event) => event.code === 'F2' && setDraft(value)}
      >
        {text === '' ? <span className="ink-3">{placeholder ?? t('ui.empty_value')}</span> : text}
      </button>
    );
  }
  return (
    <span className={styles.inlineField}>
      <input
        // biome-ignore lint/a11y/noAutofocus: the reader has just asked to edit this very text
        autoFocus
        className={`${styles.inlineInput} ${styles.asLong}`}
        aria-label={label}
        aria-invalid={wrong ? true : undefined}
        value={draft}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={() => (wrong ? undefined : void save(false))}
      />
      {wrong ? (
        <span role="alert" className={styles.wrong}>
          {wrong}
        </span>
      ) : null}
    </span>
  );
}
