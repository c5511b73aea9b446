import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useKeys } from '../keys/use-keys.tsx';
import { CountMark } from '../marks/Num.tsx';
import { useText } from '../text.tsx';
import styles from './lists.module.css';

/**
 * A short list in named groups, for a left pane: J K and arrows move, Enter opens.
 *
 *   <GroupedList label="Передачи" activeId={id} onOpen={(item) => open(item.id)} groups={[
 *     { id: 'accept', label: 'Принять', items: [{ id: '1', title: 'Шарыпово', aside: '3 ч 40 мин', lines: ['от О. Бахтиной', '6 из 6'] }] } ]} />
 */
export interface GroupedItem {
  id: string;
  title: ReactNode;
  /** At the right of the title: time left, a state. */
  aside?: ReactNode;
  lines?: readonly ReactNode[];
}

export interface GroupedListProps {
  label: string;
  groups: ReadonlyArray<{ id: string; label: string; items: readonly GroupedItem[] }>;
  activeId?: string | null;
  onOpen: (item: GroupedItem) => void;
  keys?: boolean;
}

export function GroupedList({ label, groups, activeId = null, onOpen, keys = true }: GroupedListProps) {
  const { t } = useText();
  const root = useRef<HTMLDivElement>(null);
  const all = groups.flatMap((group) => group.items);
  const [cursorId, setCursorId] = useState<string | null>(null);
  const at = Math.max(
    0,
    all.findIndex((item) => item.id === (cursorId ?? activeId)),
  );
  const go = (to: number) => {
    const next = all[Math.max(0, Math.min(all.length - 1, to))];
    if (!next) return;
    setCursorId(next.id);
    const node = root.current?.querySelector<HTMLElement>(`[data-item="${CSS.escape(next.id)}"]`);
    node?.focus();
    node?.scrollIntoView({ block: 'nearest' });
  };
  const inside = () => root.current?.contains(document.activeElement) === true;
  const step = (by: number) => go(inside() || activeId !== null ? at + by : at);
  useKeys(
    {
      KeyJ: { run: () => step(1), label: t('ui.next_row'), held: true },
      KeyK: { run: () => step(-1), label: t('ui.previous_row'), held: true },
    },
    { group: label, enabled: keys && all.length > 0 },
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.code];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  };
  return (
    <div ref={root} role="group" aria-label={label} className={styles.grouped} onKeyDown={onKeyDown}>
      {groups.map((group) => (
        <section key={group.id} aria-label={group.label}>
          <h2 className={styles.groupedHead}>
            {group.label} <CountMark value={group.items.length} />
          </h2>
          <ul>
            {group.items.map((item) => (
              <li key={item.id}>
                <button
                  type="button"
                  data-item={item.id}
                  className={styles.groupedItem}
                  aria-current={item.id === activeId ? 'true' : undefined}
                  tabIndex={all[at]?.id === item.id ? 0 : -1}
                  onClick={() => {
                    setCursorId(item.id);
                    onOpen(item);
                  }}
                >
                  <span className="row">
                    <span className="medium cut spread">{item.title}</span>
                    {item.aside ? <span className="t-small nowrap">{item.aside}</span> : null}
                  </span>
                  {(item.lines ?? []).map((line, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: lines of one item keep their order
                    <span key={index} className="t-small ink-2 cut">
                      {line}
                    </span>
                  ))}
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
