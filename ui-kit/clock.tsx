import { createContext, type ReactNode, useContext, useMemo } from 'react';

/**
 * What the time is by the clock of the server and the zone of the company: a computer whose own clock is wrong, or stands
 * in another zone, shows the same days and the same lateness as everybody else’s.
 *
 *   <ClockProvider told={me.now} heardAt={dataUpdatedAt} timeZone={me.company_time_zone}>…</ClockProvider>
 *   const clock = useClock();
 *   format.near(offer.due_at, clock.now()); clock.today();
 */
export interface PageClock {
  now(): Temporal.Instant;
  /** The ISO day that the company has. */
  today(): string;
  /** Where the company counts its days. */
  timeZone: string;
}

/** Where nobody has told the time: before the sign-in, in the gallery. */
const OWN: PageClock = clockOf(0, Temporal.Now.timeZoneId());

const ClockContext = createContext<PageClock>(OWN);

interface ClockProviderProps {
  /** The moment that the server named. */
  told: string;
  /** When the browser heard it, in milliseconds of its own clock. */
  heardAt: number;
  timeZone: string;
  children: ReactNode;
}

export function ClockProvider({ told, heardAt, timeZone, children }: ClockProviderProps) {
  const ahead = Temporal.Instant.from(told).epochMilliseconds - heardAt;
  const clock = useMemo(() => clockOf(ahead, timeZone), [ahead, timeZone]);
  return <ClockContext value={clock}>{children}</ClockContext>;
}

export function useClock(): PageClock {
  return useContext(ClockContext);
}

/** The browser's clock, put right by as many milliseconds as the server is ahead of it. */
function clockOf(aheadMs: number, timeZone: string): PageClock {
  const now = () => Temporal.Now.instant().add({ milliseconds: aheadMs });
  /** Asked by every day that a list shows: counted anew when it is over. */
  let day = { name: '', from: 0, to: 0 };
  const today = () => {
    const at = Date.now() + aheadMs;
    if (at >= day.from && at < day.to) return day.name;
    const begins = Temporal.Instant.fromEpochMilliseconds(Math.trunc(at)).toZonedDateTimeISO(timeZone).startOfDay();
    day = {
      name: begins.toPlainDate().toString(),
      from: begins.epochMilliseconds,
      to: begins.add({ days: 1 }).epochMilliseconds,
    };
    return day.name;
  };
  return { now, timeZone, today };
}
