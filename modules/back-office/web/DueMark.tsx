import { Late } from '#ui-kit/marks/Chip.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { OfficeTask } from '../contract.ts';
import { groupOf, minutesLeft } from './task-groups.ts';

/** The deadline of a task and what is left of it: «11:20 · 38 мин», «поздно 1 ч 10 мин», «26.11.2026 15:00». */
export function DueMark({ task, now }: { task: OfficeTask; now: Temporal.Instant }) {
  const { format } = useText();
  const group = groupOf(task, now, format.timeZone);
  const left = minutesLeft(task, now);
  if (group === 'overdue') {
    const days = Math.floor(-left / MINUTES_IN_A_DAY);
    return <Late>{days > 0 ? format.overdueMark(days) : format.late(-left)}</Late>;
  }
  if (group !== 'today') return <span className="nowrap">{format.dateTime(task.due_at)}</span>;
  return (
    <span className="nowrap">
      <span className="medium">{format.time(Temporal.Instant.from(task.due_at))}</span>{' '}
      <span className="ink-2">· {format.duration(left)}</span>
    </span>
  );
}

const MINUTES_IN_A_DAY = 1440;
