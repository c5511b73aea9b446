import type { Binder } from '#platform/http/bind.ts';
import { showLoad } from './contract.ts';
import { functionLoad } from './queries.ts';

export function bindWorkloadRoutes(bind: Binder): void {
  bind.read(showLoad, (context, { query }) => functionLoad(context, query));
}
