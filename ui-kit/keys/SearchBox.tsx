import { IconSearch } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { Glyph } from '../icon.tsx';
import { Chip } from '../marks/Chip.tsx';
import { Hotkey } from '../marks/Hotkey.tsx';
import { useText } from '../text.tsx';
import styles from './keys.module.css';
import { OptionList, useOptionCursor } from './OptionList.tsx';
import type { FoundGroup } from './options.ts';
import { useKeys } from './use-keys.tsx';

/**
 * The search line of the head with its results below; «/» puts the cursor here, Esc gives the keys back.
 *
 *   <SearchBox label="Найти клиента, ИНН, телефон" query={query} onQuery={setQuery} groups={results} corrected="иванов" state="found" />
 *
 * The caller searches as `query` changes and says how it goes: `waiting`, `found`, `failed`.
 */
export interface SearchBoxProps {
  label: string;
  query: string;
  onQuery: (query: string) => void;
  groups: readonly FoundGroup[];
  state?: 'waiting' | 'found' | 'failed';
  /** What was searched instead: the other layout, another spelling. */
  corrected?: string | undefined;
  /** Shown below an empty line that has nothing to offer: what can be typed. */
  hint?: string | undefined;
  /** What to do where nothing is found. */
  nothing?: string | undefined;
}

export function SearchBox({
  label,
  query,
  onQuery,
  groups,
  state = 'found',
  corrected,
  hint,
  nothing,
}: SearchBoxProps) {
  const { t } = useText();
  const input = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState(false);
  const leave = () => {
    setOpen(false);
    input.current?.blur();
  };
  const cursor = useOptionCursor(groups, () => {
    onQuery('');
    leave();
  });
  const focus = () => input.current?.focus();
  useKeys({ Slash: { run: focus, label: t('ui.search') } }, { group: t('ui.keys_everywhere') });
  const typed = query.trim() !== '';
  const shown = open && (typed || groups.length > 0 || hint !== undefined);
  const message = typed
    ? { waiting: t('ui.searching'), failed: t('ui.find_failed'), found: nothing ?? t('ui.nothing_found') }[state]
    : hint;
  return (
    <search className={styles.search} data-open={shown || undefined}>
      <label className={styles.searchLine}>
        <Glyph of={IconSearch} />
        <input
          ref={input}
          className={styles.searchInput}
          role="combobox"
          aria-label={label}
          aria-expanded={shown}
          aria-controls={shown ? cursor.listId : undefined}
          aria-activedescendant={shown ? cursor.activeId : undefined}
          aria-autocomplete="list"
          aria-keyshortcuts="/"
          placeholder={label}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onChange={(event) => {
            setOpen(true);
            onQuery(event.currentTarget.value);
          }}
          onKeyDown={(event) => {
            if (event.code === 'Escape') {
              event.preventDefault();
              leave();
            } else if (shown) cursor.onKeyDown(event);
          }}
        />
        {corrected && shown ? <Chip>{corrected}</Chip> : null}
        <Hotkey keys={open ? 'Escape' : 'Slash'} />
      </label>
      {shown ? (
        <div className={styles.results}>
          {message !== undefined && (groups.length === 0 || (typed && state === 'found' && nothing !== undefined)) ? (
            <p className={styles.nothing} role="status" data-late={state === 'waiting' || undefined}>
              {message}
            </p>
          ) : null}
          <OptionList groups={groups} cursor={cursor} label={label} />
        </div>
      ) : null}
    </search>
  );
}
