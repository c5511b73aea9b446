import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Glyph } from '../icon.tsx';
import { useText } from '../text.tsx';
import styles from './table.module.css';
import type { Line } from './table-lines.ts';

/** The heading of a group of rows, pressed to open or close it; or the place where its rows are still coming. */
export function GroupLine({
  line,
  top,
  columns,
}: {
  line: Exclude<Line, { kind: 'row' }>;
  top: number;
  columns: number;
}) {
  const { t } = useText();
  const place = { transform: `translateY(${top}px)` };
  if (line.kind === 'more') {
    return (
      <div role="row" className={styles.group} style={place} aria-busy>
        <span role="gridcell" aria-colspan={columns} className="ink-3">
          {t('ui.searching')}
        </span>
      </div>
    );
  }
  const { section } = line;
  return (
    <div role="row" className={styles.group} style={place}>
      <span role="gridcell" aria-colspan={columns}>
        {section === undefined ? (
          <>
            <span className="strong">{line.label}</span> <span className="ink-3">{line.note}</span>
          </>
        ) : (
          <button type="button" className={styles.fold} aria-expanded={section.open} onClick={section.onToggle}>
            <Glyph of={section.open ? IconChevronDown : IconChevronRight} size={14} />
            <span className="strong">{line.label}</span> <span className="ink-3">{line.note}</span>
          </button>
        )}
      </span>
    </div>
  );
}
