import type { Binder } from '#platform/http/bind.ts';
import { showMe } from './contract.ts';
import { me } from './queries.ts';

export function bindStructureRoutes(bind: Binder): void {
  bind.read(showMe, (context) => me(context));
}
