import { useEffect, useSyncExternalStore } from 'react';
import type { FoundGroup } from './keys/options.ts';

/**
 * What the page on the screen tells the frame around it: where we are (crumbs, also the title of the browser's tab) and
 * what can be done with the record (a group of the command menu).
 *
 *   usePage({ crumbs: [{ label: t('clients.title'), href: '/clients' }, { label: client.name }], actions: { label, items } });
 */
export interface PageFacts {
  crumbs: readonly { label: string; href?: string }[];
  actions?: FoundGroup | undefined;
}

const NOTHING: PageFacts = { crumbs: [] };
let current: PageFacts = NOTHING;
const watchers = new Set<() => void>();

function put(facts: PageFacts): void {
  current = facts;
  for (const watcher of watchers) watcher();
}

export function usePage(facts: PageFacts): void {
  useEffect(() => {
    put(facts);
  });
  const title = facts.crumbs.at(-1)?.label;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a page of another name is another page
  useEffect(() => () => put(NOTHING), [title]);
}

/** For the frame: what the page said last. */
export function usePageFacts(): PageFacts {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => current,
  );
}
