import { customPeople, fieldsOf, shownCustom } from '#modules/fields/queries.ts';
import { isCustomName } from '#modules/fields/rules.ts';
import type { ListGroup } from '#modules/lists/contract.ts';
import { fieldView } from '#modules/lists/rules.ts';
import { companyOf } from '#modules/people/queries.ts';
import { everySalesSystem, salesSystems, segmentsOf, unitMembers } from '#modules/structure/queries.ts';
import type { Context } from '#platform/context.ts';
import { filterSql } from '#platform/db/filter-sql.ts';
import { and, type Counted, pageWithCursor, placeOf } from '#platform/db/list-pages.ts';
import { foundInList } from '#platform/search/finding.ts';
import { conditionsOf, type FilterNode, MY_UNIT, readFilter } from '#shared/filter.ts';
import type { FilterScene } from '#shared/filter-match.ts';
import { invalid, notFound, ok, type Result, refuse } from '#shared/result.ts';
import { selves } from '../access.ts';
import type { ClientFieldView, ListChoice } from '../list-fields/contract.ts';
import { type RegisterFields, registerFields } from '../list-fields/queries.ts';
import { hasTextChoices, textChoices } from '../list-fields/store.ts';
import { unitColleagues } from '../queries.ts';
import { tagsInUse } from '../tags/store.ts';
import type { ClientFilter, ClientListQuery, ClientListRow, ClientPage, ClientSort } from './contract.ts';
import { appliedScope, isStart, type RegisterReach, registerReach, statesAskedFor } from './rules.ts';
import {
  candidatesOf,
  listedPage,
  orderLength,
  type RegisterRow,
  type RegisterView,
  ranksOf,
  regionsOf,
  visible,
} from './store.ts';

const DEFAULT_LIMIT = 50;

/**
 * The register within the actor's reach: searched, filtered, sorted, page by page. A client seen only at a glance shows
 * its name, region, holder and state, and is found by its name alone. Source: domain §2, §14.
 */
export async function listClients(context: Context, query: ClientListQuery): Promise<Result<ClientPage>> {
  const { cursor, limit = DEFAULT_LIMIT, sort = 'name', order = 'asc', start = null, ...filter } = query;
  const narrowed = await narrowedView(context, filter, sort);
  if (!narrowed.ok) return narrowed;
  const view = narrowed.value;
  if (isCustomName(sort) && !view.orders.has(sort)) return invalid('/sort', 'fields.no_order');
  const place = cursor === undefined ? null : placeOf(cursor, orderLength(view, sort));
  if (place === undefined) return refuse('app.bad_cursor', { code: 'invalid_input' });
  if (start !== null && !isStart(sort, start)) return invalid('/start', 'filter.wrong_start');
  const wanted = { sort, descending: order === 'desc', after: place?.after ?? null, start, limit: limit + 1 };
  const { rows, counted } = await listedPage(context, view, wanted, place?.counted ?? null);
  const { page, next } = pageWithCursor(rows, limit, counted);
  const own = await fieldsOf(context, 'client');
  const open = page.filter((row) => row.open);
  return ok({
    items: page.map((row) => {
      const shown = listRow(row);
      return row.open ? { ...shown, custom: shownCustom(own, row.custom) } : shown;
    }),
    custom_people: await customPeople(
      context,
      own,
      open.map((row) => row.custom),
    ),
    next_cursor: next,
    count: countOf(counted),
    scope: view.scope,
    ...(view.terms?.reach === 'alike' && page.length > 0 ? { similar: true } : {}),
  });
}

/** The regions that one can filter by. */
export async function listRegions(context: Context): Promise<Result<{ items: string[] }>> {
  return ok({ items: await regionsOf(context, await viewOf(context, {})) });
}

/** What the register can be filtered by. */
export async function showListFields(context: Context): Promise<Result<{ items: ClientFieldView[] }>> {
  const { fields } = await registerFields(context);
  return ok({ items: fields.map(fieldView) });
}

