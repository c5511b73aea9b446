import { registerRecordSearch } from '#modules/clients/search/queries.ts';
import { PROJECTS } from './store.ts';

/** Projects are found by title and by the number of the contract. */
export function registerProjectSearch(): void {
  registerRecordSearch({ kind: 'project', weight: 0.93, source: PROJECTS });
}
