import { ok, type Result, refuse } from '#shared/result.ts';

/** The closed catalogue: paperwork only; influencing a client cannot be ordered. Source: domain §10. */
export const TASK_TYPES = [
  'commercial_offer',
  'contract',
  'supplementary_agreement',
  'specification',
  'invoice',
  'act',
  'nda',
  'bid_set',
  'independent_guarantee',
  'travel',
  'report',
  'approval',
  'archiving',
] as const;
export type TaskType = (typeof TASK_TYPES)[number];

export const TASK_STATUSES = ['requested', 'in_work', 'done', 'accepted', 'cancelled'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

const NEXT: Record<TaskStatus, readonly TaskStatus[]> = {
  requested: ['in_work', 'cancelled'],
  in_work: ['requested', 'done', 'cancelled'],
  // Back to work is a rework, with its reason.
  done: ['accepted', 'in_work'],
  accepted: [],
  cancelled: [],
};

/** Whether a task may go from one status to another. Refuses: `office.wrong_status`. Source: domain §10. */
export function mayBecome(from: TaskStatus, to: TaskStatus): Result<undefined> {
  return NEXT[from].includes(to) ? ok() : refuse('office.wrong_status', { code: 'conflict', details: { from, to } });
}

/** Required inputs that the order lacks. */
export function missingInputs(required: readonly string[], inputs: Readonly<Record<string, string>>): string[] {
  return required.filter((name) => (inputs[name] ?? '').trim() === '');
}

/** An accepted task as released hours are counted from it. */
export interface AcceptedTask {
  standardMinutes: number;
  briefingMinutes: number;
  reworkMinutes: number;
  doneAt: string;
  dueAt: string;
}

export interface Released {
  /** Standard minutes of what was done in time. */
  inTime: number;
  briefing: number;
  rework: number;
  /** inTime − briefing − rework; may be negative: the back office then costs more than it frees. */
  released: number;
  tasks: number;
  tasksInTime: number;
}

/**
 * Released hours, in minutes: standard minutes of tasks accepted in time, less what the manager spent on briefing, less rework.
 * No revenue measure. Source: domain §10.
 */
export function released(tasks: readonly AcceptedTask[]): Released {
  const inTime = tasks.filter((task) => Temporal.Instant.compare(task.doneAt, task.dueAt) <= 0);
  const sum = (list: readonly AcceptedTask[], of: (task: AcceptedTask) => number) =>
    list.reduce((total, task) => total + of(task), 0);
  const standard = sum(inTime, (task) => task.standardMinutes);
  const briefing = sum(tasks, (task) => task.briefingMinutes);
  const rework = sum(tasks, (task) => task.reworkMinutes);
  return {
    inTime: standard,
    briefing,
    rework,
    released: standard - briefing - rework,
    tasks: tasks.length,
    tasksInTime: inTime.length,
  };
}
