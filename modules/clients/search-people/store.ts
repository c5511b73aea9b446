import { type RawBuilder, sql } from 'kysely';
import { and } from '#platform/db/list-pages.ts';
import {
  type Condition,
  candidates,
  expectedRecords,
  hasSurer,
  isCommon,
  mayMatch,
  recordsWith,
  type SearchScope,
  type SearchSource,
  waysWithClient,
} from '#platform/db/search-sql.ts';
import type { Phone } from '../contract.ts';
import {
  CLIENT_WORDS,
  CONTACT_WORDS,
  isOpenByNameAlone,
  openByName,
  openToFew,
  type RegisterView,
} from '../listing/store.ts';
import { beganWith } from '../people/store.ts';
import {
  distinctBy,
  MOST_BEGUN,
  meant,
  mineOf,
  openClients,
  rowsOf,
  STEADY,
  SUREST,
  spellingsOf,
  type Wanted,
  WEIGHED,
  weighed,
} from '../search/store.ts';
import type { Reading } from '../store.ts';

/** From so many people on that a query can be expected to mean, the best are looked for before all of them are. */
const MANY = 500;
/** However many are meant: whose people are asked in any case. */
const ALL = 2_000_000_000;

const CONTACTS: SearchSource = { table: sql`contacts`, alias: sql`k`, newest: sql`k.id DESC` };

export interface FoundContact {
  id: string;
  full_name: string;
  phones: Phone[];
  emails: string[];
  position_title: string | null;
  client_id: string;
  client_name: string;
  mine: boolean;
}

/** Of `contacts k`: at a client whose card is open, and has not left. Asked of each person who is weighed. */
const atOpenCard = (view: RegisterView): Condition => sql<boolean>`EXISTS (
  SELECT FROM (SELECT client_id FROM client_contacts WHERE contact_id = k.id AND left_on IS NULL OFFSET 0) AS l
  CROSS JOIN LATERAL (SELECT ${openToFew(view)} AS open FROM clients c WHERE c.id = l.client_id OFFSET 0) AS c
  WHERE c.open OFFSET 0)`;

/**
 * The same where cards are open one by one: either the people of these cards are asked whether they are meant, or whoever is meant,
 * whether they are there, whichever are fewer.
 */
function amongOwn(view: RegisterView, words: Condition, expected: number, limit: number): RawBuilder<unknown> {
  const cards = sql`(SELECT count(*) FROM own)`;
  return sql`(
    WITH own AS MATERIALIZED (SELECT id FROM ${openByName(view)} AS o)
    SELECT k.* FROM own CROSS JOIN LATERAL (
      SELECT contact_id FROM client_contacts WHERE client_id = own.id AND left_on IS NULL OFFSET 0) AS l
    CROSS JOIN LATERAL (SELECT * FROM contacts k WHERE k.id = l.contact_id AND ${words} OFFSET 0) AS k
    WHERE ${cards} <= ${expected}::integer
    UNION ALL
    SELECT k.* FROM contacts k WHERE ${words} AND EXISTS (
      SELECT FROM client_contacts l
      WHERE l.contact_id = k.id AND l.left_on IS NULL AND (l.client_id IN (SELECT id FROM own)) IS TRUE OFFSET 0)
      AND ${cards} > ${expected}::integer
    LIMIT ${sql.lit(limit)})`;
}

/** People at clients whose card is open, those who have left not. */
export async function foundContacts(
  context: Reading,
  { query, ...wanted }: Wanted & { query: string },
): Promise<FoundContact[]> {
  const { understood, view } = wanted;
  if (!mayMatch(understood, CONTACT_WORDS)) return distinct(await contactsAtNamed(context, wanted));
  const expected = expectedRecords(understood, CONTACT_WORDS);
  const some =
    expected < MANY || !isOpenByNameAlone(view)
      ? await contactsInReach(context, wanted, expected < MANY ? null : query)
      : await ownContacts(context, wanted, expected);
  if (some.length >= wanted.limit) return distinct(some);
  return distinct([...some, ...(await contactsAtNamed(context, wanted))]);
}

/** People who may be meant, each asked whether their card is open; of very many the ones whose names begin with the query first. */
async function contactsInReach(context: Reading, wanted: Wanted, begun: string | null): Promise<FoundContact[]> {
  const { understood, view, limit } = wanted;
  const there = (scope: SearchScope = {}) => and([meant(understood, CONTACT_WORDS, scope), atOpenCard(view)]);
  const read = (scope: SearchScope, most: number, common: boolean) =>
    contactsOf(context, view, candidates(CONTACTS, there(scope), most, common, sql`k.*`));
  if (begun !== null) {
    const best = [...peopleBegun(begun, there({ best: true })), ...ownPeople(wanted)];
    const found = await contactsOf(context, view, recordsWith(CONTACTS, sql`(${sql.join(best, sql` UNION `)})`));
    if (found.length >= limit) return found;
  }
  const isOften = isCommon(understood, CONTACT_WORDS);
  const some = await weighed(isOften, wanted, (common) => read({}, WEIGHED, common));
  return withSurest(wanted, some, () =>
    read({ best: true }, SUREST, isCommon(understood, CONTACT_WORDS, { best: true })),
  );
}

