/** What of a list stands on the screen, counted from zero, and what of it is not to be let go besides. */
export interface SeenRows {
  first: number;
  last: number;
  /** Where the keyboard stands. */
  cursor: number;
  /** The record that is open beside the list. */
  active: string | null;
}

/** A page as it is read. */
export interface ReadPage<Row> {
  items: readonly Row[];
  /** Where the next one begins; null after the last. */
  next_cursor: string | null;
}

/** A page of a long list: as it was read, or let go, so that of it is known how long it is and how it is read again. */
export interface KeptPage<Row> {
  /** Where it begins; null is the beginning of the list. */
  place: string | null;
  /** The ids of its rows, which are known of a page that was let go as well; none where a row has gone elsewhere. */
  ids: readonly (string | undefined)[];
  /** Null where it was let go; a row that has gone elsewhere leaves a hole until the page is read anew. */
  rows: readonly (Row | undefined)[] | null;
  /** The age of the list that it belongs to. */
  age: number;
}

/** A list as far as somebody has come, of which the rows round what is seen are kept. */
export interface LongList<Row, Page> {
  pages: readonly KeptPage<Row>[];
  /** Where it goes on; null at its end. */
  next: string | null;
  /** Grows by one whenever something may have changed: what was read before is read anew as it comes into view. */
  age: number;
  /** The first page as it was read: what it says is said of the whole list. */
  head: Page;
}

/** So many pages before and after those in view are kept. */
export const AROUND = 3;
/** So many rows before and after those in view are there before they are seen. */
const AHEAD = 50;
/** Of a page that does not follow from the one before it. */
const NEVER = -1;

const keptPage = <Row extends { id: string }>(
  place: string | null,
  items: readonly Row[],
  age: number,
): KeptPage<Row> => ({ place, ids: items.map(({ id }) => id), rows: items, age });

/** A list of which the first page has been read. */
export function begun<Row extends { id: string }, Page extends ReadPage<Row>>(page: Page): LongList<Row, Page> {
  return { pages: [keptPage<Row>(null, page.items, 0)], next: page.next_cursor, age: 0, head: page };
}

/** The list once something in it may have changed, its first page read anew. */
export function aged<Row extends { id: string }, Page extends ReadPage<Row>>(
  list: LongList<Row, Page>,
  first: Page,
  seen: SeenRows | null,
): LongList<Row, Page> {
  const age = list.age + 1;
  return withPage({ ...list, age, head: first }, 0, first, age, seen);
}

/** Where the page is read from; the one after the last is where the list goes on. */
export const placeAt = <Row, Page>({ pages, next }: LongList<Row, Page>, at: number): string | null =>
  pages[at]?.place ?? (at === 0 ? null : next);

/** The pages on which the rows from the first to the last stand. */
function pagesOf(pages: readonly KeptPage<unknown>[], first: number, last: number): { from: number; to: number } {
  let begin = 0;
  let from = 0;
  let to = 0;
  for (const [at, { ids }] of pages.entries()) {
    if (begin <= first) from = at;
    if (begin <= last) to = at;
    begin += ids.length;
  }
  return { from, to: Math.max(from, to) };
}

/**
 * Which page is to be read next, null where nothing is missing: first what is seen, in its order, then what comes after the end
 * if `more` is wanted, then what may be seen soon. Without knowing what is seen, everything is.
 */
export function wantedPage<Row, Page>(list: LongList<Row, Page>, seen: SeenRows | null, more: boolean): number | null {
  const { pages, age, next } = list;
  const missing = (first: number, last: number) => {
    const { from, to } = pagesOf(pages, first, last);
    const at = pages.slice(from, to + 1).findIndex((page) => page.rows === null || page.age < age);
    return at === -1 ? null : from + at;
  };
  const { first, last } = seen ?? { first: 0, last: Number.POSITIVE_INFINITY };
  const after = more && next !== null ? pages.length : null;
  return missing(first, last) ?? after ?? missing(first - AHEAD, last + AHEAD);
}

/**
 * The list with the page `at` as it was read when the list had that age. What comes next begins where this one ends now, and is
 * read anew if that is another place than before. A row stands where it was read last. Pages far from what is seen are let go: the
 * first one stays, that of the keyboard and that of the open record.
 */
export function withPage<Row extends { id: string }, Page extends ReadPage<Row>>(
  list: LongList<Row, Page>,
  at: number,
  page: Page,
  age: number,
  seen: SeenRows | null,
): LongList<Row, Page> {
  const fresh = keptPage(placeAt(list, at), page.items, age);
  const here = new Set(fresh.ids);
  const before = list.pages.slice(0, at).map((one) => withoutMoved(one, here));
  const rest = page.next_cursor === null ? [] : list.pages.slice(at + 1).map((one) => withoutMoved(one, here));
  const [following, ...later] = rest;
  const isSameEnd = list.pages[at]?.ids.at(-1) === fresh.ids.at(-1);
  const pages =
    following === undefined
      ? [...before, fresh]
      : [...before, fresh, { ...following, place: page.next_cursor, age: isSameEnd ? following.age : NEVER }, ...later];
  return { ...list, pages: letGo(pages, at, seen), next: following === undefined ? page.next_cursor : list.next };
}

function withoutMoved<Row extends { id: string }>(page: KeptPage<Row>, elsewhere: ReadonlySet<string | undefined>) {
  if (page.rows === null || !page.rows.some((row) => row !== undefined && elsewhere.has(row.id))) return page;
  return {
    ...page,
    ids: page.ids.map((id) => (elsewhere.has(id) ? undefined : id)),
    rows: page.rows.map((row) => (row === undefined || elsewhere.has(row.id) ? undefined : row)),
    age: NEVER,
  };
}

function letGo<Row>(pages: readonly KeptPage<Row>[], read: number, seen: SeenRows | null): KeptPage<Row>[] {
  if (seen === null) return [...pages];
  const { from, to } = pagesOf(pages, seen.first, seen.last);
  const ofCursor = pagesOf(pages, seen.cursor, seen.cursor).from;
  return pages.map((page, at) => {
    const isNear = at >= from - AROUND && at <= to + AROUND;
    if (page.rows === null || isNear || at === 0 || at === read || at === ofCursor) return page;
    return seen.active !== null && page.ids.includes(seen.active) ? page : { ...page, rows: null };
  });
}

/** The rows one after another; a hole where a row has to be read again. */
export function rowsOf<Row>(pages: readonly KeptPage<Row>[]): (Row | undefined)[] {
  const rows = new Array<Row | undefined>(pages.reduce((sum, { ids }) => sum + ids.length, 0)).fill(undefined);
  let begin = 0;
  for (const page of pages) {
    page.rows?.forEach((row, at) => {
      rows[begin + at] = row;
    });
    begin += page.ids.length;
  }
  return rows;
}

/** The ids of the rows one after another, of those that were let go too. */
export const idsOf = (pages: readonly KeptPage<unknown>[]): (string | undefined)[] => pages.flatMap(({ ids }) => ids);
