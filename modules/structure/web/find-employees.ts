import { listEmployees } from '#modules/people/contract.ts';
import { call } from '#ui-kit/call.ts';
import type { PickOption } from '#ui-kit/forms/PickField.tsx';

/** Colleagues by a part of the name, for `PickField`. */
export async function findEmployees(query: string): Promise<PickOption[]> {
  const search = query.trim();
  const page = await call(listEmployees, { query: { limit: 20, ...(search === '' ? {} : { search }) } });
  return page.items.map((employee) => ({ value: employee.id, label: employee.full_name, note: employee.email }));
}
