import { Popover } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { EscapeLayer } from '../keys/use-keys.tsx';
import { AppLink } from '../link.tsx';
import { useText } from '../text.tsx';
import styles from './marks.module.css';

/**
 * A figure that says how it was counted. Hover shows the explanation, a click or Enter keeps it open; Esc closes it.
 *
 *   <Explain formula={t('…')} records={{ label: t('…open_records', { n: 31 }), href: '/handoffs?…' }} note={t('…')}>
 *     {format.outOf(24, 31)}
 *   </Explain>
 *
 * `picture` stands above the formula: the figure with its whisker.
 */
export interface ExplainProps {
  children: ReactNode;
  formula: ReactNode;
  picture?: ReactNode;
  note?: ReactNode;
  records?: { label: string; href?: string; onOpen?: () => void } | undefined;
}

const OPEN_MS = 250;
const CLOSE_MS = 120;

export function Explain({ children, formula, picture, note, records }: ExplainProps) {
  const { t } = useText();
  const [state, setState] = useState<'closed' | 'hovered' | 'kept'>('closed');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const soon = (next: 'closed' | 'hovered', delay: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setState((now) => (now === 'kept' ? now : next)), delay);
  };
  /** What is pressed counts at once: a pointer that came before opens nothing afterwards. */
  const turn = (next: 'closed' | 'kept') => {
    clearTimeout(timer.current);
    setState(next);
  };
  const over = { onPointerEnter: () => soon('hovered', OPEN_MS), onPointerLeave: () => soon('closed', CLOSE_MS) };

  return (
    <Popover
      opened={state !== 'closed'}
      onChange={(opened) => turn(opened ? 'kept' : 'closed')}
      position="bottom-start"
      trapFocus={state === 'kept'}
      returnFocus
      width="max-content"
    >
      <Popover.Target>
        <button
          type="button"
          className={styles.source}
          onClick={() => turn(state === 'kept' ? 'closed' : 'kept')}
          {...over}
        >
          {children}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('ui.explain')} {...over}>
        <EscapeLayer barrier={state === 'kept'} onEscape={() => turn('closed')}>
          <div className={styles.explanation}>
            {picture}
            <p className="ink-2">{formula}</p>
            {note ? <p className="t-small ink-3">{note}</p> : null}
            {records ? <RecordsLink {...records} onFollow={() => turn('closed')} /> : null}
          </div>
        </EscapeLayer>
      </Popover.Dropdown>
    </Popover>
  );
}

interface RecordsLinkProps {
  label: string;
  href?: string;
  onOpen?: () => void;
  onFollow: () => void;
}

/** Leads to the records behind the figure; the explanation has done its part then. */
function RecordsLink({ label, href, onOpen, onFollow }: RecordsLinkProps) {
  if (href !== undefined) {
    return (
      <AppLink className="link" href={href}>
        {label}
      </AppLink>
    );
  }
  return (
    <button
      type="button"
      className="link"
      onClick={() => {
        onFollow();
        onOpen?.();
      }}
    >
      {label}
    </button>
  );
}
