import type { ReactNode } from 'react';
import { Glyph, type IconType } from '../icon.tsx';
import { Dot, type DotColour } from './Dot.tsx';
import styles from './marks.module.css';

/**
 * A small label: `<Chip>холодный</Chip>`, `<Chip look="outline">договор</Chip>`.
 * With `onClick` it is a toggle: give `pressed`.
 */
export interface ChipProps {
  children: ReactNode;
  look?: 'plain' | 'outline' | 'tint' | 'ink';
  icon?: IconType;
  /** A spot of colour before the words; grey, the plain one, is not drawn. */
  dot?: DotColour;
  pressed?: boolean;
  onClick?: () => void;
  title?: string;
}

export function Chip({ children, look = 'plain', icon, dot = 'grey', pressed, onClick, title }: ChipProps) {
  const className = look === 'plain' ? styles.chip : `${styles.chip} ${styles[look]}`;
  const content = (
    <>
      {icon ? <Glyph of={icon} size={14} /> : null}
      {dot === 'grey' ? null : <Dot colour={dot} />}
      <span className="cut">{children}</span>
    </>
  );
  if (!onClick) {
    return (
      <span className={className} title={title}>
        {content}
      </span>
    );
  }
  return (
    <button type="button" className={className} aria-pressed={pressed} onClick={onClick} title={title}>
      {content}
    </button>
  );
}

/** The ink pill of lateness: `<Late>{format.overdue(12)}</Late>`. The words carry the amount. */
export function Late({ children }: { children: ReactNode }) {
  return <span className={styles.late}>{children}</span>;
}
