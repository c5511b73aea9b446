import { useCallback, useMemo } from 'react';
import type { EmployeeView } from '#modules/people/contract.ts';
import { PeoplePage } from '#modules/people/web/PeoplePage.tsx';
import { showStructure } from '#modules/structure/contract.ts';
import { DeparturePanel } from '#modules/structure/web/DeparturePanel.tsx';
import { useMay } from '#modules/structure/web/parts/actor.tsx';
import { useRead } from '#ui-kit/call.ts';
import { useClock } from '#ui-kit/clock.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { useText } from '#ui-kit/text.tsx';

/** The people, with what the structure knows of them: the positions they hold and how everything passes when they leave. */
export function PeopleDesk() {
  const { t, format } = useText();
  const clock = useClock();
  const mayReadJournal = useMay('journal.read') !== null;
  const structure = useRead(showStructure, { query: {} });
  const titles = useMemo(() => {
    const byEmployee = new Map<string, string[]>();
    for (const position of structure.data?.positions ?? []) {
      for (const { employee_id } of position.people) {
        byEmployee.set(employee_id, [...(byEmployee.get(employee_id) ?? []), position.title]);
      }
    }
    return byEmployee;
  }, [structure.data]);
  const positions = useCallback(
    (employee: EmployeeView) => {
      const held = titles.get(employee.id);
      return held === undefined ? null : <span className="cut">{format.list(held)}</span>;
    },
    [titles, format],
  );
  const departure = useCallback(
    (employee: EmployeeView, close: () => void) => (
      <DeparturePanel employeeId={employee.id} today={clock.today()} onClose={close} />
    ),
    [clock],
  );
  const elsewhere = useCallback(
    (employee: EmployeeView) =>
      mayReadJournal ? (
        <AppLink className="link" href={`/journal?author=${employee.id}`}>
          {t('people.in_journal')}
        </AppLink>
      ) : null,
    [mayReadJournal, t],
  );
  return <PeoplePage positions={positions} elsewhere={elsewhere} departure={departure} />;
}
