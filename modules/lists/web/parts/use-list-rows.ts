import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ProblemError } from '#ui-kit/call.ts';

export interface ListCount {
  value: number;
  /** False for «more than». */
  exact: boolean;
}

interface ListPage<Row> {
  items: Row[];
  next_cursor: string | null;
  count: ListCount;
  custom_people: Readonly<Record<string, string>>;
}

export interface ListRead<Row, Page extends ListPage<Row> = ListPage<Row>> {
  rows: readonly Row[];
  page: Page | undefined;
  /** Names of the employees whom values of the company's own fields name. */
  people: Readonly<Record<string, string>>;
  error: ProblemError | null;
  loading: boolean;
  hasMore: boolean;
  more: () => void;
}

export const PAGE = 100;

/** A list page by page, fresh while it is on the screen. */
export function useListRows<Row, Page extends ListPage<Row>>(
  key: readonly unknown[],
  read: (cursor: { cursor?: string }) => Promise<Page>,
  { enabled = true }: { enabled?: boolean } = {},
): ListRead<Row, Page> {
  const pages = useInfiniteQuery<Page, ProblemError, { pages: Page[] }, readonly unknown[], string | null>({
    queryKey: key,
    queryFn: ({ pageParam }) => read(pageParam === null ? {} : { cursor: pageParam }),
    initialPageParam: null,
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: (former) => former,
    enabled,
  });
  return {
    rows: useMemo(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]),
    page: pages.data?.pages[0],
    people: useMemo(
      () => Object.assign({}, ...(pages.data?.pages ?? []).map((page) => page.custom_people)),
      [pages.data],
    ),
    error: pages.error,
    loading: pages.isPending,
    hasMore: pages.hasNextPage,
    more: () => {
      if (!pages.isFetchingNextPage) void pages.fetchNextPage();
    },
  };
}
