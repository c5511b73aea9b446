import { EdgeError } from './problem.ts';

/** Enough for any pace of a person and for several screens at once. */
export const USUAL_REQUESTS_PER_MINUTE = 3000;
const WINDOW_MS = 60_000;
/** Beyond this many callers the ended windows are thrown away. */
const MANY = 10_000;

/** Counts a request of a caller; throws 429 with the seconds to wait when it is one too many of its minute. */
export type Limit = (caller: string) => void;

/**
 * So many requests a minute from each caller, in this process. Employees are counted one by one: a whole office may come from
 * one address, and one busy program must not shut the others out. Source: quality, Reliability (limits on everything).
 */
export function limitPerMinute(most: number, clock: () => number = () => performance.now()): Limit {
  const windows = new Map<string, { count: number; until: number }>();
  return (caller) => {
    const now = clock();
    const window = windows.get(caller);
    if (window === undefined || window.until <= now) {
      if (windows.size >= MANY) for (const [old, { until }] of windows) if (until <= now) windows.delete(old);
      windows.set(caller, { count: 1, until: now + WINDOW_MS });
      return;
    }
    window.count += 1;
    if (window.count <= most) return;
    const retryAfter = Math.max(1, Math.ceil((window.until - now) / 1000));
    throw new EdgeError(429, 'overloaded', 'app.too_many_requests', { retryAfter });
  };
}
