import { type RawBuilder, sql } from 'kysely';
import { and, or } from '#platform/db/list-pages.ts';
import {
  type Condition,
  candidates,
  expectedShare,
  hasSurer,
  isCommon,
  matches,
  type SearchColumns,
  type SearchScope,
  type SearchSource,
  waysWithClient,
} from '#platform/db/search-sql.ts';
import type { Understood } from '#platform/search/understanding.ts';
import { searchText, swapLayout } from '#shared/search-text.ts';
import type { Phone } from '../contract.ts';
import {
  CLIENT_WORDS,
  CONTACT_WORDS,
  isOpenByNameAlone,
  openByName,
  openTo,
  type RegisterView,
  visible,
} from '../listing/store.ts';
import type { Reading } from '../store.ts';

/** How many that answer are weighed, and of how many more the surest, where there are more than those. */
const WEIGHED = 120;
const SUREST = 60;
/** From this share of people on, those of one's own clients are named first, instead of asking of each where they are. */
const MANY = 0.002;

const CLIENTS: SearchSource = { table: sql`clients`, alias: sql`c`, newest: sql`c.updated_at DESC, c.id DESC` };
const CONTACTS: SearchSource = { table: sql`contacts`, alias: sql`k`, newest: sql`k.id DESC` };

export interface Wanted {
  understood: Understood;
  view: RegisterView;
  limit: number;
}

export interface FoundClient {
  id: string;
  open: boolean;
  mine: boolean;
  name: string;
  legal_name: string | null;
  region: string | null;
  settlement: string | null;
  inn: string | null;
  ogrn: string | null;
  oktmo: string | null;
  phones: Phone[];
  emails: string[];
  sites: string[];
  holder_name: string | null;
}

const mineOf = ({ reach }: RegisterView): Condition =>
  sql<boolean>`(c.holder_id = ANY(${sql.val([...reach.selves])}::uuid[]))`;

/**
 * Clients that may be meant. Where more answer than are weighed, the surest words are asked for by themselves, and so are
 * the names that begin with the query, and one's own clients: the best ones are then among the candidates.
 */
export async function foundClients(
  context: Reading,
  { query, ...wanted }: Wanted & { query: string },
): Promise<FoundClient[]> {
  const { understood, view } = wanted;
  const seen = visible({ ...view, terms: understood });
  const some = await clientsAmong(context, view, await few(context, CLIENTS, CLIENT_WORDS, seen, wanted));
  if (some.length < WEIGHED) return some;
  const surest = and([seen, matches(understood, CLIENT_WORDS, { best: true })]);
  const beginning = and([begins(query), visible({ ...view, terms: null, candidates: null })]);
  const mine = sql`(SELECT c.id FROM (SELECT * FROM clients c WHERE ${mineOf(view)} OFFSET 0) c WHERE ${seen} LIMIT ${SUREST})`;
  const more = sql`(
    ${candidates(CLIENTS, surest, SUREST, isCommon(understood, CLIENT_WORDS, { best: true }))}
    UNION ${candidates(CLIENTS, beginning, SUREST, false)}
    ${view.reach.selves.length === 0 ? sql`` : sql`UNION ${mine}`})`;
  const known = new Set(some.map(({ id }) => id));
  return [...some, ...(await clientsAmong(context, view, more)).filter(({ id }) => !known.has(id))];
}

/** The name begins with the whole query, in either layout. */
function begins(query: string): Condition {
  const spellings = [searchText(query), searchText(swapLayout(query))].filter((text) => text.length > 1);
  return or(spellings.map((text) => sql<boolean>`c.name_search LIKE ${`${text}%`}`));
}

async function clientsAmong(context: Reading, view: RegisterView, ids: RawBuilder<unknown>): Promise<FoundClient[]> {
  const { rows } = await sql<FoundClient>`
    SELECT c.id, ${openTo(view)} AS open, ${mineOf(view)} AS mine, c.name, c.legal_name, c.region, c.settlement, c.inn, c.ogrn, c.oktmo,
      c.phones, c.emails, c.sites, (SELECT e.full_name FROM v_employee_names e WHERE e.id = c.holder_id) AS holder_name
    FROM clients c WHERE c.id IN ${ids}`.execute(context.db);
  return rows;
}

