import { isCustomName } from '#modules/fields/rules.ts';
import type { Sort } from '#ui-kit/data/columns.ts';
import {
  CLIENT_GROUPINGS,
  CLIENT_SORTS,
  type ClientFilter,
  type ClientGrouping,
  type ClientSort,
  LIST_SCOPES,
  type ListScope,
} from '../listing/contract.ts';

/** What a list shows: what it is narrowed to, in which order, grouped by what. */
export interface ListShape {
  q: string;
  scope: ListScope;
  /** As it stands in the address: `state is cold and phone is no`. */
  filter: string;
  sort: Sort | null;
  group: ClientGrouping | null;
}

/** Everything that the list shows, as it stands in the address: a link to it shows the same to a colleague. */
export interface ListAddress extends ListShape {
  /** The saved view, `all` for the whole list, null where the address does not say. */
  view: string | null;
  /** Whether the address itself says what is shown; else the view does. */
  explicit: boolean;
  /** The letter, day or number that the order begins at. */
  start: string;
  /** The client whose card is open at the side. */
  open: string | null;
}

export const WHOLE_LIST: ListAddress = {
  q: '',
  scope: 'market',
  filter: '',
  sort: null,
  group: null,
  view: null,
  explicit: false,
  start: '',
  open: null,
};

export const isSort = (text: string): text is ClientSort =>
  CLIENT_SORTS.some((sort) => sort === text) || isCustomName(text);

/** The address of the whole list, for whom a list begins with a view. */
export const WHOLE = 'all';
/** What of an address says what the list shows. */
export const SHAPE = ['q', 'scope', 'filter', 'sort', 'group'];
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads an address; what it does not know is left aside. */
export function readAddress(search: string): ListAddress {
  const query = new URLSearchParams(search);
  const text = (name: string) => query.get(name) ?? '';
  const column = text('sort');
  const open = text('open');
  const view = text('view');
  return {
    view: view === WHOLE || UUID.test(view) ? view : null,
    explicit: SHAPE.some((name) => query.has(name)),
    q: text('q'),
    scope: LIST_SCOPES.find((known) => known === text('scope')) ?? 'market',
    filter: text('filter'),
    sort: isSort(column) ? { column, descending: text('order') === 'desc' } : null,
    group: CLIENT_GROUPINGS.find((known) => known === text('group')) ?? null,
    start: text('start'),
    open: UUID.test(open) ? open : null,
  };
}

/** The address of what the list shows; everything usual is left out. */
export function writeAddress({ q, scope, filter, sort, group, view, explicit, start, open }: ListAddress): string {
  const query = new URLSearchParams();
  const set = (name: string, value: string | null) => {
    if (value !== null && value !== '') query.set(name, value);
  };
  set('view', view);
  set('q', q);
  set('scope', scope === 'market' ? null : scope);
  set('filter', filter);
  set('sort', sort?.column ?? null);
  set('order', sort?.descending === true ? 'desc' : null);
  set('group', group);
  // A view in which everything has been cleared is not the view as it was saved.
  if (explicit && !SHAPE.some((name) => query.has(name))) query.set('filter', '');
  set('start', start);
  set('open', open);
  return query.size === 0 ? '/clients' : `/clients?${query}`;
}

export const shapeOf = ({ q, scope, filter, sort, group }: ListShape): ListShape => ({ q, scope, filter, sort, group });

/** What the API is asked for. */
export function asked({ q, scope, filter }: Pick<ListShape, 'q' | 'scope' | 'filter'>): ClientFilter {
  return {
    ...(q === '' ? {} : { q }),
    ...(scope === 'market' ? {} : { scope }),
    ...(filter === '' ? {} : { filter }),
  };
}

/** Whether anything narrows the list: an empty list then is no empty register. */
export function isNarrowed({ q, filter }: Pick<ListShape, 'q' | 'filter'>): boolean {
  return q !== '' || filter !== '';
}
