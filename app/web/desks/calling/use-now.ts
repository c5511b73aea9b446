import { useEffect, useState } from 'react';

/** The present moment, looked at every so often. */
export function useNow(everyMs: number): Temporal.Instant {
  const [now, setNow] = useState(() => Temporal.Now.instant());
  useEffect(() => {
    const timer = setInterval(() => setNow(Temporal.Now.instant()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
