import { useEffect, useState } from 'react';
import { useClock } from '#ui-kit/clock.tsx';

/** The present moment, looked at every so often. */
export function useNow(everyMs: number): Temporal.Instant {
  const clock = useClock();
  const [, look] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => look((times) => times + 1), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return clock.now();
}
