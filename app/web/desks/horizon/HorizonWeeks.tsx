import { useState } from 'react';
import { showCalendarRoute } from '#modules/needs/calendar/contract.ts';
import { ChecksTable } from '#modules/needs/web/parts/ChecksTable.tsx';
import { WeeksGrid } from '#modules/needs/web/parts/WeeksGrid.tsx';
import { useRead } from '#ui-kit/call.ts';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonText } from '#ui-kit/feedback/Skeletons.tsx';
import styles from './horizon.module.css';

const DAYS_TO_SUNDAY = 6;

/** One's own checks by week over ten years; a week opens its checks. */
export function HorizonWeeks({ ownerId }: { ownerId: string }) {
  const calendar = useRead(showCalendarRoute, { query: { owner_id: ownerId } });
  const [week, setWeek] = useState<string | null>(null);
  if (calendar.data === undefined) {
    return calendar.error === null ? (
      <Delayed>
        <SkeletonText lines={8} />
      </Delayed>
    ) : (
      <ErrorState title={calendar.error.message} requestId={calendar.error.requestId} />
    );
  }
  const until = week === null ? undefined : Temporal.PlainDate.from(week).add({ days: DAYS_TO_SUNDAY }).toString();
  return (
    <>
      <WeeksGrid calendar={calendar.data} week={week} onWeek={setWeek} />
      <div className={styles.table}>
        <ChecksTable filter={{ ownerId, ...(week === null ? {} : { from: week, until }) }} keys={false} />
      </div>
    </>
  );
}
