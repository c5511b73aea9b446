import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { ProblemError } from '#ui-kit/call.ts';
import {
  aged,
  begun,
  idsOf,
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
  /** As far as somebody has come; a hole is a row that is read again as it comes into view. */
  rows: readonly (Row | undefined)[];
  /** The ids of all of these, of the holes as well. */
  ids: () => readonly (string | undefined)[];
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
  const query = useQuery<LongList<Row, Page>, ProblemError>({
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
  });
  const { data } = query;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is missing is looked for whenever the list has become another
  useEffect(() => void fill(), [fill, data]);
  const pages = data?.pages;
  return {
    rows: useMemo(() => rowsOf(pages ?? []), [pages]),
    ids: useCallback(() => idsOf(pages ?? []), [pages]),
    page: data?.head,
    people: data?.head.custom_people ?? NOBODY,
    error: query.error,
    loading: query.isPending,
    hasMore: data !== undefined && data.next !== null,
    more,
    seen,
  };
}

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

/** Reads the pages that are missing, one after another. */
function usePages<Row extends { id: string }, Page extends ListPage<Row>>(
  key: readonly unknown[],
  read: (cursor: { cursor?: string }) => Promise<Page>,
) {
  const queries = useQueryClient();
  const name = JSON.stringify(key);
  const now = useRef({ key, read });
  // Before the table tells what is in view of the list that it shows now.
  useLayoutEffect(() => {
    now.current = { key, read };
  });
  /** What is in view, whether more is wanted after the end, whether pages are being read, and when they are asked for again. */
  const state = useRef<{ name: string; seen: SeenRows | null; more: boolean; going: Promise<void> | null }>(null);
  const again = useRef<number>(undefined);
  const stateOf = useCallback(() => {
    if (state.current?.name !== name) state.current = { name, seen: null, more: false, going: null };
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
    if (of.going !== null) return of.going;
    window.clearTimeout(again.current);
    again.current = undefined;
    of.going = readMissing()
      .catch(() => {
        again.current = window.setTimeout(fill, AGAIN_MS);
      })
      .finally(() => {
        of.going = null;
      });
    return of.going;
  }, [readMissing, stateOf]);
  useEffect(() => () => window.clearTimeout(again.current), []);

  const fillUnlessWaiting = useCallback(() => {
    if (again.current === undefined) void fill();
  }, [fill]);

  return {
    fill,
    more: useCallback(() => {
      stateOf().more = true;
      fillUnlessWaiting();
    }, [fillUnlessWaiting, stateOf]),
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
