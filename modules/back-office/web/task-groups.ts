import type { OfficeTask } from '../contract.ts';

export type TaskGroup = 'overdue' | 'today' | 'tomorrow' | 'later' | 'done';
const GROUPS: readonly TaskGroup[] = ['overdue', 'today', 'tomorrow', 'later', 'done'];

/** Under which heading of the desk a task stands, where the reader is; what is done waits for acceptance, not for its day. */
export function groupOf(
  task: Pick<OfficeTask, 'status' | 'due_at'>,
  now: Temporal.Instant,
  timeZone: string,
): TaskGroup {
  if (task.status === 'done') return 'done';
  const due = Temporal.Instant.from(task.due_at);
  if (Temporal.Instant.compare(due, now) < 0) return 'overdue';
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const days = today.until(due.toZonedDateTimeISO(timeZone).toPlainDate()).days;
  if (days === 0) return 'today';
  return days === 1 ? 'tomorrow' : 'later';
}

/** Tasks in the order of their headings; inside a heading the deadline is the order. */
export function grouped(
  tasks: readonly OfficeTask[],
  now: Temporal.Instant,
  timeZone: string,
): { id: TaskGroup; items: OfficeTask[] }[] {
  return GROUPS.map((id) => ({ id, items: tasks.filter((task) => groupOf(task, now, timeZone) === id) })).filter(
    ({ items }) => items.length > 0,
  );
}

/** Minutes until the deadline; negative when it has passed. */
export function minutesLeft(task: Pick<OfficeTask, 'due_at'>, now: Temporal.Instant): number {
  return Math.round(now.until(task.due_at).total('minutes'));
}
