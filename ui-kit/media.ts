import { useCallback, useSyncExternalStore } from 'react';

const lists = new Map<string, MediaQueryList>();

/** One list a query, however often a screen is drawn. */
function listOf(query: string): MediaQueryList {
  const list = lists.get(query) ?? window.matchMedia(query);
  lists.set(query, list);
  return list;
}

/** Whether a media query holds, followed live. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const list = listOf(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => listOf(query).matches);
}

/** Room for a side panel beside the page; narrower, the panel is a drawer. At 200 % zoom a laptop is narrow too. */
export function useWide(): boolean {
  return useMedia('(min-width: 1200px)');
}

export function usePhone(): boolean {
  return useMedia('(max-width: 767px)');
}
