import { type KeyboardEvent, useEffect, useId, useMemo, useState } from 'react';
import { Glyph } from '../icon.tsx';
import { useNavigateTo } from '../link.tsx';
import { Hotkey } from '../marks/Hotkey.tsx';
import styles from './keys.module.css';
import { Marked } from './Marked.tsx';
import type { FoundGroup, FoundItem } from './options.ts';

/**
 * The listbox under a search line: focus stays in the line, arrows move the option (`aria-activedescendant`).
 * Used by the command menu and by the search box.
 */
export interface OptionCursor {
  listId: string;
  activeId: string | undefined;
  current: FoundItem | undefined;
  setActive: (id: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  /** `aside`: in a tab of its own, as a browser opens a link with Ctrl or Cmd. */
  run: (item: FoundItem, aside?: boolean) => void;
}

export function useOptionCursor(groups: readonly FoundGroup[], onDone: () => void): OptionCursor {
  const listId = useId();
  const navigate = useNavigateTo();
  const items = useMemo(() => groups.flatMap((group) => group.items), [groups]);
  const [active, setActive] = useState<string>();
  const at = Math.max(
    0,
    items.findIndex((item) => item.id === active),
  );
  const current = items[at];
  const run = (item: FoundItem, aside = false) => {
    if (aside && item.href !== undefined) {
      item.onOpen?.();
      window.open(item.href, '_blank', 'noopener');
      return;
    }
    onDone();
    item.onOpen?.();
    if (item.onRun) item.onRun();
    else if (item.href !== undefined) navigate(item.href);
  };
  const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8 };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = moves[event.code];
    if (next !== undefined && items.length > 0) {
      event.preventDefault();
      const wrapped = Math.abs(next - at) === 1 ? (next + items.length) % items.length : next;
      setActive(items[Math.min(items.length - 1, Math.max(0, wrapped))]?.id);
    } else if (event.code === 'Enter' && current) {
      event.preventDefault();
      run(current, event.ctrlKey || event.metaKey);
    }
  };
  return { listId, activeId: current ? `${listId}-${current.id}` : undefined, current, setActive, onKeyDown, run };
}

export function OptionList({
  groups,
  cursor,
  label,
}: {
  groups: readonly FoundGroup[];
  cursor: OptionCursor;
  label: string;
}) {
  const { activeId, listId } = cursor;
  useEffect(() => {
    if (activeId !== undefined) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);
  return (
    <div id={listId} role="listbox" aria-label={label} className={styles.options}>
      {groups.map((group) => (
        // biome-ignore lint/a11y/useSemanticElements: a group of a listbox; fieldset would break the listbox
        <div key={group.label} role="group" aria-label={group.label}>
          <div className={styles.groupLabel} data-strong={group.strong || undefined} aria-hidden>
            {group.label}
          </div>
          {group.items.map((item) => (
            <OptionLine key={item.id} item={item} cursor={cursor} />
          ))}
        </div>
      ))}
    </div>
  );
}

function OptionLine({ item, cursor }: { item: FoundItem; cursor: OptionCursor }) {
  const chosen = cursor.current?.id === item.id;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the search line that keeps the focus
    // biome-ignore lint/a11y/useFocusableInteractive: the search line keeps the focus and points here
    <div
      id={`${cursor.listId}-${item.id}`}
      role="option"
      aria-selected={chosen}
      className={styles.option}
      onPointerMove={() => cursor.setActive(item.id)}
      onPointerDown={(event) => event.preventDefault()}
      data-lines={item.kind === undefined ? undefined : 2}
      onClick={(event) => cursor.run(item, event.ctrlKey || event.metaKey)}
      onAuxClick={(event) => {
        if (event.button === 1) cursor.run(item, true);
      }}
    >
      {item.mark ?? (item.icon ? <Glyph of={item.icon} /> : null)}
      {item.kind === undefined ? (
        <>
          <span className="cut medium">{item.label}</span>
          {item.note ? <span className={styles.optionNote}>{item.note}</span> : null}
          <span className="spread" />
          {item.keys ? <Hotkey keys={item.keys} /> : chosen ? <Hotkey keys="Enter" /> : null}
        </>
      ) : (
        <RecordLines item={item} />
      )}
    </div>
  );
}

/** A record: its name, below it what it was found by and where it belongs, at the right what kind of thing it is. */
function RecordLines({ item }: { item: FoundItem }) {
  const { foundBy } = item;
  return (
    <>
      <span className={styles.record}>
        <span className="cut">
          <Marked text={item.label} marks={item.labelMarks} />
        </span>
        <span className={styles.recordNote}>
          {foundBy ? (
            <span className="nowrap">
              {foundBy.label} <Marked text={foundBy.value} marks={foundBy.marks} />
            </span>
          ) : null}
          {item.note ? (
            <span className="cut">
              <Marked text={item.note} marks={item.noteMarks} />
            </span>
          ) : null}
        </span>
      </span>
      <span className={styles.recordKind}>{item.kind}</span>
    </>
  );
}
