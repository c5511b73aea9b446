import type { Context } from '#platform/context.ts';
import { isUnanswerable, type Understood, understand, understandAlike, understandInside } from './understanding.ts';

/** What a query has found in a list: its words as they are understood, and the records; null where there are too many to name. */
export interface FoundInList {
  terms: Understood | null;
  candidates: readonly string[] | null;
}

/**
 * What a list is narrowed to by a query: to what it means; where that is nothing, to what holds it inside of words, and then
 * to what is like it. `find` looks the records up in the list, and says null where going through it finds a page sooner.
 */
export async function foundInList(
  context: Pick<Context, 'db'>,
  query: string | undefined,
  find: (terms: Understood) => Promise<readonly string[] | null>,
): Promise<FoundInList> {
  if (query === undefined || query.trim() === '') return { terms: null, candidates: null };
  const meant = await understand(context, query);
  if (meant === null) return { terms: null, candidates: [] };
  const found = async (terms: Understood): Promise<FoundInList> => ({
    terms,
    candidates: isUnanswerable(terms) ? [] : await find(terms),
  });
  const exact = await found(meant);
  if (exact.candidates?.length !== 0) return exact;
  const wider = await understandInside(context, meant);
  const inside = wider === null ? exact : await found(wider);
  if (inside.candidates?.length !== 0) return inside;
  const alike = await understandAlike(context, wider ?? meant);
  return alike === null ? inside : found(alike);
}
