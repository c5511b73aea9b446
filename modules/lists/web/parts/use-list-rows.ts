import { hashKey, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import type { ProblemError } from '#ui-kit/call.ts';
import {
  aged,
  begun,
  idsOf,
  type KeptPage,
  type LongList,
  placeAt,
  rowsOf,
  type SeenRows,
  wantedPage,
  withPage,
} from '#ui-kit/data/kept-pages.ts';

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
  /** As far as somebody has come; `useRowsOf` and `useRowOf` draw what comes, while the page round the rows stays as it is. */
  pages: () => readonly KeptPage<Row>[];
  /** Tells when the pages have become others. */
  subscribe: (changed: () => void) => () => void;
  /** The first page, for what it says of the whole list. */
  page: Page | undefined;
  /** Names of the employees whom values of the company's own fields name. */
  people: Readonly<Record<string, string>>;
  error: ProblemError | null;
  loading: boolean;
  hasMore: boolean;
  more: () => void;
  /** Tells which rows are in view: round them rows are kept, and they are what a change of a colleague's refreshes. */
  seen: (rows: SeenRows) => void;
}

export const PAGE = 100;
/** A server that does not answer is asked again after so long. */
const AGAIN_MS = 3_000;

/**
 * A list page by page, fresh while it is on the screen. However far somebody goes, only pages round what is seen are kept; the
 * others are read again, each from its own place, as one comes back to them. When something may have changed, the first page and
 * those in view are read anew. Source: quality (speed).
 */
export function useListRows<Row extends { id: string }, Page extends ListPage<Row>>(
  key: readonly unknown[],
  read: (cursor: { cursor?: string }) => Promise<Page>,
  { enabled = true }: { enabled?: boolean } = {},
): ListRead<Row, Page> {
  const queries = useQueryClient();
  const { fill, more, seen, seenNow } = usePages<Row, Page>(key, read);
  const { pages, subscribe } = useKept<Row, Page>(key);
  const query = useQuery<LongList<Row, Page>, ProblemError, ReturnType<typeof saidOf<Row, Page>>>({
    queryKey: key,
    queryFn: async () => {
      const first = await read({});
      const former = queries.getQueryData<LongList<Row, Page>>(key);
      if (former === undefined) return begun<Row, Page>(first);
      const list = named(aged<Row, Page>(former, first, seenNow()), former.head.custom_people);
      queries.setQueryData<LongList<Row, Page>>(key, list);
      // Whoever has written waits until they see it.
      await fill();
      return queries.getQueryData<LongList<Row, Page>>(key) ?? list;
    },
    placeholderData: (former) => former,
    enabled,
    select: saidOf,
  });
  const { data } = query;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is missing is looked for whenever the list has become another
  useEffect(() => void fill(), [fill, data]);
  return {
    pages,
    subscribe,
    page: data?.head,
    people: data?.head.custom_people ?? NOBODY,
    error: query.error,
    loading: query.isPending,
    hasMore: data?.hasMore === true,
    more,
    seen,
  };
}

/** What is said of the whole list: it stays the same while rows come. */
const saidOf = <Row, Page>({ head, next }: LongList<Row, Page>) => ({ head, hasMore: next !== null });

/** The rows of a list as far as somebody has come; a hole is a row that is read again as it comes into view. */
export function useRowsOf<Row>({ subscribe, pages }: Pick<ListRead<Row>, 'subscribe' | 'pages'>) {
  const now = useSyncExternalStore(subscribe, pages);
  return useMemo(() => rowsOf(now), [now]);
}

/** A row of a list, where it is kept. */
export function useRowOf<Row extends { id: string }>(
  { subscribe, pages }: Pick<ListRead<Row>, 'subscribe' | 'pages'>,
  id: string | null,
): Row | undefined {
  return useSyncExternalStore(subscribe, () => rowAmong(pages(), (row) => row.id === id));
}

