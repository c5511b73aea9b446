import { IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { IconButton } from '../IconButton.tsx';
import { Glyph, type IconType } from '../icon.tsx';
import { useKeys } from '../keys/use-keys.tsx';
import { Hotkey } from '../marks/Hotkey.tsx';
import { useText } from '../text.tsx';
import styles from './feedback.module.css';

/**
 * A word that something is done, with «Undo» for ten seconds. Works outside React.
 *
 *   toast({ text: 'Свирск: до 07.12.2026', icon: IconClockPause, undo: () => call(restore) });
 */
export interface ToastInput {
  text: string;
  icon?: IconType;
  /** Takes the action back: the toast offers it for ten seconds, and Ctrl+Z works. An error it throws is shown. */
  undo?: () => unknown;
}

interface Toast extends ToastInput {
  id: number;
}

const SHOWN_AT_ONCE = 3;

let toasts: readonly Toast[] = [];
let nextId = 1;
const watchers = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const watcher of watchers) watcher();
}

/** Shows a toast; the oldest of more than three goes. Never for an error that needs an action. */
export function toast(input: ToastInput): number {
  const id = nextId++;
  change([...toasts, { ...input, id }].slice(-SHOWN_AT_ONCE));
  return id;
}

function closeToast(id: number): void {
  change(toasts.filter((entry) => entry.id !== id));
}

function watchToasts(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

async function takeBack(entry: Toast, failed: string): Promise<void> {
  closeToast(entry.id);
  try {
    await entry.undo?.();
  } catch (error) {
    toast({ text: error instanceof Error && error.message !== '' ? error.message : failed });
  }
}

const UNDO_MS = 10_000;
const TICK_MS = 100;

/** Where toasts appear; `UiProvider` has one. */
export function ToastHost() {
  const { t } = useText();
  const shown = useSyncExternalStore(watchToasts, () => toasts);
  const last = shown.findLast((entry) => entry.undo);
  useKeys(
    { 'Mod+KeyZ': { run: () => last && void takeBack(last, t('ui.undo_failed')), label: t('ui.undo') } },
    { enabled: last !== undefined, group: t('ui.keys_everywhere') },
  );
  return (
    <section className={styles.toasts} aria-live="polite" aria-label={t('ui.notices')}>
      {shown.map((entry) => (
        <ToastCard key={entry.id} entry={entry} latest={entry === last} />
      ))}
    </section>
  );
}

/** Time stands still while the pointer or focus is inside: nobody has to hurry. */
function ToastCard({ entry, latest }: { entry: Toast; latest: boolean }) {
  const { t } = useText();
  const [left, setLeft] = useState(UNDO_MS);
  const [held, setHeld] = useState(false);
  const card = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (held) return undefined;
    const timer = setInterval(() => setLeft((now) => now - TICK_MS), TICK_MS);
    return () => clearInterval(timer);
  }, [held]);
  useEffect(() => {
    if (left <= 0) closeToast(entry.id);
  }, [left, entry.id]);
  const leaving = (next: EventTarget | null) => !(next instanceof Node && card.current?.contains(next));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the pointer only stops the clock; every command inside is a button
    <div
      ref={card}
      className={styles.toast}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={(event) => leaving(event.relatedTarget) && setHeld(false)}
    >
      {entry.icon ? <Glyph of={entry.icon} /> : null}
      <span className="spread">{entry.text}</span>
      {entry.undo ? (
        <button
          type="button"
          className={`link row ${styles.toastUndo}`}
          onClick={() => void takeBack(entry, t('ui.undo_failed'))}
        >
          {t('ui.undo')}
          {latest ? <Hotkey keys="Mod+KeyZ" /> : null}
        </button>
      ) : (
        <IconButton icon={IconX} label={t('ui.close')} size="tiny" onClick={() => closeToast(entry.id)} />
      )}
      <i className={styles.toastTime} style={{ width: `${(left / UNDO_MS) * 100}%` }} />
    </div>
  );
}
