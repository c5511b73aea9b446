import type { SalesFunction } from '#modules/structure/rules.ts';
import { useRead } from '#ui-kit/call.ts';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonRows } from '#ui-kit/feedback/Skeletons.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { Avatar } from '#ui-kit/marks/Avatar.tsx';
import { LoadBar } from '#ui-kit/marks/Bars.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type FunctionLoad, type PersonLoad, showLoad } from '../../contract.ts';
import styles from './load.module.css';

interface LoadTableProps {
  function: SalesFunction;
  salesSystemId?: string;
  /** Where the work behind a figure is listed; by default the register filtered by who holds the client. */
  recordsOf?: (employeeId: string) => string;
}

const clientsHeldBy = (employeeId: string) => `/clients?filter=holder+is+${encodeURIComponent(employeeId)}`;

/** Everybody who answers for a function: work held against the own norm; the figure opens the work behind it. */
export function LoadTable({ function: fn, salesSystemId, recordsOf = clientsHeldBy }: LoadTableProps) {
  const { t } = useText();
  const load = useRead(showLoad, {
    query: { function: fn, ...(salesSystemId === undefined ? {} : { sales_system_id: salesSystemId }) },
  });
  if (load.error !== null) return <ErrorState title={load.error.message} requestId={load.error.requestId} />;
  if (load.data === undefined) {
    return (
      <Delayed>
        <SkeletonRows columns="24px minmax(0,2fr) minmax(0,3fr) 72px" rows={3} />
      </Delayed>
    );
  }
  if (load.data.people.length === 0) return <p className="ink-2">{t('workload.nobody')}</p>;
  return <LoadRows load={load.data} recordsOf={recordsOf} />;
}

/** The same rows over an answer that is already there. */
export function LoadRows({ load, recordsOf }: { load: FunctionLoad; recordsOf: (employeeId: string) => string }) {
  const { t } = useText();
  return (
    <table className={styles.table}>
      <thead className="unseen">
        <tr>
          <th>{t('workload.person')}</th>
          <th>{t('workload.title')}</th>
          <th>{load.unit === null ? t('workload.held') : t(`workload.unit.${load.unit}`)}</th>
        </tr>
      </thead>
      <tbody>
        {load.people.map((person) => (
          <Row
            key={`${person.employee_id} ${person.position_id}`}
            person={person}
            href={recordsOf(person.employee_id)}
          />
        ))}
      </tbody>
    </table>
  );
}

function Row({ person, href }: { person: PersonLoad; href: string }) {
  const { t, format } = useText();
  const figure = person.norm === 0 ? format.number(person.held) : format.outOf(person.held, person.norm);
  return (
    <tr>
      <td>
        <span className="row">
          <Avatar name={person.full_name} />
          <span className="cut">{person.full_name}</span>
          {person.present ? null : <span className="t-small ink-3 nowrap">{t('workload.absent')}</span>}
        </span>
      </td>
      <td className={styles.bar}>
        {person.norm === 0 ? null : (
          <LoadBar held={person.held} norm={person.norm} label={`${person.full_name}, ${figure}`} />
        )}
      </td>
      <td className={person.held > person.norm && person.norm > 0 ? `${styles.figure} strong` : styles.figure}>
        <AppLink className={styles.records} href={href}>
          {figure}
        </AppLink>
      </td>
    </tr>
  );
}
