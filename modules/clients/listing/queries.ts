import { companyDay } from '#modules/structure/queries.ts';
import type { Context } from '#platform/context.ts';
import { decodeCursor, encodeCursor } from '#shared/cursor.ts';
import { ok, type Result, refuse } from '#shared/result.ts';
import { unitColleagues } from '../queries.ts';
import { STATE_GROUP_NAMES, type StateGroup } from '../rules.ts';
import type { ClientFilter, ClientListQuery, ClientListRow, ClientPage, Count } from './contract.ts';
import { appliedScope, readSearch, registerReach } from './rules.ts';
import {
  COUNT_LIMIT,
  candidatesOf,
  countByGroup,
  countClients,
  orderLength,
  ownClients,
  pageOfClients,
  type RegisterRow,
  type RegisterView,
  regionsOf,
} from './store.ts';

const DEFAULT_LIMIT = 50;

/**
 * The register within the actor's reach: searched, filtered, sorted, page by page. A client seen only at a glance shows
 * its name, region, holder and state, and is found by its name alone. Source: domain §2, §14.
 */
export async function listClients(context: Context, query: ClientListQuery): Promise<Result<ClientPage>> {
  const { cursor, limit = DEFAULT_LIMIT, sort = 'name', order = 'asc', ...filter } = query;
  const view = await viewOf(context, { ...filter, sort });
  const after = cursor === undefined ? null : decodeCursor(cursor, orderLength(sort));
  if (after === undefined) return refuse('app.bad_cursor', { code: 'invalid_input' });
  const [rows, counted] = await Promise.all([
    pageOfClients(context, view, { sort, descending: order === 'desc', after, limit: limit + 1 }),
    countClients(context, view),
  ]);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return ok({
    items: page.map(listRow),
    next_cursor: rows.length > limit && last !== undefined ? encodeCursor(last.at) : null,
    count: countOf(counted),
    scope: view.scope,
  });
}

/** How many clients of each group of states a filter leaves. */
export async function countGroups(
  context: Context,
  filter: ClientFilter,
): Promise<Result<{ groups: { group: StateGroup; count: Count }[] }>> {
  const { group: _group, state: _state, ...rest } = filter;
  const view = await viewOf(context, rest);
  const counts = await Promise.all(STATE_GROUP_NAMES.map((group) => countByGroup(context, view, group)));
  return ok({ groups: STATE_GROUP_NAMES.map((group, index) => ({ group, count: countOf(counts[index] ?? 0) })) });
}

/** The regions that one can filter by. */
export async function listRegions(context: Context): Promise<Result<{ items: string[] }>> {
  return ok({ items: await regionsOf(context, await viewOf(context, {})) });
}

/** How the actor sees the register through a filter. */
export async function viewOf(
  context: Context,
  query: ClientFilter & Pick<ClientListQuery, 'sort'>,
): Promise<RegisterView> {
  const reach = registerReach(context.actor, await unitColleagues(context));
  const { sort: _sort, q, ...filter } = query;
  const terms = readSearch(q);
  const [own, candidates, today] = await Promise.all([
    reach.all ? [] : ownClients(context, reach.selves),
    terms === null ? null : candidatesOf(context, terms),
    companyDay(context),
  ]);
  return { reach, scope: appliedScope(reach, query), own, terms, candidates, filter, today: today.toString() };
}

const countOf = (found: number): Count => ({ value: Math.min(found, COUNT_LIMIT), exact: found <= COUNT_LIMIT });

function listRow(row: RegisterRow): ClientListRow {
  const person = (id: string | null, name: string | null) => (id === null ? null : { id, full_name: name ?? '' });
  const glance = {
    id: row.id,
    name: row.name,
    region: row.region,
    state: row.state,
    holder: person(row.holder_id, row.holder_name),
  };
  if (!row.open) return { ...glance, reach: 'glance' };
  return {
    ...glance,
    reach: 'card',
    settlement: row.settlement,
    inn: row.inn,
    size: row.size,
    segment_id: row.segment_id,
    time_zone: row.time_zone,
    phone: row.phones[0]?.number ?? null,
    do_not_call: row.do_not_call,
    next_step: row.next_step_on === null ? null : { title: row.next_step_title ?? '', on: row.next_step_on },
    next_check:
      row.next_check_on === null
        ? null
        : { on: row.next_check_on, owner: person(row.check_owner_id, row.check_owner_name) },
    updated_at: row.updated_at,
  };
}