/**
 * Which to weigh: among the newest for common words, unless too few are met there; else along the index.
 */
async function few(
  context: Reading,
  source: SearchSource,
  columns: SearchColumns,
  condition: Condition,
  { understood, limit }: Wanted,
  scope: SearchScope = {},
): Promise<RawBuilder<unknown>> {
  if (!isCommon(understood, columns, scope)) return candidates(source, condition, WEIGHED, false);
  const { rows } = await sql<{ id: string }>`${candidates(source, condition, WEIGHED, true)}`.execute(context.db);
  if (rows.length < limit) return candidates(source, condition, WEIGHED, false);
  return sql`(SELECT unnest(${sql.val(rows.map(({ id }) => id))}::uuid[]))`;
}

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
  SELECT FROM client_contacts l JOIN clients c ON c.id = l.client_id
  WHERE l.contact_id = k.id AND l.left_on IS NULL AND ${openTo(view)} OFFSET 0)`;

/** The same where cards are open one by one, and words are common: the people of these cards are named beforehand. */
const amongOwn = (view: RegisterView): Condition => sql<boolean>`k.id IN (
  SELECT l.contact_id FROM ${openByName(view)} AS o CROSS JOIN LATERAL (
    SELECT contact_id FROM client_contacts p WHERE p.client_id = o.id AND p.left_on IS NULL OFFSET 0) l)`;

/** People at clients whose card is open, those who have left not. */
export async function foundContacts(context: Reading, wanted: Wanted): Promise<FoundContact[]> {
  const { understood, view } = wanted;
  const isMany = isOpenByNameAlone(view) && expectedShare(understood, CONTACT_WORDS) >= MANY;
  const isThere = isMany ? amongOwn(view) : atOpenCard(view);
  const meant = and([matches(understood, CONTACT_WORDS), isThere]);
  const some = await contactsAmong(
    context,
    view,
    isMany ? candidates(CONTACTS, meant, WEIGHED, false) : await few(context, CONTACTS, CONTACT_WORDS, meant, wanted),
  );
  if (some.length >= WEIGHED) {
    const surest = and([matches(understood, CONTACT_WORDS, { best: true }), isThere]);
    const isOften = !isMany && isCommon(understood, CONTACT_WORDS, { best: true });
    const more = await contactsAmong(context, view, candidates(CONTACTS, surest, SUREST, isOften));
    return distinct([...some, ...more]);
  }
  if (some.length >= wanted.limit) return some;
  return distinct([...some, ...(await contactsAtNamed(context, wanted))]);
}

const distinct = (people: readonly FoundContact[]): FoundContact[] => [
  ...new Map(people.map((person) => [`${person.id}/${person.client_id}`, person])).values(),
];

async function contactsAmong(context: Reading, view: RegisterView, ids: RawBuilder<unknown>): Promise<FoundContact[]> {
  const { rows } = await sql<FoundContact>`
    SELECT k.id, k.full_name, k.phones, k.emails, l.position_title, c.id AS client_id, c.name AS client_name, ${mineOf(view)} AS mine
    FROM contacts k JOIN client_contacts l ON l.contact_id = k.id JOIN clients c ON c.id = l.client_id
    WHERE k.id IN ${ids} AND l.left_on IS NULL AND ${openTo(view)}`.execute(context.db);
  return rows;
}

/** People who are meant together with their client: a surname and a town. */
async function contactsAtNamed(context: Reading, { understood, view }: Wanted): Promise<FoundContact[]> {
  const ways = waysWithClient(understood, CONTACT_WORDS, CLIENT_WORDS).map(
    (
      both,
    ) => sql`(SELECT k.id FROM contacts k JOIN client_contacts l ON l.contact_id = k.id JOIN clients c ON c.id = l.client_id
      WHERE ${and([both, openTo(view)])} AND l.left_on IS NULL LIMIT (SELECT ${SUREST}::integer))`,
  );
  return ways.length === 0 ? [] : contactsAmong(context, view, sql`(${sql.join(ways, sql` UNION `)})`);
}

/** A record of a later module that belongs to a client and has a title: its table, its words, and columns that tell of it. */
export interface RecordSource extends SearchSource {
  columns: SearchColumns;
  clientId: RawBuilder<unknown>;
  /** The employee whose work it is. */
  workOf: RawBuilder<unknown>;
  /** The number that it has in papers; absent where its kind has none. */
  number?: RawBuilder<unknown>;
  /** Records that are found at all: those that were not taken away. */
  present?: Condition;
}

export interface FoundRecord {
  id: string;
  title: string;
  number: string | null;
  client_id: string;
  client_name: string;
  mine: boolean;
}

/**
 * Records that may be meant, at clients whose card is open: by their own words, and where these name few, together with the
 * words of their client. Common words are looked for among the newest records, and among those of one's own clients. Where
 * more answer than are weighed, the surest words are asked for by themselves.
 */
export async function foundRecords(context: Reading, source: RecordSource, wanted: Wanted): Promise<FoundRecord[]> {
  const { columns, clientId, present } = source;
  const { understood, view, limit } = wanted;
  const isOpen = sql<boolean>`EXISTS (SELECT FROM v_clients c WHERE c.id = ${clientId} AND ${openTo(view)} OFFSET 0)`;
  const meant = (scope: SearchScope = {}) =>
    and([matches(understood, columns, scope), ...(present === undefined ? [] : [present])]);
  const among = (ids: RawBuilder<unknown>) => recordsAmong(context, source, view, ids);
  const isOften = isCommon(understood, columns);
  const some = await among(candidates(source, and([meant(), isOpen]), SUREST, isOften));
  const more = [
    ...(some.length >= SUREST ? surestOf(source, wanted, meant, isOpen) : []),
    ...(some.length >= SUREST || isOften ? ownOf(source, view, meant()) : []),
    ...(some.length >= limit ? [] : withClient(source, wanted, isOpen)),
  ];
  if (more.length === 0) return some;
  const known = new Set(some.map(({ id }) => id));
  const others = await among(sql`(${sql.join(more, sql` UNION `)})`);
  return [...some, ...others.filter(({ id }) => !known.has(id))];
}

async function recordsAmong(
  { db }: Reading,
  { table, alias, clientId, workOf, number = sql`NULL::text` }: RecordSource,
  { reach }: RegisterView,
  ids: RawBuilder<unknown>,
): Promise<FoundRecord[]> {
  const { rows } = await sql<FoundRecord>`
    SELECT ${alias}.id, ${alias}.title, ${number} AS number, c.id AS client_id, c.name AS client_name,
      ${workOf} = ANY(${sql.val([...reach.selves])}::uuid[]) AS mine
    FROM ${table} AS ${alias} JOIN v_clients c ON c.id = ${clientId} WHERE ${alias}.id IN ${ids}`.execute(db);
  return rows;
}

function surestOf(
  source: RecordSource,
  { understood }: Wanted,
  meant: (scope: SearchScope) => Condition,
  isOpen: Condition,
): RawBuilder<unknown>[] {
  if (!hasSurer(understood)) return [];
  const isOften = isCommon(understood, source.columns, { best: true });
  return [candidates(source, and([meant({ best: true }), isOpen]), SUREST, isOften)];
}

/** Records of the clients that are one's own, going from these clients. */
function ownOf(source: RecordSource, view: RegisterView, meant: Condition): RawBuilder<unknown>[] {
  if (view.reach.selves.length === 0) return [];
  const { alias, clientId, table } = source;
  return [
    sql`(SELECT ${alias}.id FROM ${openByName(view)} AS o
      JOIN ${table} AS ${alias} ON ${clientId} = o.id WHERE ${meant} LIMIT (SELECT ${SUREST}::integer))`,
  ];
}

/** By words of their own and of their client together. */
function withClient(source: RecordSource, { understood }: Wanted, isOpen: Condition): RawBuilder<unknown>[] {
  const { alias, clientId, columns, present, table } = source;
  return waysWithClient(understood, columns, CLIENT_WORDS_OF).map(
    (both) => sql`(SELECT ${alias}.id FROM ${table} AS ${alias} JOIN v_client_words w ON w.client_id = ${clientId}
      WHERE ${and([both, isOpen, ...(present === undefined ? [] : [present])])} LIMIT (SELECT ${SUREST}::integer))`,
  );
}

const CLIENT_WORDS_OF: SearchColumns = { table: 'client_records', words: sql`w.client_words`, numbers: null };
