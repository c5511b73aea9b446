import { useClock } from '#ui-kit/clock.tsx';
import { Person } from '#ui-kit/marks/Avatar.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { Absence, EmployeeStatus } from '../../contract.ts';
import { AbsenceBadge } from './AbsenceBadge.tsx';

interface EmployeeNameProps {
  name: string;
  note?: string;
  status?: EmployeeStatus;
  /** Of today; one that is still ahead is not shown beside a name. */
  absence?: Absence | null;
}

/** A colleague wherever they are named: initials, name, and what matters now, if anything does. */
export function EmployeeName({ name, note, status = 'active', absence = null }: EmployeeNameProps) {
  const { t } = useText();
  const clock = useClock();
  const word = status === 'active' ? note : t(`people.status.${status}`);
  return (
    <span className="row">
      <Person name={name} {...(word === undefined ? {} : { note: word })} />
      {absence !== null && absence.first_day <= clock.today() ? <AbsenceBadge absence={absence} /> : null}
    </span>
  );
}
