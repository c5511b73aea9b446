import { useLocation, useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ListViews, SavedView } from '../../contract.ts';
import {
  knownShape,
  type ListAddress,
  type ListKind,
  readAddress,
  SHAPE,
  WHOLE,
  writeAddress,
} from './list-address.ts';
import { useListViews } from './use-list-views.ts';

export interface ListState<Scope extends string, Group extends string> {
  shown: ListAddress<Scope, Group>;
  views: ListViews | undefined;
  /** The view that is shown, changed or not. */
  view: SavedView | null;
  show: (part: Partial<ListAddress<Scope, Group>>) => void;
  openView: (view: SavedView | null) => void;
  hrefOf: (view: SavedView | null) => string;
}

/**
 * What the list shows is what the address says: a reload, a link and the way back show the same. An address that names a
 * view alone shows it as it was saved; one that names nothing shows what the list begins with for this person.
 */
export function useListState<Scope extends string, Order extends string, Group extends string>(
  kind: ListKind<Scope, Order, Group>,
): ListState<Scope, Group> {
  const router = useRouter();
  const search = useLocation({ select: (location) => location.searchStr });
  const read = useMemo(() => readAddress(kind, search), [kind, search]);
  const views = useListViews(kind.list);
  const id = read.view ?? (read.explicit ? null : (views?.home ?? null));
  const view = views?.items.find((one) => one.id === id) ?? null;
  const shown = view === null || read.explicit ? read : { ...read, ...knownShape(kind, view.shape) };
  const hrefOf = (next: SavedView | null): string => `${kind.path}?view=${next?.id ?? WHOLE}`;
  return {
    shown,
    views,
    view,
    show: (part) => {
      const explicit = read.explicit || SHAPE.some((name) => name in part);
      const next = explicit ? { ...shown, ...part } : { ...read, ...part };
      router.history.replace(
        writeAddress(kind, { ...next, view: view?.id ?? read.view, explicit: explicit && view !== null }),
      );
    },
    openView: (next) => router.history.push(hrefOf(next)),
    hrefOf,
  };
}
