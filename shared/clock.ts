/** Business time comes from one injected clock, so that years can be simulated. */
export interface Clock {
  now(): Temporal.Instant;
}

export const systemClock: Clock = { now: () => Temporal.Now.instant() };

/** A clock that stands where it was put. */
export function settableClock(start: Temporal.Instant): Clock & { set(now: Temporal.Instant): void } {
  let current = start;
  return {
    now: () => current,
    set(now) {
      current = now;
    },
  };
}
