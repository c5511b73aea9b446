import { useCallback } from 'react';
import { call } from '#ui-kit/call.ts';
import type { FieldProps } from '#ui-kit/forms/field.ts';
import { PickField, type PickOption } from '#ui-kit/forms/PickField.tsx';
import { Avatar } from '#ui-kit/marks/Avatar.tsx';
import { useText } from '#ui-kit/text.tsx';
import { listEmployees } from '../../contract.ts';

export interface EmployeePickerProps extends FieldProps<PickOption | null> {
  /** Who is not offered: the person whose deputy is looked for. */
  except?: string | undefined;
  /** Also those who have been invited but have not joined yet. */
  alsoInvited?: boolean;
}

const OFFERED = 20;

/** A colleague found by name, address or phone; says who is away. */
export function EmployeePicker({ except, alsoInvited = false, ...field }: EmployeePickerProps) {
  const { t, format } = useText();
  const find = useCallback(
    async (search: string): Promise<PickOption[]> => {
      const status = alsoInvited ? (['active', 'invited'] as const) : (['active'] as const);
      const page = await call(listEmployees, { query: { search, status: [...status], limit: OFFERED } });
      return page.items
        .filter((employee) => employee.id !== except)
        .map((employee) => ({
          value: employee.id,
          label: employee.full_name,
          mark: <Avatar name={employee.full_name} />,
          ...(employee.present || employee.absence === null
            ? {}
            : { note: t('people.away_until_short', { until: format.dayMonth(employee.absence.last_day) }) }),
        }));
    },
    [except, alsoInvited, t, format],
  );
  return <PickField {...field} find={find} />;
}
