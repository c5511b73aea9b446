import { useEffect, useRef, useState } from 'react';
import { OptionList, useOptionCursor } from '../keys/OptionList.tsx';
import { type FoundGroup, narrow } from '../keys/options.ts';
import { useText } from '../text.tsx';
import styles from './filters.module.css';

/** A list narrowed by typing, in either keyboard layout: arrows move, Enter takes; it stays open for the next. */
export interface OptionPickerProps {
  label: string;
  groups: readonly FoundGroup[];
}

const SHOWN = 200;

export function OptionPicker({ label, groups }: OptionPickerProps) {
  const { t } = useText();
  const [query, setQuery] = useState('');
  const found = narrow(groups, query).map((group) => ({ ...group, items: group.items.slice(0, SHOWN) }));
  const cursor = useOptionCursor(found, () => undefined);
  const input = useRef<HTMLInputElement>(null);
  // It may take the place of another list in an open popover, which has set its focus already.
  useEffect(() => input.current?.focus({ preventScroll: true }), []);
  return (
    <div>
      <input
        ref={input}
        className={styles.find}
        role="combobox"
        aria-label={label}
        aria-expanded
        aria-controls={cursor.listId}
        aria-activedescendant={cursor.activeId}
        aria-autocomplete="list"
        placeholder={t('ui.type_to_find')}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          // Ctrl or Cmd with Enter takes what has been ticked: it ticks nothing.
          if (!event.ctrlKey && !event.metaKey) cursor.onKeyDown(event);
        }}
      />
      <div className={styles.options}>
        {found.length === 0 ? <p className={styles.none}>{t('ui.nothing_found')}</p> : null}
        <OptionList groups={found} cursor={cursor} label={label} />
      </div>
    </div>
  );
}
