import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { call, type ProblemError, readKey } from '#ui-kit/call.ts';
import { type ClientListRow, type ClientPage, listClientsRoute } from '../listing/contract.ts';
import { asked, isSort, type ListShape } from './list-address.ts';

const PAGE = 100;

export interface ClientsRead {
  rows: readonly ClientListRow[];
  page: ClientPage | undefined;
  /** Names of the employees whom values of the company's own fields name. */
  people: Readonly<Record<string, string>>;
  error: ProblemError | null;
  loading: boolean;
  hasMore: boolean;
  more: () => void;
}

/** The register page by page, fresh while it is on the screen. */
export function useClients(shape: Pick<ListShape, 'q' | 'scope' | 'filter' | 'sort'>, start: string): ClientsRead {
  const { sort } = shape;
  const query = {
    ...asked(shape),
    ...(start === '' ? {} : { start }),
    limit: PAGE,
    ...(sort !== null && isSort(sort.column)
      ? { sort: sort.column, order: sort.descending ? ('desc' as const) : ('asc' as const) }
      : {}),
  };
  const read = useInfiniteQuery<ClientPage, ProblemError, { pages: ClientPage[] }, readonly unknown[], string | null>({
    queryKey: readKey(listClientsRoute, { query }),
    queryFn: ({ pageParam }) =>
      call(listClientsRoute, { query: { ...query, ...(pageParam === null ? {} : { cursor: pageParam }) } }),
    initialPageParam: null,
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: (former) => former,
  });
  return {
    rows: read.data?.pages.flatMap((page) => page.items) ?? [],
    page: read.data?.pages[0],
    people: useMemo(
      () => Object.assign({}, ...(read.data?.pages ?? []).map(({ custom_people }) => custom_people)),
      [read.data],
    ),
    error: read.error,
    loading: read.isPending,
    hasMore: read.hasNextPage,
    more: () => {
      if (!read.isFetchingNextPage) void read.fetchNextPage();
    },
  };
}
