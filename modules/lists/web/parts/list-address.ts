import type { Sort } from '#ui-kit/data/columns.ts';
import type { ListName } from '../../contract.ts';

/** What tells the lists apart in an address: where they are, whose rows they can show, and by what they are ordered and grouped. */
export interface ListKind<Scope extends string, Order extends string, Group extends string> {
  list: ListName;
  path: string;
  /** The first is meant where the address says none. */
  scopes: readonly [Scope, ...Scope[]];
  isOrder: (text: string) => text is Order;
  isGroup: (text: string) => text is Group;
}

/** What a list shows: what it is narrowed to, in which order, grouped by what. */
export interface ListShape<Scope extends string = string, Group extends string = string> {
  q: string;
  scope: Scope;
  /** As it stands in the address: `state is cold and phone is no`. */
  filter: string;
  sort: Sort | null;
  group: Group | null;
}

/** Everything that the list shows, as it stands in the address: a link to it shows the same to a colleague. */
export interface ListAddress<Scope extends string = string, Group extends string = string>
  extends ListShape<Scope, Group> {
  /** The saved view, `all` for the whole list, null where the address does not say. */
  view: string | null;
  /** Whether the address itself says what is shown; else the view does. */
  explicit: boolean;
  /** The letter, day or number that the order begins at. */
  start: string;
  /** The record that is open at the side. */
  open: string | null;
}

/** A list as it is when nobody has narrowed it. */
export function wholeList<Scope extends string, Order extends string, Group extends string>({
  scopes,
}: Pick<ListKind<Scope, Order, Group>, 'scopes'>): ListAddress<Scope, Group> {
  return {
    q: '',
    scope: scopes[0],
    filter: '',
    sort: null,
    group: null,
    view: null,
    explicit: false,
    start: '',
    open: null,
  };
}

/** The address of the whole list, for whom a list begins with a view. */
export const WHOLE = 'all';
/** What of an address says what the list shows. */
export const SHAPE = ['q', 'scope', 'filter', 'sort', 'group'];
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads an address; what it does not know is left aside. */
export function readAddress<Scope extends string, Order extends string, Group extends string>(
  { scopes, isOrder, isGroup }: ListKind<Scope, Order, Group>,
  search: string,
): ListAddress<Scope, Group> {
  const query = new URLSearchParams(search);
  const text = (name: string) => query.get(name) ?? '';
  const [column, group, open, view] = [text('sort'), text('group'), text('open'), text('view')];
  return {
    view: view === WHOLE || UUID.test(view) ? view : null,
    explicit: SHAPE.some((name) => query.has(name)),
    q: text('q'),
    scope: scopes.find((known) => known === text('scope')) ?? scopes[0],
    filter: text('filter'),
    sort: isOrder(column) ? { column, descending: text('order') === 'desc' } : null,
    group: isGroup(group) ? group : null,
    start: text('start'),
    open: UUID.test(open) ? open : null,
  };
}

/** The address of what the list shows; everything usual is left out. */
export function writeAddress<Scope extends string, Order extends string, Group extends string>(
  { path, scopes }: Pick<ListKind<Scope, Order, Group>, 'path' | 'scopes'>,
  { q, scope, filter, sort, group, view, explicit, start, open }: ListAddress<Scope, Group>,
): string {
  const query = new URLSearchParams();
  const set = (name: string, value: string | null) => {
    if (value !== null && value !== '') query.set(name, value);
  };
  set('view', view);
  set('q', q);
  set('scope', scope === scopes[0] ? null : scope);
  set('filter', filter);
  set('sort', sort?.column ?? null);
  set('order', sort?.descending === true ? 'desc' : null);
  set('group', group);
  // A view in which everything has been cleared is not the view as it was saved.
  if (explicit && !SHAPE.some((name) => query.has(name))) query.set('filter', '');
  set('start', start);
  set('open', open);
  return query.size === 0 ? path : `${path}?${query}`;
}

export const shapeOf = <Scope extends string, Group extends string>({
  q,
  scope,
  filter,
  sort,
  group,
}: ListShape<Scope, Group>): ListShape<Scope, Group> => ({ q, scope, filter, sort, group });

/** A view saved by an older version of the program may name what there is no more: it is left aside. */
export function knownShape<Scope extends string, Order extends string, Group extends string>(
  { scopes, isOrder, isGroup }: ListKind<Scope, Order, Group>,
  { q, scope, filter, sort, group }: ListShape,
): ListShape<Scope, Group> {
  return {
    q,
    scope: scopes.find((known) => known === scope) ?? scopes[0],
    filter,
    sort: sort !== null && isOrder(sort.column) ? sort : null,
    group: group !== null && isGroup(group) ? group : null,
  };
}

/** What the API is asked for, besides the order. */
export function asked<Scope extends string>(
  { scopes }: { scopes: readonly [Scope, ...Scope[]] },
  { q, scope, filter }: Pick<ListShape<Scope>, 'q' | 'scope' | 'filter'>,
): { q?: string; scope?: Scope; filter?: string } {
  return {
    ...(q === '' ? {} : { q }),
    ...(scope === scopes[0] ? {} : { scope }),
    ...(filter === '' ? {} : { filter }),
  };
}

/** In which order the API is asked for it; nothing where the list's own is meant. */
export function askedOrder<Order extends string>(
  { isOrder }: { isOrder: (text: string) => text is Order },
  sort: Sort | null,
): { sort?: Order; order?: 'asc' | 'desc' } {
  if (sort === null || !isOrder(sort.column)) return {};
  return { sort: sort.column, order: sort.descending ? 'desc' : 'asc' };
}

/** Whether anything narrows the list: an empty list then is no empty register. */
export function isNarrowed({ q, filter }: Pick<ListShape, 'q' | 'filter'>): boolean {
  return q !== '' || filter !== '';
}
