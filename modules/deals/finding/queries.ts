import { registerRecordSearch } from '#modules/clients/search/queries.ts';
import { DEALS } from './store.ts';

/** Deals are found by title and by the number of the contract. */
export function registerDealSearch(): void {
  registerRecordSearch({ kind: 'deal', weight: 0.93, source: DEALS });
}
