import { type CustomColumn, customColumns, customPeople, fieldsOf, shownCustom } from '#modules/fields/queries.ts';
import { isCustomName } from '#modules/fields/rules.ts';
import type { ListFieldView, ListGroup } from '#modules/lists/contract.ts';
import { groupsReply, listReply } from '#modules/lists/pages/queries.ts';
import { fieldView } from '#modules/lists/rules.ts';
import type { Context } from '#platform/context.ts';
import { filterSql } from '#platform/db/filter-sql.ts';
import { type GroupPlace, groupsOfList, type StoredGroup } from '#platform/db/list-groups.ts';
import { type Counted, countList, FEW } from '#platform/db/list-pages.ts';
import { foundInList } from '#platform/search/finding.ts';
import { readFilter } from '#shared/filter.ts';
import { notFound, ok, type Result } from '#shared/result.ts';
import { reachOverRegister, sceneOf, viewOf } from '../listing/queries.ts';
import { regionsOf } from '../listing/store.ts';
import { groupsByPlace } from '../people-groups/store.ts';
import { editableAmong } from '../queries.ts';
import { CLIENT_STATES, DECISION_ROLES } from '../rules.ts';
import type {
  PERSON_GROUPINGS,
  PersonCard,
  PersonFilter,
  PersonGroupsQuery,
  PersonListQuery,
  PersonPage,
} from './contract.ts';
import { PERSON_FIELDS } from './rules.ts';
import {
  CUSTOM_OF_PEOPLE,
  candidatesOf,
  listedPage,
  listedPeople,
  orderLength,
  type PeopleReach,
  type PeopleView,
  peopleAt,
  personColumns,
  personWithPlaces,
} from './store.ts';

const ownColumns = async (context: Context): Promise<CustomColumn[]> =>
  customColumns(await fieldsOf(context, 'contact'), CUSTOM_OF_PEOPLE, context.actor.language);

/** What people can be filtered by: fields of the program, and those of the company's own that an index answers for. */
export async function showPersonFields(context: Context): Promise<Result<{ items: ListFieldView[] }>> {
  const fields = [...PERSON_FIELDS, ...(await ownColumns(context)).map(({ field }) => field)];
  return ok({ items: fields.map(fieldView) });
}

async function peopleReach(context: Context): Promise<PeopleReach> {
  const reach = await reachOverRegister(context);
  return { reach, people: await peopleAt(context, { reach }) };
}

/** How the actor sees the people through a search and a filter. Refuses what `readFilter` refuses. */
export async function peopleView(context: Context, query: PersonFilter): Promise<Result<PeopleView>> {
  const { q, scope = 'present', filter } = query;
  const own = await ownColumns(context);
  const node = readFilter(filter, [...PERSON_FIELDS, ...own.map(({ field }) => field)]);
  if (!node.ok) return node;
  const reached = { ...(await peopleReach(context)), scope };
  const columns = [...personColumns(reached), ...own];
  const whole: PeopleView = {
    ...reached,
    terms: null,
    candidates: null,
    narrowed: node.value === null ? null : filterSql(node.value, columns, await sceneOf(context, node.value)),
    filter: node.value,
    orders: new Map(own.flatMap(({ field, order }) => (order === null ? [] : [[field.name, order] as const]))),
  };
  const found = await foundInList(context, q, (terms) => candidatesOf(context, whole, terms));
  return ok({ ...whole, ...found });
}

/** How many people a list has, and whether they are few enough to be gathered before they are ordered. */
export async function countPeople(context: Context, view: PeopleView): Promise<Counted & { few: boolean }> {
  const counted = await countList(context, listedPeople(view));
  return { ...counted, few: counted.exact && counted.found <= FEW };
}

/**
 * The people at clients whose cards are open to the actor, each once with all their places: searched, filtered, sorted, page
 * by page. Who is known at clients out of reach alone is not there. Refuses what `listReply` refuses. Source: domain §2, §6, §14.
 */
export function listPeople(context: Context, query: PersonListQuery): Promise<Result<PersonPage>> {
  return listReply(
    context,
    {
      entity: 'contact',
      usual: () => ({ sort: 'name', order: 'asc' }),
      view: peopleView,
      orderLength,
      page: listedPage,
      rows: (_context, stored) => stored.map(({ at: _at, ...person }) => person),
    },
    query,
  );
}

/** The groups by what the places of people say, in their order; whoever is at several clients stands in several. */
async function groupsInPlaces(
  context: Context,
  view: PeopleView,
  by: (typeof PERSON_GROUPINGS)[number],
): Promise<StoredGroup[]> {
  if (by === 'region') {
    const isRead = view.people === null;
    const regions = isRead ? await regionsOf(context, await viewOf(context, { scope: 'open' })) : [];
    return groupsByPlace(context, view, by, regions);
  }
  const values: readonly string[] = by === 'role' ? DECISION_ROLES : CLIENT_STATES;
  const groups = await groupsByPlace(context, view, by, values);
  const placeOf = ({ value }: StoredGroup): number => (value === null ? values.length : values.indexOf(value));
  return groups.toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** The groups that the list of people falls into: by role, by region or state of their clients, by a field of one's own. */
export function groupPeople(context: Context, query: PersonGroupsQuery): Promise<Result<{ items: ListGroup[] }>> {
  return groupsReply(
    context,
    {
      view: peopleView,
      own: ownColumns,
      // What places say is counted from the places.
      count: async (reading, view, by) => ({ few: isCustomName(by) && (await countPeople(reading, view)).few }),
      groups: (reading, view, by: (typeof PERSON_GROUPINGS)[number] | GroupPlace, few) =>
        typeof by === 'string' ? groupsInPlaces(reading, view, by) : groupsOfList(reading, listedPeople(view), by, few),
      people: [],
      ordered: ['role', 'state'],
      months: {},
    },
    query,
  );
}

/** One person with their places at clients whose cards are open. Out of reach is not found. Source: domain §14. */
export async function readPerson(context: Context, id: string): Promise<Result<PersonCard>> {
  const person = await personWithPlaces(context, await peopleReach(context), id);
  if (person === undefined) return notFound();
  const fields = await fieldsOf(context, 'contact');
  const clientIds = person.places.filter(({ left_on }) => left_on === null).map(({ client_id }) => client_id);
  const editable = await editableAmong(context, clientIds);
  return ok({
    ...person,
    custom: shownCustom(fields, person.custom),
    custom_people: await customPeople(context, fields, [person.custom]),
    editable_at: clientIds.find((clientId) => editable.has(clientId)) ?? null,
  });
}
