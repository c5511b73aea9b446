import { type RawBuilder, sql } from 'kysely';
import type { StoredGroup } from '#platform/db/list-groups.ts';
import { and, COUNT_LIMIT, countedUpTo, patiently } from '#platform/db/list-pages.ts';
import type { Condition } from '#platform/db/search-sql.ts';
import { amongByName, openTo } from '../listing/store.ts';
import type { PERSON_GROUPINGS } from '../people/contract.ts';
import { inScope, LEFT, meant, type PeopleView, PRESENT, placedEach } from '../people/store.ts';
import type { Reading } from '../store.ts';

type Expression = RawBuilder<unknown>;
type Grouping = (typeof PERSON_GROUPINGS)[number];

/** What a place of a person says of them: their role there, the region or the state of the client; and where an index begins with it. */
const SAID: Readonly<Record<Grouping, { value: Expression; among: (value: Expression) => Condition }>> = {
  role: { value: sql`l.decision_role`, among: (value) => sql`l.decision_role = ${value}` },
  region: { value: sql`c.region`, among: (value) => sql`c.region COLLATE "ru-x-icu" = ${value}` },
  state: { value: sql`c.state`, among: (value) => sql`client_state_rank(c.state) = client_state_rank(${value})` },
};

const PLACES_OF_CLIENT = sql`CROSS JOIN LATERAL (SELECT * FROM client_contacts WHERE client_id = c.id OFFSET 0) AS l`;
/** Where the places of a group begin: at the clients, or at the places themselves. */
const PLACES: Readonly<Record<Grouping, Expression>> = {
  role: sql`client_contacts l CROSS JOIN LATERAL (SELECT * FROM clients WHERE id = l.client_id OFFSET 0) AS c`,
  region: sql`clients c ${PLACES_OF_CLIENT}`,
  state: sql`clients c ${PLACES_OF_CLIENT}`,
};

/** Values that few or no places have are known by the index alone, if it is gone along. */
const ORDER: Readonly<Record<Grouping, Expression>> = {
  role: sql`ORDER BY l.contact_id`,
  region: sql``,
  state: sql``,
};

/** So many places are gone through to count the people of a group: somewhat more than are counted, since some are at several. */
const MOST_PLACES = COUNT_LIMIT + COUNT_LIMIT / 5;
/** And so many where that takes too long. */
const SOME_PLACES = 1_000;

/** The places that the scope means, at clients whose card is open. */
const counted = (view: PeopleView): Condition => and([view.scope === 'left' ? LEFT : inScope(view), openTo(view)]);

/** What else makes a person one of the list: `contacts k`. */
const asksOfPeople = (view: PeopleView, more: readonly Condition[] = []): Condition[] => [
  ...meant(view),
  ...(view.narrowed === null ? [] : [view.narrowed]),
  ...(view.scope === 'left' ? [sql<boolean>`NOT ${placedEach(view, PRESENT)}`] : []),
  ...more,
];

/**
 * How many people there are of each value that their places say, and of none; whoever is at several clients stands in several. Gone
 * from the places to the people: of one's own clients all at once, else value by value along the index that begins with it.
 */
export async function groupsByPlace(
  context: Reading,
  view: PeopleView,
  by: Grouping,
  values: readonly string[],
): Promise<StoredGroup[]> {
  if (view.people !== null) {
    const { rows } = await sql<{ value: string | null; found: number }>`${ownGroups(view, by)}`.execute(context.db);
    return rows.map(({ value, found }) => ({ value, counted: countedUpTo(found) }));
  }
  const count = (db: Reading['db'], most: number) =>
    sql<{ value: string | null; found: number; cut: boolean }>`${groupsAlong(view, by, values, most)}`.execute(db);
  const whole = await patiently(context, (db) => count(db, MOST_PLACES));
  const { rows } = whole ?? (await count(context.db, SOME_PLACES));
  return rows
    .filter(({ found, cut }) => found > 0 || cut)
    .map(({ value, found, cut }) => {
      const upTo = countedUpTo(found);
      return { value, counted: { ...upTo, exact: upTo.exact && !cut } };
    });
}

/** Of one's own clients: all their places are read, each person counted once in every group. */
function ownGroups(view: PeopleView, by: Grouping): Expression {
  const asked = asksOfPeople(view);
  const person = sql`CROSS JOIN LATERAL (SELECT FROM contacts k WHERE k.id = l.contact_id AND ${and(asked)} OFFSET 0) AS k`;
  return sql`
    WITH own AS MATERIALIZED (
      SELECT l.contact_id, ${SAID[by].value} AS value
      FROM (SELECT * FROM clients c WHERE ${amongByName(view)} OFFSET 0) AS c ${PLACES_OF_CLIENT}
      ${asked.length === 0 ? sql`` : person}
      WHERE ${counted(view)})
    SELECT value, count(DISTINCT contact_id) AS found FROM own WHERE value IS NOT NULL GROUP BY value
    UNION ALL
    SELECT NULL, count(DISTINCT contact_id) FROM own
    WHERE contact_id NOT IN (SELECT contact_id FROM own WHERE value IS NOT NULL) HAVING count(*) > 0`;
}

function groupsAlong(view: PeopleView, by: Grouping, values: readonly string[], most: number): Expression {
  const { value, among } = SAID[by];
  const valued = placedEach(view, and([view.scope === 'left' ? LEFT : inScope(view), sql`${value} IS NOT NULL`]));
  return sql`
    SELECT v.value, g.found, g.cut FROM unnest(${sql.val([...values])}::text[]) AS v (value)
      CROSS JOIN LATERAL ${groupOf(view, by, among(sql`v.value`), most)} AS g
    UNION ALL
    SELECT NULL, g.found, g.cut FROM ${groupOf(view, by, sql`${value} IS NULL`, most, [sql`NOT ${valued}`])} AS g`;
}

/**
 * One group: in a hurry only its first places are looked at, whoever of them is meant. `cut`: there may be more. Where nothing else is
 * asked of people, they are not looked up: whoever is in the trash has no place.
 */
function groupOf(
  view: PeopleView,
  by: Grouping,
  group: Condition,
  most: number,
  more: readonly Condition[] = [],
): Expression {
  const asked = asksOfPeople(view, more);
  const there = sql`WHERE ${and([group, counted(view)])} ${ORDER[by]} LIMIT ${sql.lit(most)}`;
  const person = sql`(SELECT k.id FROM contacts k WHERE k.id = l.contact_id AND ${and(asked)} OFFSET 0) AS k`;
  const first = sql`SELECT l.contact_id FROM ${PLACES[by]} ${there}`;
  const people =
    asked.length === 0
      ? first
      : most === SOME_PLACES
        ? sql`SELECT k.id AS contact_id FROM (${first}) AS l LEFT JOIN LATERAL ${person} ON true`
        : sql`SELECT k.id AS contact_id FROM ${PLACES[by]} CROSS JOIN LATERAL ${person} ${there}`;
  return sql`(SELECT count(DISTINCT p.contact_id) AS found, count(*) >= ${most} AS cut FROM (${people}) AS p)`;
}
