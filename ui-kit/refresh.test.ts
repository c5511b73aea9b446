import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { paced } from './refresh.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Calls for it every so often for a while; answers when it ran, in milliseconds from the beginning. */
async function ranAt(every: number, during: number, takes = 0): Promise<number[]> {
  const began = performance.now();
  const ran: number[] = [];
  const pace = paced(async () => {
    ran.push(performance.now() - began);
    await new Promise((resolve) => setTimeout(resolve, takes));
  });
  for (let at = 0; at < during; at += every) {
    pace.call();
    await vi.advanceTimersByTimeAsync(every);
  }
  await vi.advanceTimersByTimeAsync(20_000);
  return ran;
}

it('runs once for calls that are close together, a quarter of a second after the first', async () => {
  expect(await ranAt(50, 200)).toEqual([250]);
});

it('goes on running while calls go on and on, less and less often, and once after the last', async () => {
  const ran = await ranAt(100, 30_000);
  const waits = ran.slice(1).map((at, place) => Math.floor((at - (ran[place] ?? 0)) / 500) / 2);
  expect(waits).toEqual([0.5, 1, 2, 4, 8, 8, 8]);
  expect(ran.at(-1)).toBeGreaterThan(29_900);
});

it('is soon again after a quiet time', async () => {
  expect(await ranAt(1_000, 3_000)).toEqual([250, 1_250, 2_250]);
});

it('waits for a run that takes long, and makes up for what it has missed', async () => {
  expect(await ranAt(100, 600, 1_000)).toEqual([250, 1_750]);
});

it('runs no more once it is stopped', async () => {
  const run = vi.fn(() => Promise.resolve());
  const pace = paced(run);
  pace.call();
  pace.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(run).not.toHaveBeenCalled();
});
