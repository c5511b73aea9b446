import type { QueryClient } from '@tanstack/react-query';

/** Reads anew what is on the screen; everything else when somebody comes there. */
export const refreshShown = (queries: QueryClient): Promise<void> =>
  queries.invalidateQueries({ refetchType: 'active' });

const SOON_MS = 250;
const LONGEST_MS = 8_000;

/**
 * Runs something soon after it is called for, once for all calls close together. Where calls go on and on, as they do while
 * thousands of clients are changed or brought in, it runs all the same, less and less often: after a quarter of a second, a half,
 * one, up to every eight. A quiet time as long as the last wait, and it is soon again.
 */
export function paced(run: () => Promise<unknown>): { call: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = SOON_MS;
  let quietFrom = Number.NEGATIVE_INFINITY;
  let running = false;
  let again = false;
  const go = async (): Promise<void> => {
    timer = undefined;
    running = true;
    await run().catch(() => undefined);
    running = false;
    quietFrom = performance.now() + wait;
    if (again) call();
  };
  const call = (): void => {
    if (timer !== undefined) return;
    again = running;
    if (running) return;
    wait = performance.now() < quietFrom ? Math.min(LONGEST_MS, wait * 2) : SOON_MS;
    timer = setTimeout(() => void go(), wait);
  };
  return {
    call,
    stop() {
      clearTimeout(timer);
      timer = undefined;
      again = false;
    },
  };
}
