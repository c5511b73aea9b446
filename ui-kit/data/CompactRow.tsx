import type { ReactNode } from 'react';
import styles from './table.module.css';

/** px: two lines and room for a thumb. */
export const COMPACT_HEIGHT = 60;

/**
 * A record in two lines, for a list under a thumb: what it is called and how it stands, what it is about and how much.
 *
 *   <CompactRow title={deal.client_name} aside={<Expected deal={deal} />} note={deal.title} more={format.moneyShort(deal.value_minor)} />
 */
export interface CompactRowProps {
  title: string;
  aside?: ReactNode;
  note: string;
  more?: ReactNode;
}

export function CompactRow({ title, aside, note, more }: CompactRowProps) {
  return (
    <span className={styles.compact}>
      <span className={styles.compactLine}>
        <span className="medium cut">{title}</span>
        {aside == null ? null : <span className="ink-2 nowrap">{aside}</span>}
      </span>
      <span className={styles.compactLine}>
        <span className="cut ink-2 t-small">{note}</span>
        {more == null ? null : <span className="ink-2 t-small nowrap">{more}</span>}
      </span>
    </span>
  );
}
