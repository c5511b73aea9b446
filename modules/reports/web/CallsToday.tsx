import { listAttemptsRoute } from '#modules/calling/contract.ts';
import { useRead } from '#ui-kit/call.ts';
import { useClock } from '#ui-kit/clock.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonRows } from '#ui-kit/feedback/Skeletons.tsx';
import { SidePanel } from '#ui-kit/frame/SidePanel.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { useText } from '#ui-kit/text.tsx';
import styles from './reports.module.css';

export interface Caller {
  employee_id: string;
  full_name: string;
}

interface CallsTodayProps {
  caller: Caller;
  /** The company's day. */
  today: string;
  onClose: () => void;
}

const MOST = 200;

/** The calls behind the figure of a telemarketer's day: when, to whom, what came of it. */
export function CallsToday({ caller, today, onClose }: CallsTodayProps) {
  const { t, format } = useText();
  const clock = useClock();
  const since = Temporal.PlainDate.from(today).toZonedDateTime(clock.timeZone).toInstant().toString();
  const query = { employee_id: caller.employee_id, since, limit: MOST };
  const { data, error } = useRead(listAttemptsRoute, { query }, { keep: true });
  return (
    <SidePanel title={caller.full_name} note={t('reports.calls_today')} onClose={onClose}>
      {error === null ? null : <ErrorState title={error.message} requestId={error.requestId} />}
      {data === undefined ? (
        <Delayed>
          <SkeletonRows columns={[1, 3]} rows={8} />
        </Delayed>
      ) : null}
      {data?.items.length === 0 ? <p className="ink-3">{t('reports.no_calls_today')}</p> : null}
      <ul className={styles.records}>
        {data?.items.map((call) => (
          <li key={call.id}>
            <AppLink className="medium cut" href={`/clients/${call.client_id}`}>
              {call.client_name}
            </AppLink>
            <span className="ink-3 t-small cut">{t(`calling.outcome.${call.outcome}`)}</span>
            <span className="ink-2 nowrap">{format.time(call.at)}</span>
          </li>
        ))}
      </ul>
    </SidePanel>
  );
}
