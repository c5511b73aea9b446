import type { Sort } from '#ui-kit/data/columns.ts';
import { CLIENT_SORTS, type ClientFilter, type ClientSort, LIST_SCOPES } from '../listing/contract.ts';
import { isClientState, STATE_GROUP_NAMES } from '../rules.ts';

/** Everything that the list shows, as it stands in the address: a link to it shows the same to a colleague. */
export interface ListAddress {
  filter: ClientFilter;
  sort: Sort | null;
  /** The client whose card is open at the side. */
  open: string | null;
}

export const isSort = (text: string): text is ClientSort => CLIENT_SORTS.some((sort) => sort === text);

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Reads an address; what it does not know is left aside. */
export function readAddress(search: string): ListAddress {
  const query = new URLSearchParams(search);
  const several = <T extends string>(name: string, known: (text: string) => text is T): T[] | undefined => {
    const found = query.getAll(name).filter(known);
    return found.length === 0 ? undefined : found;
  };
  const yes = (name: string): boolean | undefined => {
    const text = query.get(name);
    return text === null ? undefined : text === 'yes';
  };
  const q = query.get('q') ?? '';
  const scope = LIST_SCOPES.find((known) => known === query.get('scope'));
  const filter: { [name in keyof ClientFilter]: ClientFilter[name] | undefined } = {
    q: q === '' ? undefined : q,
    scope,
    group: several('group', (text): text is (typeof STATE_GROUP_NAMES)[number] =>
      STATE_GROUP_NAMES.some((known) => known === text),
    ),
    state: several('state', isClientState),
    holder_id: several('holder', (text): text is string => UUID.test(text)),
    region: several('region', (text): text is string => text !== ''),
    segment_id: several('segment', (text): text is string => UUID.test(text)),
    has_phone: yes('phone'),
    has_contact: yes('contact'),
    has_decision_maker: yes('decides'),
    check_overdue: yes('overdue'),
  };
  const column = query.get('sort') ?? '';
  const open = query.get('open') ?? '';
  return {
    // Only names with a value are left.
    filter: Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as ClientFilter,
    sort: isSort(column) ? { column, descending: query.get('order') === 'desc' } : null,
    open: UUID.test(open) ? open : null,
  };
}

/** The address of what the list shows; everything usual is left out. */
export function writeAddress({ filter, sort, open }: ListAddress): string {
  const query = new URLSearchParams();
  const add = (name: string, values: readonly string[] | undefined) => {
    for (const value of values ?? []) query.append(name, value);
  };
  const say = (name: string, value: boolean | undefined) => {
    if (value !== undefined) query.set(name, value ? 'yes' : 'no');
  };
  if (filter.q) query.set('q', filter.q);
  if (filter.scope && filter.scope !== 'market') query.set('scope', filter.scope);
  add('group', filter.group);
  add('state', filter.state);
  add('holder', filter.holder_id);
  add('region', filter.region);
  add('segment', filter.segment_id);
  say('phone', filter.has_phone);
  say('contact', filter.has_contact);
  say('decides', filter.has_decision_maker);
  say('overdue', filter.check_overdue);
  if (sort !== null) query.set('sort', sort.column);
  if (sort?.descending) query.set('order', 'desc');
  if (open !== null) query.set('open', open);
  return query.size === 0 ? '/clients' : `/clients?${query}`;
}

/** Whether anything narrows the list: an empty list then is no empty register. */
export function isNarrowed(filter: ClientFilter): boolean {
  const { scope: _scope, ...rest } = filter;
  return Object.keys(rest).length > 0;
}
