import type { Binder } from '#platform/http/bind.ts';
import { listEmployees, showEmployee } from './contract.ts';
import { employeeList, employeeView } from './queries.ts';

export function bindPeopleRoutes(bind: Binder): void {
  bind.read(listEmployees, (context, { query }) => employeeList(context, query));
  bind.read(showEmployee, (context, { params }) => employeeView(context, params.id));
}
