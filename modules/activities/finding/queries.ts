import { registerRecordSearch } from '#modules/clients/search/queries.ts';
import { FILES } from './store.ts';

/** Files are found by title. */
export function registerFileSearch(): void {
  registerRecordSearch({ kind: 'file', weight: 0.88, source: FILES });
}