/** The first row that is meant, among those that are kept. */
export function rowAmong<Row>(pages: readonly KeptPage<Row>[], isMeant: (row: Row) => boolean): Row | undefined {
  for (const { rows } of pages) {
    const found = rows?.find((row) => row !== undefined && isMeant(row));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The ids of the rows of a list as far as somebody has come, of the holes as well; none while they are not wanted. */
export function useIdsOf(
  { subscribe, pages }: Pick<ListRead<unknown>, 'subscribe' | 'pages'>,
  wanted: boolean,
): readonly (string | undefined)[] {
  const now = useSyncExternalStore(wanted ? subscribe : toNothing, wanted ? pages : noPages);
  return useMemo(() => idsOf(now), [now]);
}

const NO_PAGES: readonly KeptPage<never>[] = [];
const noPages = () => NO_PAGES;
const toNothing = () => () => undefined;

const NOBODY: Readonly<Record<string, string>> = {};

/** Everybody whom any page names; the same list where a page names nobody else, so that no column is made anew. */
function named<Row, Page extends ListPage<Row>>(
  list: LongList<Row, Page>,
  people: Readonly<Record<string, string>>,
): LongList<Row, Page> {
  const known = list.head.custom_people;
  if (Object.keys(people).every((id) => id in known)) return list;
  return { ...list, head: { ...list.head, custom_people: { ...people, ...known } } };
}

/** The pages of a list as they are; those of the former one until there are any. */
function useKept<Row, Page>(key: readonly unknown[]) {
  const queries = useQueryClient();
  const name = hashKey(key);
  const former = useRef<readonly KeptPage<Row>[]>(NO_PAGES);
  return {
    pages: useCallback(() => {
      former.current = queries.getQueryCache().get<LongList<Row, Page>>(name)?.state.data?.pages ?? former.current;
      return former.current;
    }, [queries, name]),
    subscribe: useCallback(
      (changed: () => void) =>
        queries.getQueryCache().subscribe(({ type, query }) => {
          if (type === 'updated' && query.queryHash === name) changed();
        }),
      [queries, name],
    ),
  };
}

/** Reads the pages that are missing, one after another. */
function usePages<Row extends { id: string }, Page extends ListPage<Row>>(
  key: readonly unknown[],
  read: (cursor: { cursor?: string }) => Promise<Page>,
) {
  const queries = useQueryClient();
  const name = hashKey(key);
  const now = useRef({ key, read });
  // Before the table tells what is in view of the list that it shows now.
  useLayoutEffect(() => {
    now.current = { key, read };
  });
  /** What is in view, whether more is wanted after the end, whether something was asked for, and the reading that goes on. */
  const state = useRef<{
    name: string;
    seen: SeenRows | null;
    more: boolean;
    asked: boolean;
    going: Promise<void> | null;
  }>(null);
  const again = useRef<number>(undefined);
  const stateOf = useCallback(() => {
    if (state.current?.name !== name) state.current = { name, seen: null, more: false, asked: false, going: null };
    return state.current;
  }, [name]);

  const readMissing = useCallback(async (): Promise<void> => {
    const of = stateOf();
    const { key: queryKey, read: readPage } = now.current;
    const listNow = () => queries.getQueryData<LongList<Row, Page>>(queryKey);
    for (;;) {
      const list = listNow();
      const at = list === undefined ? null : wantedPage(list, of.seen, of.more);
      if (list === undefined || at === null || of !== state.current) return;
      const place = placeAt(list, at);
      const page = await readPage(place === null ? {} : { cursor: place });
      const current = listNow();
      // What has changed its place meanwhile is looked at anew.
      if (current === undefined || at > current.pages.length || placeAt(current, at) !== place) continue;
      if (at === current.pages.length) of.more = false;
      const next = named(withPage<Row, Page>(current, at, page, list.age, of.seen), page.custom_people);
      // How fresh the list is, is told by its first page.
      const { dataUpdatedAt: updatedAt = 0 } = queries.getQueryState(queryKey) ?? {};
      queries.setQueryData<LongList<Row, Page>>(queryKey, next, { updatedAt });
    }
  }, [queries, stateOf]);

  const fill = useCallback((): Promise<void> => {
    const of = stateOf();
    of.asked = true;
    window.clearTimeout(again.current);
    again.current = undefined;
    const run = async () => {
      try {
        while (of.asked) {
          of.asked = false;
          await readMissing();
        }
      } catch {
        again.current = window.setTimeout(fill, AGAIN_MS);
      } finally {
        of.going = null;
      }
    };
    of.going ??= run();
    return of.going;
  }, [readMissing, stateOf]);
  useEffect(() => () => window.clearTimeout(again.current), []);

  const fillUnlessWaiting = useCallback(() => {
    if (again.current === undefined) void fill();
  }, [fill]);

  return {
    fill,
    more: useCallback(() => {
      // Before there is anything, nothing is known of what comes after it.
      if (queries.getQueryData(now.current.key) === undefined) return;
      stateOf().more = true;
      fillUnlessWaiting();
    }, [queries, fillUnlessWaiting, stateOf]),
    seen: useCallback(
      (rows: SeenRows) => {
        stateOf().seen = rows;
        fillUnlessWaiting();
      },
      [fillUnlessWaiting, stateOf],
    ),
    seenNow: useCallback(() => stateOf().seen, [stateOf]),
  };
}
