import type { Context } from '#platform/context.ts';
import type { EmployeeStatus } from '../contract.ts';
import { employeesMeant } from './rules.ts';
import { everybody } from './store.ts';

export interface NamedEmployee {
  id: string;
  fullName: string;
  status: EmployeeStatus;
}

/** Whom each name means among all who work here or have worked here; several where it cannot be told. */
export async function employeesNamed(
  context: Pick<Context, 'db'>,
  names: readonly string[],
): Promise<Map<string, NamedEmployee[]>> {
  const all = await everybody(context);
  return new Map(names.map((name) => [name, employeesMeant(name, all)]));
}
