import { Modal } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Glyph } from '../icon.tsx';
import { Chip } from '../marks/Chip.tsx';
import { Hotkey } from '../marks/Hotkey.tsx';
import { useText } from '../text.tsx';
import styles from './keys.module.css';
import { OptionList, useOptionCursor } from './OptionList.tsx';
import { type FoundGroup, narrow } from './options.ts';
import { EscapeLayer } from './use-keys.tsx';

/**
 * Everything that can be done or gone to, by typing. Ctrl+K and Cmd+K are bound by the caller.
 *
 *   <CommandMenu opened={open} onClose={close} groups={[{ label: 'Действия', items: [{ id: 'touch', label: 'Записать касание', keys: 'KeyT', onRun: … }] }]} />
 *
 * Commands are narrowed here, in either keyboard layout. With `onQuery` the caller hears what is typed and may add
 * groups found on the server in `found`; `corrected` is shown as a chip: what was searched instead.
 */
export interface CommandMenuProps {
  opened: boolean;
  onClose: () => void;
  groups: readonly FoundGroup[];
  onQuery?: (query: string) => void;
  found?: readonly FoundGroup[];
  corrected?: string | undefined;
  /** The server has not answered yet: nothing is said to be missing. */
  waiting?: boolean;
}

export function CommandMenu(props: CommandMenuProps) {
  const { t } = useText();
  return (
    <Modal.Root opened={props.opened} onClose={props.onClose} size={640} padding={0} yOffset="12dvh">
      <Modal.Overlay />
      <Modal.Content aria-label={t('ui.commands')}>
        <EscapeLayer onEscape={props.onClose}>
          <Menu {...props} />
        </EscapeLayer>
      </Modal.Content>
    </Modal.Root>
  );
}

const NOTHING: readonly FoundGroup[] = [];

function Menu({ onClose, groups, onQuery, found = NOTHING, corrected, waiting = false }: CommandMenuProps) {
  const { t } = useText();
  const [query, setQuery] = useState('');
  const shown = useMemo(() => [...found, ...narrow(groups, query)], [found, groups, query]);
  const cursor = useOptionCursor(shown, onClose);
  return (
    <>
      <div className={styles.line}>
        <Glyph of={IconSearch} size={18} />
        <input
          className={styles.lineInput}
          data-autofocus
          role="combobox"
          aria-expanded
          aria-controls={cursor.listId}
          aria-activedescendant={cursor.activeId}
          aria-autocomplete="list"
          aria-label={t('ui.commands')}
          placeholder={t('ui.commands_placeholder')}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            onQuery?.(event.currentTarget.value);
          }}
          onKeyDown={cursor.onKeyDown}
        />
        {corrected ? <Chip>{corrected}</Chip> : null}
        <Hotkey keys="Escape" />
      </div>
      <OptionList groups={shown} cursor={cursor} label={t('ui.commands')} />
      {shown.length === 0 && !waiting ? <p className={styles.nothing}>{t('ui.nothing_found')}</p> : null}
    </>
  );
}
