import { useCallback, useSyncExternalStore } from 'react';

/** Whether a media query holds, followed live. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (changed: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}

/** Room for a side panel beside the page; narrower, the panel is a drawer. At 200 % zoom a laptop is narrow too. */
export function useWide(): boolean {
  return useMedia('(min-width: 1200px)');
}

export function usePhone(): boolean {
  return useMedia('(max-width: 767px)');
}