/** Values of a field among the cards open to the actor; of a field that a glance shows, among all that is seen. */
export async function listChoices(context: Context, name: string): Promise<Result<{ items: ListChoice[] }>> {
  const field = (await registerFields(context)).fields.find((known) => known.name === name);
  if (field === undefined) return notFound();
  const view = await viewOf(context, { scope: field.reach === 'glance' ? 'market' : 'open' });
  if (name === 'segment') return ok({ items: await segmentChoices(context) });
  if (name === 'tag') {
    const tags = await tagsInUse(context, visible(view));
    return ok({ items: tags.map((tag) => ({ value: tag.id, label: tag.name })) });
  }
  if (!hasTextChoices(name)) return ok({ items: [] });
  const values = await textChoices(context, name, visible(view));
  return ok({ items: values.map((value) => ({ value, label: value })) });
}

async function segmentChoices(context: Context): Promise<ListChoice[]> {
  const systems = await salesSystems(context);
  const segments = await Promise.all(systems.map((system) => segmentsOf(context, system.id)));
  return segments.flat().map(({ id, name }) => ({ value: id, label: name }));
}

/** How the actor sees a list: its filter read, checked and compiled. Refuses what `readFilter` refuses. */
export async function narrowedView(
  context: Context,
  query: ClientFilter,
  sort?: ClientSort,
): Promise<Result<RegisterView>> {
  const { filter, ...rest } = query;
  const known = await registerFields(context);
  const node = readFilter(filter, known.fields);
  return node.ok ? ok(await viewOf(context, { ...rest, sort, node: node.value }, known)) : node;
}

/** How far the register is open to the actor. Source: domain §14. */
export async function reachOverRegister(context: Context): Promise<RegisterReach> {
  const [colleagues, systems] = await Promise.all([unitColleagues(context), everySalesSystem(context)]);
  return registerReach(context.actor, colleagues, systems);
}

/** How the actor sees the register through a search and a filter. */
export async function viewOf(
  context: Context,
  query: Pick<ClientFilter, 'q' | 'scope'> & { sort?: ClientSort | undefined; node?: FilterNode | null },
  known?: RegisterFields,
): Promise<RegisterView> {
  const { q, scope, sort, node = null } = query;
  const { fields, columns, orders } = known ?? (await registerFields(context));
  const reach = await reachOverRegister(context);
  const narrowed = node === null ? [] : [filterSql(node, columns, await sceneOf(context, node))];
  const states = sort === 'state' ? statesAskedFor(node) : null;
  if (states !== null) narrowed.push(ranksOf(states));
  const whole: RegisterView = {
    reach,
    scope: appliedScope(reach, { scope, sort, node }, fields),
    terms: null,
    candidates: null,
    narrowed: narrowed.length === 0 ? null : and(narrowed),
    filter: node,
    orders,
  };
  const found = await foundInList(context, q, (terms) => candidatesOf(context, { ...whole, terms }));
  return { ...whole, ...found };
}

/** For whom and on which day a filter is read: «today» and «this quarter» are the company's. */
export async function sceneOf(context: Context, node: FilterNode): Promise<FilterScene> {
  const { timeZone } = await companyOf(context);
  const asksUnit = conditionsOf(node).some(({ values }) => values.includes(MY_UNIT));
  return {
    today: context.now.toZonedDateTimeISO(timeZone).toPlainDate(),
    timeZone,
    me: selves(context.actor),
    myUnit: asksUnit ? await unitOf(context) : [],
  };
}

async function unitOf(context: Context): Promise<string[]> {
  const units = [...new Set(context.actor.positions.map((position) => position.unitId))];
  const members = await Promise.all(units.map((unit) => unitMembers(context, unit)));
  return members.flat().map((member) => member.employeeId);
}

export const countOf = ({ found, exact }: Counted): ListGroup['count'] => ({ value: found, exact });

/** A row as it goes over the wire: at a glance only what a glance shows. */
export function listRow(row: RegisterRow): ClientListRow {
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
    version: row.version,
    settlement: row.settlement,
    organisation_type: row.organisation_type,
    source: row.source,
    note: row.note,
    tags: row.tags ?? [],
    inn: row.inn,
    size: row.size,
    segment_id: row.segment_id,
    time_zone: row.time_zone,
    phone: row.phone,
    do_not_call: row.do_not_call,
    next_step: row.next_step_on === null ? null : { title: row.next_step_title ?? '', on: row.next_step_on },
    next_check:
      row.next_check_on === null
        ? null
        : { on: row.next_check_on, owner: person(row.check_owner_id, row.check_owner_name) },
    last_touch_at: row.last_touch_at,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}
