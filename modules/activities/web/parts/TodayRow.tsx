import type { KeyboardEvent, ReactNode } from 'react';
import { Late } from '#ui-kit/marks/Chip.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { Step } from '../../contract.ts';
import styles from './activities.module.css';

/** Something to be done today that is no step: an offer to answer, a request to hand in. */
export interface TodayExtra {
  id: string;
  /** Until when, an ISO instant; null stands at the end. */
  at: string | null;
  late: boolean;
  /** Whole days that it is late, where lateness is counted in days. */
  lateDays?: number;
  /** What stands in place of the time: «до 16:20». */
  when: ReactNode;
  who: ReactNode;
  title: ReactNode;
  note?: ReactNode;
  mark?: ReactNode;
  figure?: ReactNode;
  onOpen: () => void;
}

export interface TodayRowData {
  id: string;
  step?: Step;
  extra?: TodayExtra;
  late: boolean;
  /** Whole days that the step is late. */
  lateDays: number;
}

const LAST = '~';

/** What is late first, the latest on top; then by the clock; what has no time comes last. */
export function todayRows(steps: readonly Step[], extras: readonly TodayExtra[], today: string): TodayRowData[] {
  const day = Temporal.PlainDate.from(today);
  const lateDays = (step: Step) => Math.max(0, Temporal.PlainDate.from(step.due_on).until(day).days);
  const rows = [
    ...steps.map((step) => ({
      id: step.id,
      step,
      lateDays: lateDays(step),
      at: step.due_at,
      late: lateDays(step) > 0,
    })),
    ...extras.map((extra) => ({ id: extra.id, extra, lateDays: extra.lateDays ?? 0, at: extra.at, late: extra.late })),
  ];
  return rows.toSorted(
    (a, b) =>
      Number(b.late) - Number(a.late) ||
      b.lateDays - a.lateDays ||
      (instantOf(a.at) < instantOf(b.at) ? -1 : instantOf(a.at) > instantOf(b.at) ? 1 : 0),
  );
}

/** One spelling for comparison; what has no time stands after everything that has. */
function instantOf(at: string | null): string {
  return at === null ? LAST : Temporal.Instant.from(at).toString();
}

export interface TodayRowProps {
  row: TodayRowData;
  current: boolean;
  active: boolean;
  name: string | undefined;
  mark: ReactNode;
  figure: ReactNode;
  onFocus: () => void;
  onOpen: () => void;
  onFinish: () => void;
  onPostpone: () => void;
  onMove: (by: number) => void;
}

export function TodayRow({
  row,
  current,
  active,
  name,
  mark,
  figure,
  onFocus,
  onOpen,
  onFinish,
  onPostpone,
  onMove,
}: TodayRowProps) {
  const { t } = useText();
  const { step, extra } = row;
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.code];
    if (by === undefined) return;
    event.preventDefault();
    onMove(by);
  };
  return (
    <li className={styles.todayRow} data-active={active || undefined}>
      <button
        type="button"
        data-row
        className={styles.todayOpen}
        tabIndex={current ? 0 : -1}
        aria-current={active ? 'true' : undefined}
        onClick={onOpen}
        onFocus={onFocus}
        onKeyDown={onKeyDown}
      >
        <span className={styles.todayWhen}>
          <When row={row} />
        </span>
        <span className={styles.todayMark}>{mark}</span>
        <span className="medium cut" title={step?.client_name}>
          {name ?? step?.client_name ?? extra?.who}
        </span>
        <span className="cut" title={step?.title}>
          {step?.title ?? extra?.title}
        </span>
        <span className="cut ink-3">{step === undefined ? extra?.note : <StepNote step={step} />}</span>
        <span className="right nowrap">{figure}</span>
      </button>
      {step === undefined ? null : (
        <span className={styles.todayActions}>
          <button type="button" className={styles.keyButton} tabIndex={-1} onClick={onFinish}>
            {t('activities.key_finish')}
          </button>
          <button type="button" className={styles.keyButton} tabIndex={-1} onClick={onPostpone}>
            {t('activities.key_postpone')}
          </button>
        </span>
      )}
    </li>
  );
}

function When({ row }: { row: TodayRowData }) {
  const { format } = useText();
  if (row.extra !== undefined) return row.extra.late ? <Late>{row.extra.when}</Late> : row.extra.when;
  if (row.lateDays > 0) return <Late>{format.overdue(row.lateDays)}</Late>;
  return <span className="medium">{row.step?.due_at == null ? '' : format.time(row.step.due_at)}</span>;
}

function StepNote({ step }: { step: Step }) {
  const { t } = useText();
  const whom = [step.contact_position, step.contact_name].filter((part) => part !== null).join(' ');
  return <>{[t(`activities.step_kind.${step.kind}`), whom].filter((part) => part !== '').join(' · ')}</>;
}