async function ownContacts(context: Reading, wanted: Wanted, expected: number): Promise<FoundContact[]> {
  const { understood, view } = wanted;
  const read = (scope: SearchScope, most: number) =>
    contactsOf(context, view, amongOwn(view, meant(understood, CONTACT_WORDS, scope), expected, most));
  return withSurest(wanted, await read({}, WEIGHED), () => read({ best: true }, SUREST));
}

/** Where more people answer than are weighed, the surest are among them in any case. */
async function withSurest(
  { understood }: Wanted,
  some: FoundContact[],
  surest: () => Promise<FoundContact[]>,
): Promise<FoundContact[]> {
  if (some.length < WEIGHED || !hasSurer(understood)) return some;
  return [...some, ...(await surest())];
}

/** Meant among the people of one's own cards, where whole systems are open besides. */
const ownPeople = ({ understood, view }: Wanted): RawBuilder<unknown>[] =>
  view.reach.selves.length === 0
    ? []
    : [sql`(SELECT k.id FROM ${amongOwn(view, meant(understood, CONTACT_WORDS), ALL, SUREST)} AS k)`];

/**
 * People whose names begin with the whole query, in either layout and in either order of two words, as far as they are meant:
 * the first ones along the index of names, so the shortest first, however many are called so.
 */
function peopleBegun(query: string, meantThere: Condition): RawBuilder<unknown>[] {
  const spellings = spellingsOf(query);
  const turned = spellings.map((text) => text.split(' ')).filter((words) => words.length === 2);
  return [...new Set([...spellings, ...turned.map((words) => words.toReversed().join(' '))])].map(
    (text) => sql`(SELECT k.id FROM (SELECT * FROM contacts k WHERE ${beganWith(text)}
      ORDER BY k.full_name COLLATE "ru-x-icu", k.id LIMIT ${sql.lit(MOST_BEGUN)}) AS k WHERE ${meantThere} LIMIT ${sql.lit(SUREST)})`,
  );
}

const distinct = (people: readonly FoundContact[]): FoundContact[] =>
  distinctBy(({ id, client_id }) => `${id}/${client_id}`, people);

/** People, `contacts k`, with their places at clients whose card is open. */
const contactsOf = (context: Reading, view: RegisterView, people: RawBuilder<unknown>): Promise<FoundContact[]> =>
  rowsOf(
    context,
    sql`SELECT k.id, k.full_name, k.phones, k.emails, p.position_title, p.client_id, p.client_name, p.mine
    FROM ${people} AS k CROSS JOIN LATERAL (
      SELECT l.position_title, c.id AS client_id, c.name AS client_name, ${mineOf(view)} AS mine, ${openToFew(view)} AS open
      FROM client_contacts l CROSS JOIN LATERAL (SELECT * FROM clients WHERE id = l.client_id OFFSET 0) AS c
      WHERE l.contact_id = k.id AND l.left_on IS NULL OFFSET 0) AS p
    WHERE p.open`,
  );

/** People who are meant together with their client: a surname and a town. */
async function contactsAtNamed(context: Reading, { understood, view }: Wanted): Promise<FoundContact[]> {
  const ways = waysWithClient(understood, CONTACT_WORDS, CLIENT_WORDS, STEADY).map((way) => {
    const { own, client, fewerByClient } = way;
    return fewerByClient || isOpenByNameAlone(view)
      ? sql`(SELECT k.id FROM ${openClients(view, way)} AS o CROSS JOIN LATERAL (
          SELECT contact_id FROM client_contacts WHERE client_id = o.id AND left_on IS NULL OFFSET 0) AS l
        CROSS JOIN LATERAL (SELECT k.id FROM contacts k WHERE k.id = l.contact_id AND ${own} OFFSET 0) AS k LIMIT ${sql.lit(SUREST)})`
      : sql`(SELECT k.id FROM (SELECT k.id FROM contacts k WHERE ${own} OFFSET 0) AS k CROSS JOIN LATERAL (
          SELECT client_id FROM client_contacts WHERE contact_id = k.id AND left_on IS NULL OFFSET 0) AS l
        CROSS JOIN LATERAL (SELECT FROM clients c WHERE c.id = l.client_id AND ${and([client, openToFew(view)])} OFFSET 0) AS c
        LIMIT ${sql.lit(SUREST)})`;
  });
  if (ways.length === 0) return [];
  return contactsOf(context, view, recordsWith(CONTACTS, sql`(${sql.join(ways, sql` UNION `)})`));
}
