/** A list as it has been loaded: its pages, and where each began; null is the beginning. */
export interface LoadedPages<Page> {
  pages: Page[];
  pageParams: (string | null)[];
}

/** The rows in view, from the first to the last, counted from zero. */
export interface SeenRows {
  first: number;
  last: number;
}

/** The pages on which the rows in view stand. */
export function seenPages(
  pages: readonly { items: readonly unknown[] }[],
  seen: SeenRows,
): { from: number; to: number } {
  let begin = 0;
  let from = 0;
  let to = 0;
  for (const [at, page] of pages.entries()) {
    if (begin <= seen.first) from = at;
    if (begin <= seen.last) to = at;
    begin += page.items.length;
  }
  return { from, to: Math.max(from, to) };
}

/**
 * A list whose pages in view have been read anew, from the page `from` on. What came after them is left out: it is read
 * again when somebody comes there. What stands before stays as it was, without the rows that have moved down into view.
 */
export function withFresh<Row extends { id: string }, Page extends { items: readonly Row[] }>(
  loaded: LoadedPages<Page>,
  from: number,
  fresh: LoadedPages<Page>,
): LoadedPages<Page> {
  const moved = new Set(fresh.pages.flatMap((page) => page.items.map(({ id }) => id)));
  const before = loaded.pages.slice(0, from).map((page) => {
    const items = page.items.filter(({ id }) => !moved.has(id));
    return items.length === page.items.length ? page : { ...page, items };
  });
  return {
    pages: [...before, ...fresh.pages],
    pageParams: [...loaded.pageParams.slice(0, from), ...fresh.pageParams],
  };
}
