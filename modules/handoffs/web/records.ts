import type { RouteInput } from '#shared/route.ts';
import type { listHandoffs } from '../contract.ts';

export type RecordsFilter = Omit<RouteInput<typeof listHandoffs>['query'], 'cursor' | 'limit'>;

const KEYS = [
  'kind',
  'state',
  'giver_id',
  'receiver_id',
  'giver_position_id',
  'receiver_position_id',
  'client_id',
  'outcome',
  'since',
] as const satisfies readonly (keyof RecordsFilter)[];

/** The page with the records behind a figure. */
export function recordsHref(filter: RecordsFilter | Record<string, string>): string {
  return `/handoffs?${new URLSearchParams(Object.entries(filter).filter(([, value]) => value !== undefined) as [string, string][])}`;
}

/** The filter that an address asks for, or null when it asks for none. */
export function filterFrom(search: string): RecordsFilter | null {
  const asked = new URLSearchParams(search);
  const found = KEYS.flatMap((key) => {
    const value = asked.get(key);
    return value === null ? [] : [[key, value] as const];
  });
  // The server checks the words again: an address that was typed by hand gets its answer there.
  return found.length === 0 ? null : (Object.fromEntries(found) as RecordsFilter);
}
