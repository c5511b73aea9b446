import { useText } from '#ui-kit/text.tsx';
import type { Milestone } from '../contract.ts';
import type { PlanLine } from './plan-line.ts';
import styles from './projects.module.css';

const HEIGHT = 20;
const MIDDLE = HEIGHT / 2;
const RADIUS = 4.5;
const at = (share: number) => `${share}%`;

/**
 * One milestone on the line of time: a tick where it was promised, a ring where it is planned, a filled circle where it was
 * reached; between promise and plan or fact the delay. The same in words stands in the row.
 */
export function PlanMark(props: { line: PlanLine; today: string; milestone: Milestone; late: boolean }) {
  const { line, today, milestone, late } = props;
  const end = milestone.reached_on ?? milestone.planned_on;
  return (
    <svg className={styles.line} width="100%" height={HEIGHT} aria-hidden="true">
      <line className={styles.track} x1="0" x2="100%" y1={MIDDLE} y2={MIDDLE} />
      <line className={styles.now} x1={at(line.place(today))} x2={at(line.place(today))} y1="0" y2={HEIGHT} />
      <line
        className={end > milestone.promised_on ? styles.delay : styles.gain}
        x1={at(line.place(milestone.promised_on))}
        x2={at(line.place(end))}
        y1={MIDDLE}
        y2={MIDDLE}
      />
      <line
        className={styles.promise}
        x1={at(line.place(milestone.promised_on))}
        x2={at(line.place(milestone.promised_on))}
        y1={MIDDLE - RADIUS}
        y2={MIDDLE + RADIUS}
      />
      <circle
        className={milestone.reached_on !== null ? styles.done : late ? styles.late : styles.ahead}
        cx={at(line.place(end))}
        cy={MIDDLE}
        r={RADIUS}
      />
    </svg>
  );
}

/** From when until when the line runs, and where today is. */
export function PlanAxis({ line, today }: { line: PlanLine; today: string }) {
  const { t, format } = useText();
  const place = line.place(today);
  const shown = place > 18 && place < 82;
  return (
    <span className={styles.axis} aria-hidden="true">
      <span>{format.monthYear(line.from)}</span>
      {shown ? (
        <span className={styles.axisToday} style={{ left: at(place) }}>
          {t('projects.today')}
        </span>
      ) : null}
      <span>{format.monthYear(line.until)}</span>
    </span>
  );
}
