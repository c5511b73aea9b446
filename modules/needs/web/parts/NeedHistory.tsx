import type { ReactNode } from 'react';
import { useText } from '#ui-kit/text.tsx';
import type { NeedWithHistory } from '../../contract.ts';
import styles from './needs.module.css';
import { RelevanceMark } from './RelevanceMark.tsx';

interface Line {
  id: string;
  day: string;
  head: ReactNode;
  said: string;
  withdrawn?: boolean;
}

/** Everything that was ever found out about a need, newest first. Verdicts taken back stay, struck through. */
export function NeedHistory({ need }: { need: NeedWithHistory }) {
  const { t, format } = useText();
  const lines: Line[] = [
    ...need.verdicts.map((one) => ({
      id: one.id,
      day: one.determined_at.slice(0, 10),
      head: (
        <span className="row-wrap">
          <RelevanceMark verdict={one.verdict} />
          <span className="ink-3 t-small">
            {[
              one.blocker === null ? '' : t(`needs.blocker.${one.blocker}`),
              one.determined_by_name ?? '',
              one.withdrawn ? t('needs.withdrawn') : '',
            ]
              .filter((word) => word !== '')
              .join(' · ')}
          </span>
        </span>
      ),
      said: one.evidence,
      withdrawn: one.withdrawn,
    })),
    ...need.evidence.map((one) => ({
      id: one.id,
      day: one.on_day,
      head: (
        <span className="row-wrap">
          <span className="medium">{t('needs.history.evidence')}</span>
          <span className="ink-3 t-small">
            {one.contact_name} · {t(`needs.form.${one.form}`)}
          </span>
        </span>
      ),
      said: one.said,
    })),
    ...need.recurrences.map((one) => ({
      id: one.id,
      day: one.on_day,
      head: <span className="medium">{t('needs.history.recurred')}</span>,
      said: one.why_not,
    })),
    ...need.triggers.map((one) => ({
      id: one.id,
      day: one.happened_on,
      head: <span className="medium">{t(`needs.trigger.${one.kind}`)}</span>,
      said: one.title,
    })),
  ];
  const newestFirst = lines.toSorted((a, b) => (a.day === b.day ? (a.id < b.id ? 1 : -1) : a.day < b.day ? 1 : -1));
  return (
    <ol className={styles.history}>
      {newestFirst.map((line) => (
        <li key={line.id}>
          <span className="ink-3">{format.date(line.day)}</span>
          <div className="col">
            {line.head}
            <span
              className={line.withdrawn === true ? `${styles.said} ${styles.struck} ink-3` : `${styles.said} ink-2`}
            >
              {line.said}
            </span>
          </div>
        </li>
      ))}
    </ol>
  );
}
