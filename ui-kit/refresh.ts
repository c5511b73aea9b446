import type { QueryClient } from '@tanstack/react-query';

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: {
      /** How a long list refreshes what is seen of it; it is not read anew from its beginning. */
      refresh?: () => void;
    };
  }
}

/** Reads anew what is on the screen, of a long list what is seen of it; everything else when somebody comes there. */
export async function refreshShown(queries: QueryClient): Promise<void> {
  const long = new Set(
    queries.getQueryCache().findAll({ type: 'active', predicate: ({ meta }) => meta?.refresh !== undefined }),
  );
  for (const { meta } of long) meta?.refresh?.();
  await queries.invalidateQueries({ refetchType: 'active', predicate: (query) => !long.has(query) });
}
