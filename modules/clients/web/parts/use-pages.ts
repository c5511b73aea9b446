import { type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query';
import type { ProblemError } from '#ui-kit/call.ts';

interface Paged<Row> {
  items: Row[];
  next_cursor: string | null;
}

export type Pages<Page> = UseInfiniteQueryResult<{ pages: Page[] }, ProblemError>;

/** Pages of the rows of a file, each after the row that the last one ended with. */
export function useRowPages<Row>(
  key: readonly unknown[],
  read: (place: { after_row?: number }) => Promise<{ items: Row[]; next_after_row: number | null }>,
): Pages<Paged<Row>> {
  return usePages(key, async ({ cursor }) => {
    const { items, next_after_row: next } = await read(cursor === undefined ? {} : { after_row: Number(cursor) });
    return { items, next_cursor: next === null ? null : String(next) };
  });
}

/** What is read page by page as somebody asks for more; looked at again in between while `isGoing` says of a page that it changes by itself. */
export function usePages<Page extends Paged<unknown>>(
  key: readonly unknown[],
  read: (place: { cursor?: string }) => Promise<Page>,
  again?: { isGoing: (page: Page) => boolean; every: number },
): Pages<Page> {
  return useInfiniteQuery<Page, ProblemError, { pages: Page[] }, readonly unknown[], string | null>({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam === null ? {} : { cursor: pageParam }),
    initialPageParam: null,
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: (former) => former,
    refetchInterval: ({ state }) => (again && state.data?.pages.some(again.isGoing) ? again.every : false),
  });
}
