import { ok, type Result, refuse } from '#shared/result.ts';

export const PROJECT_STATES = ['running', 'suspended', 'commissioned', 'terminated'] as const;
export type ProjectState = (typeof PROJECT_STATES)[number];

const NEXT: Record<ProjectState, readonly ProjectState[]> = {
  running: ['suspended', 'commissioned', 'terminated'],
  suspended: ['running', 'terminated'],
  commissioned: [],
  terminated: [],
};

/** Whether a project may go from one state to another. Refuses: `projects.wrong_state`. Source: domain §8. */
export function mayBecome(from: ProjectState, to: ProjectState): Result<undefined> {
  return NEXT[from].includes(to) ? ok() : refuse('projects.wrong_state', { code: 'conflict', details: { from, to } });
}

/** A project that still asks for its manager's next step. */
export function isOpen(state: ProjectState): boolean {
  return state === 'running' || state === 'suspended';
}

export interface MilestoneFacts {
  id: string;
  title: string;
  reachedOn: string | null;
  after: readonly string[];
}

/**
 * Commissioning closes every milestone, or says why some stay open.
 * Refuses: `projects.milestones_open` with their titles. Source: domain §8.
 */
export function mayCommission(
  state: ProjectState,
  milestones: readonly MilestoneFacts[],
  reason: string | null,
): Result<undefined> {
  const possible = mayBecome(state, 'commissioned');
  if (!possible.ok) return possible;
  const open = milestones.filter((milestone) => milestone.reachedOn === null);
  if (open.length === 0 || (reason !== null && reason.trim() !== '')) return ok();
  return refuse('projects.milestones_open', {
    values: { count: open.length, titles: open.map((milestone) => milestone.title).join('; ') },
  });
}

/**
 * A milestone is reached after those it depends on, not in the future.
 * Refuses: `projects.depends_on_open`, `projects.day_in_future`.
 */
export function mayReach(
  milestone: MilestoneFacts,
  all: readonly MilestoneFacts[],
  on: string,
  today: string,
): Result<undefined> {
  if (on > today)
    return refuse('projects.day_in_future', {
      code: 'invalid_input',
      fields: [{ path: '/reached_on', reason: 'projects.day_in_future' }],
    });
  const waiting = all.filter((other) => milestone.after.includes(other.id) && other.reachedOn === null);
  return waiting.length === 0
    ? ok()
    : refuse('projects.depends_on_open', { values: { titles: waiting.map((other) => other.title).join('; ') } });
}

/** Whether the dependencies of milestones run in a circle. Such a plan could never be finished. */
export function hasCircle(milestones: readonly Pick<MilestoneFacts, 'id' | 'after'>[]): boolean {
  const after = new Map(milestones.map((milestone) => [milestone.id, milestone.after]));
  const settled = new Set<string>();
  const onPath = new Set<string>();
  const walks = (id: string): boolean => {
    if (settled.has(id)) return false;
    if (onPath.has(id)) return true;
    onPath.add(id);
    const circle = (after.get(id) ?? []).some(walks);
    onPath.delete(id);
    settled.add(id);
    return circle;
  };
  return milestones.some((milestone) => walks(milestone.id));
}

export interface PaymentPlan {
  dueOn: string;
  amount: number;
}

export interface PaymentState {
  scheduled: number;
  received: number;
  /** Of what was due by today, how much has not come in; kopecks. */
  overdue: number;
  /** The first instalment that is not covered, if any. */
  nextDueOn: string | null;
}

/**
 * Of each instalment, in the order given, how much has come in: payments received cover instalments in the order of their
 * days. Amounts in kopecks. Source: domain §8.
 */
export function coveredOf(plan: readonly PaymentPlan[], received: readonly number[]): number[] {
  let left = received.reduce((sum, amount) => sum + amount, 0);
  const covered = plan.map(() => 0);
  for (const place of plan.map((_, at) => at).sort((a, b) => (dueOn(plan, a) < dueOn(plan, b) ? -1 : 1))) {
    const share = Math.min(plan[place]?.amount ?? 0, left);
    covered[place] = share;
    left -= share;
  }
  return covered;
}

const dueOn = (plan: readonly PaymentPlan[], place: number): string => plan[place]?.dueOn ?? '';

/** What is due, what has come in, what is overdue and when the next one is due. Amounts in kopecks. Source: domain §8. */
export function paymentState(plan: readonly PaymentPlan[], received: readonly number[], today: string): PaymentState {
  const covered = coveredOf(plan, received);
  const short = plan.flatMap(({ dueOn: on, amount }, place) => {
    const missing = amount - (covered[place] ?? 0);
    return missing > 0 ? [{ on, missing }] : [];
  });
  return {
    scheduled: plan.reduce((sum, { amount }) => sum + amount, 0),
    received: received.reduce((sum, amount) => sum + amount, 0),
    overdue: short.filter(({ on }) => on < today).reduce((sum, { missing }) => sum + missing, 0),
    nextDueOn: short.map(({ on }) => on).sort()[0] ?? null,
  };
}
