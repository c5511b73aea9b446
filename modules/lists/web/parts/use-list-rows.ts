import { focusManager, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ProblemError } from '#ui-kit/call.ts';
import { type LoadedPages, type SeenRows, seenPages, withFresh } from '#ui-kit/data/seen-pages.ts';

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
  /** Tells which rows are in view: they are what a change of a colleague's refreshes. */
  seen: (rows: SeenRows) => void;
}

export const PAGE = 100;
/** So few pages are read anew from the beginning, which sets everything right at once. */
const FEW_PAGES = 3;
const STALE_MS = 30_000;

/** A list page by page, fresh while it is on the screen: of a long one what is seen of it. */
export function useListRows<Row extends { id: string }, Page extends ListPage<Row>>(
  key: readonly unknown[],
  read: (cursor: { cursor?: string }) => Promise<Page>,
  { enabled = true }: { enabled?: boolean } = {},
): ListRead<Row, Page> {
  const { refresh, seen } = useRefresh<Row, Page>(key, read);
  const pages = useInfiniteQuery<Page, ProblemError, LoadedPages<Page>, readonly unknown[], string | null>({
    queryKey: key,
    queryFn: ({ pageParam }) => read(cursorOf(pageParam)),
    initialPageParam: null,
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: (former) => former,
    enabled,
    meta: { refresh },
    // Of itself a list would be read anew from its beginning, however long it is: `refresh` does what is needed.
    refetchOnMount: false,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
  const { fetchNextPage, data } = pages;
  // A page that is on its way is waited for, not asked for anew.
  const more = useCallback(() => void fetchNextPage({ cancelRefetch: false }), [fetchNextPage]);
  return {
    rows: useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]),
    page: data?.pages[0],
    people: usePeople(data?.pages),
    error: pages.error,
    loading: pages.isPending,
    hasMore: pages.hasNextPage,
    more,
    seen,
  };
}

const NOBODY: Readonly<Record<string, string>> = {};

/** Everybody whom the pages name; the same object while a further page names nobody else, so that no column is made anew. */
function usePeople(pages: readonly ListPage<unknown>[] | undefined): Readonly<Record<string, string>> {
  const [known, setKnown] = useState(NOBODY);
  const people = useMemo<Record<string, string>>(
    () => Object.assign({}, ...(pages ?? []).map((page) => page.custom_people)),
    [pages],
  );
  const isSame = Object.keys(people).length === Object.keys(known).length && isWithin(people, known);
  if (!isSame) setKnown(people);
  return isSame ? known : people;
}

const isWithin = (some: Readonly<Record<string, string>>, all: Readonly<Record<string, string>>): boolean =>
  Object.entries(some).every(([id, name]) => all[id] === name);

const cursorOf = (place: string | null) => (place === null ? {} : { cursor: place });

/**
 * Reads anew what is seen of a list, page by page from the first in view. Pages before are marked as old and read when
 * somebody comes back to them; pages after are read again as they were the first time.
 */
function useRefresh<Row extends { id: string }, Page extends ListPage<Row>>(
  key: readonly unknown[],
  read: (cursor: { cursor?: string }) => Promise<Page>,
) {
  const queries = useQueryClient();
  const name = JSON.stringify(key);
  const now = useRef({ key, read });
  useEffect(() => {
    now.current = { key, read };
  });
  /** What is in view, how many pages before are old, and whether one refresh goes on and another one waits. */
  const state = useRef<{ name: string; seen: SeenRows | null; old: number; going: boolean; again: boolean }>(null);
  const stateOf = useCallback(() => {
    if (state.current?.name !== name) state.current = { name, seen: null, old: 0, going: false, again: false };
    return state.current;
  }, [name]);

  const refreshOnce = useCallback(async (): Promise<void> => {
    const of = stateOf();
    const { key: queryKey, read: readPage } = now.current;
    const loaded = queries.getQueryData<LoadedPages<Page>>(queryKey);
    if (of.seen === null || loaded === undefined || loaded.pages.length <= FEW_PAGES) {
      of.old = 0;
      return queries.refetchQueries({ queryKey, exact: true });
    }
    const { from, to } = seenPages(loaded.pages, of.seen);
    const fresh: LoadedPages<Page> = { pages: [], pageParams: [] };
    let place: string | null = loaded.pageParams[from] ?? null;
    for (let at = from; at <= to; at++) {
      const page: Page = await readPage(cursorOf(place));
      fresh.pages.push(page);
      fresh.pageParams.push(place);
      if (page.next_cursor === null) break;
      place = page.next_cursor;
    }
    // How many there are is told by the first page.
    const count = from === 0 ? null : (await readPage({})).count;
    await queries.cancelQueries({ queryKey, exact: true });
    queries.setQueryData<LoadedPages<Page>>(queryKey, (current) => {
      if (current === undefined || current.pageParams[from] !== loaded.pageParams[from]) return current;
      const { pages, pageParams } = withFresh<Row, Page>(current, from, fresh);
      const [first, ...rest] = pages;
      return first === undefined || count === null
        ? { pages, pageParams }
        : { pages: [{ ...first, count }, ...rest], pageParams };
    });
    of.old = from;
  }, [queries, stateOf]);

  const refresh = useCallback(() => {
    const of = stateOf();
    of.again = true;
    if (of.going) return;
    of.going = true;
    const run = async () => {
      while (of.again) {
        of.again = false;
        // A server that does not answer is asked again at the next change.
        await refreshOnce().catch(() => undefined);
      }
      of.going = false;
    };
    void run();
  }, [refreshOnce, stateOf]);

  const seen = useCallback(
    (rows: SeenRows) => {
      const of = stateOf();
      of.seen = rows;
      const loaded = of.old === 0 ? undefined : queries.getQueryData<LoadedPages<Page>>(now.current.key);
      if (loaded !== undefined && seenPages(loaded.pages, rows).from < of.old) refresh();
    },
    [queries, refresh, stateOf],
  );

  useEffect(() => {
    const ifOld = () => {
      const query = queries.getQueryState(JSON.parse(name) as readonly unknown[]);
      if (query?.data === undefined || query.fetchStatus !== 'idle') return;
      if (query.isInvalidated || Date.now() - query.dataUpdatedAt > STALE_MS) refresh();
    };
    ifOld();
    return focusManager.subscribe((focused) => {
      if (focused) ifOld();
    });
  }, [queries, name, refresh]);

  return { refresh, seen };
}
