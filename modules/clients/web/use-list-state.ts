import { useLocation, useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ListViews, SavedView, ViewShape } from '#modules/lists/contract.ts';
import { useListViews } from '#modules/lists/web/parts/use-list-views.ts';
import { CLIENT_GROUPINGS, LIST_SCOPES } from '../listing/contract.ts';
import { isSort, type ListAddress, type ListShape, readAddress, SHAPE, WHOLE, writeAddress } from './list-address.ts';

/** Pages that show what the list shows: in rows, and as points. */
type ClientsPage = '/clients' | '/clients/map';

export interface ListState {
  shown: ListAddress;
  views: ListViews | undefined;
  /** The view that is shown, changed or not. */
  view: SavedView | null;
  show: (part: Partial<ListAddress>) => void;
  openView: (view: SavedView | null) => void;
  hrefOf: (view: SavedView | null) => string;
}

/**
 * What the list shows is what the address says: a reload, a link and the way back show the same. An address that names a
 * view alone shows it as it was saved; one that names nothing shows what the list begins with for this person.
 */
export function useListState(page: ClientsPage = '/clients'): ListState {
  const router = useRouter();
  const search = useLocation({ select: (location) => location.searchStr });
  const read = useMemo(() => readAddress(search), [search]);
  const views = useListViews('clients');
  const id = read.view ?? (read.explicit ? null : (views?.home ?? null));
  const view = views?.items.find((one) => one.id === id) ?? null;
  const shown: ListAddress = view === null || read.explicit ? read : { ...read, ...shapeOf(view.shape) };
  return {
    shown,
    views,
    view,
    show: (part) => {
      const explicit = read.explicit || SHAPE.some((name) => name in part);
      const next = explicit ? { ...shown, ...part } : { ...read, ...part };
      router.history.replace(
        onPage(page, writeAddress({ ...next, view: view?.id ?? read.view, explicit: explicit && view !== null })),
      );
    },
    openView: (next) => router.history.push(onPage(page, hrefOf(next))),
    hrefOf: (next) => onPage(page, hrefOf(next)),
  };
}

/** The same, shown as another page of the register shows it. */
export const onPage = (page: ClientsPage, address: string): string => page + address.slice('/clients'.length);

const hrefOf = (view: SavedView | null): string => `/clients?view=${view?.id ?? WHOLE}`;

/** A view saved by an older version of the program may name what there is no more: it is left aside. */
function shapeOf({ q, scope, filter, sort, group }: ViewShape): ListShape {
  return {
    q,
    scope: LIST_SCOPES.find((known) => known === scope) ?? 'market',
    filter,
    sort: sort !== null && isSort(sort.column) ? sort : null,
    group: CLIENT_GROUPINGS.find((known) => known === group) ?? null,
  };
}
