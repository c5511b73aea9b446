import { useInfiniteQuery } from '@tanstack/react-query';
import { call, type ProblemError, readKey } from '#ui-kit/call.ts';
import { type EmployeePage, type EmployeeStatus, type EmployeeView, listEmployees } from '../contract.ts';

const PAGE = 200;

export interface EmployeesRead {
  rows: readonly EmployeeView[];
  page: EmployeePage | undefined;
  error: ProblemError | null;
  loading: boolean;
  hasMore: boolean;
  more: () => void;
}

/** The list of colleagues page by page, fresh while it is on the screen. */
export function useEmployees(filter: { search: string; status: EmployeeStatus[] }): EmployeesRead {
  const read = useInfiniteQuery<
    EmployeePage,
    ProblemError,
    { pages: EmployeePage[] },
    readonly unknown[],
    string | null
  >({
    queryKey: readKey(listEmployees, { query: filter }),
    queryFn: ({ pageParam }) =>
      call(listEmployees, { query: { ...filter, limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) } }),
    initialPageParam: null,
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: (former) => former,
  });
  return {
    rows: read.data?.pages.flatMap((page) => page.items) ?? [],
    page: read.data?.pages[0],
    error: read.error,
    loading: read.isPending,
    hasMore: read.hasNextPage,
    more: () => {
      if (!read.isFetchingNextPage) void read.fetchNextPage();
    },
  };
}
