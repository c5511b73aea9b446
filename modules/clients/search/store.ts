import { type RawBuilder, sql } from 'kysely';
import { uuids } from '#platform/db/arrays.ts';
import { and } from '#platform/db/list-pages.ts';
import {
  askedOfEach,
  type Condition,
  candidates,
  expectedShare,
  hasSurer,
  isCommon,
  isEachCommon,
  isOfFewDigits,
  matches,
  mayMatch,
  mostRecords,
  recordsWith,
  type SearchColumns,
  type SearchScope,
  type SearchSource,
  type WayWithClient,
  waysWithClient,
} from '#platform/db/search-sql.ts';
import type { Understood } from '#platform/search/understanding.ts';
import { searchText, swapLayout } from '#shared/search-text.ts';
import type { Phone } from '../contract.ts';
import {
  amongByName,
  atGlance,
  CLIENT_WORDS,
  inSight,
  isOpenByNameAlone,
  openByName,
  openTo,
  openToFew,
  type RegisterView,
  visible,
} from '../listing/store.ts';
import { nameKeyOf } from '../register/rules.ts';
import type { Reading } from '../store.ts';

/** How many that answer are weighed, and of how many more the surest, where there are more than those. */
export const WEIGHED = 60;
export const SUREST = 60;
/** So many the index of words gathers sooner than one's own cards are read. */
const GATHERED = 5_000;
/** Of so many names that begin with the query those that are seen are looked for. */
export const MOST_BEGUN = 1000;

const CLIENTS: SearchSource = { table: sql`clients`, alias: sql`c`, newest: sql`c.updated_at DESC, c.id DESC` };

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

/** What is searched is planned once and for all: the search itself says where common words are looked for, and where others. */
export const STEADY: SearchScope = { steady: true };
export const meant = (understood: Understood, columns: SearchColumns, scope: SearchScope = {}): Condition =>
  matches(understood, columns, { ...scope, ...STEADY });

export const mineOf = ({ reach }: RegisterView): Condition => sql<boolean>`(c.holder_id = ANY(${uuids(reach.selves)}))`;

/**
 * Clients that may be meant. Where more answer than are weighed, the surest words are asked for by themselves, and so are
 * the names that begin with the query, and one's own clients: the best ones are then among the candidates.
 */
export async function foundClients(
  context: Reading,
  { query, ...wanted }: Wanted & { query: string },
): Promise<FoundClient[]> {
  const { understood, view } = wanted;
  if (!mayMatch(understood, CLIENT_WORDS)) return [];
  const shown = clientColumns(view);
  const isMetOften = isEachCommon(understood, CLIENT_WORDS) || isOfFewDigits(understood);
  if (isMetOften && isOpenByNameAlone(view)) return commonAsSeen(context, wanted, query, shown);
  // Of words and numbers that are not common a few clients are asked.
  const open = expectedShare(understood, CLIENT_WORDS) === 0 ? openToFew(view) : openTo(view);
  const seen = askedOfEach(inSight({ ...view, terms: understood }, open, STEADY));
  const seenAndMeant = (scope: SearchScope = {}) => and([meant(understood, CLIENT_WORDS, scope), seen]);
  const some = await weighed(isEachCommon(understood, CLIENT_WORDS), wanted, (common) =>
    rowsOf<FoundClient>(context, candidates(CLIENTS, seenAndMeant(), WEIGHED, common, shown)),
  );
  if (some.length < WEIGHED) return some;
  const isOften = isEachCommon(understood, CLIENT_WORDS, { best: true });
  const more = [
    ...(hasSurer(understood) ? [candidates(CLIENTS, seenAndMeant({ best: true }), SUREST, isOften)] : []),
    ...begun(query, view),
    ...(view.reach.selves.length === 0 ? [] : [ownMeant(wanted)]),
  ];
  return distinctClients([...some, ...(await clientsOf(context, more, shown))]);
}

/**
 * The same of common words for somebody to whom cards are open one by one: these cards by all of their words, the others,
 * which are seen at a glance, by their names alone. Going through the register for both would meet mostly what is not seen.
 */
async function commonAsSeen(
  context: Reading,
  wanted: Wanted,
  query: string,
  shown: RawBuilder<unknown>,
): Promise<FoundClient[]> {
  const { understood, view } = wanted;
  const names: SearchScope = { nameOnly: true };
  const atSight = (scope: SearchScope) =>
    and([meant(understood, CLIENT_WORDS, { ...names, ...scope }), atGlance(view)]);
  const some = mayMatch(understood, CLIENT_WORDS, names)
    ? await weighed(isEachCommon(understood, CLIENT_WORDS, names), wanted, (common) =>
        rowsOf<FoundClient>(context, candidates(CLIENTS, atSight({}), WEIGHED, common, shown)),
      )
    : [];
  const isOften = isEachCommon(understood, CLIENT_WORDS, { ...names, best: true });
  const isSurer = some.length >= WEIGHED && hasSurer(understood);
  const more = [
    ...(isSurer ? [candidates(CLIENTS, atSight({ best: true }), SUREST, isOften)] : []),
    ...(some.length >= WEIGHED ? begun(query, view) : []),
    ownMeant(wanted),
  ];
  return distinctClients([...some, ...(await clientsOf(context, more, shown))]);
}

async function clientsOf(
  context: Reading,
  ids: readonly RawBuilder<unknown>[],
  shown: RawBuilder<unknown>,
): Promise<FoundClient[]> {
  if (ids.length === 0) return [];
  const named = recordsWith(CLIENTS, sql`(${sql.join(ids, sql` UNION `)})`);
  return rowsOf(context, sql`SELECT ${shown} FROM ${named} AS c`);
}

/** What was found on several ways, once. */
export const distinctBy = <Found>(keyOf: (found: Found) => string, all: readonly Found[]): Found[] => [
  ...new Map(all.map((found) => [keyOf(found), found])).values(),
];

const distinctClients = (clients: readonly FoundClient[]): FoundClient[] => distinctBy(({ id }) => id, clients);

/** The whole query in either layout, as names are folded. */
export const spellingsOf = (query: string): string[] =>
  [searchText(query), searchText(swapLayout(query))].filter((text) => text.length > 1);

/**
 * Clients that are seen and are called as the whole query says, but for their legal form, or whose names begin so, in either
 * layout: the first ones along the indexes of names.
 */
function begun(query: string, view: RegisterView): RawBuilder<unknown>[] {
  const seen = visible({ ...view, terms: null, candidates: null });
  const met = (asked: Condition, order: RawBuilder<unknown>) => sql`(SELECT c.id FROM (
    SELECT * FROM clients c WHERE ${asked} ${order} LIMIT ${sql.lit(MOST_BEGUN)}) AS c WHERE ${seen} LIMIT ${sql.lit(SUREST)})`;
  return spellingsOf(query).flatMap((text) => [
    met(sql<boolean>`c.name_key = ${nameKeyOf(text)}`, sql``),
    met(
      sql<boolean>`c.name_search ~>=~ ${text} AND c.name_search ~<~ ${`${text}\u{10ffff}`}`,
      sql`ORDER BY c.name_search USING ~<~`,
    ),
  ]);
}

/**
 * Cards `c` that are open one by one and meet the condition. Where very many may meet it, each of one's own is asked; where few do,
 * the indexes answer together, and of a whole unit's cards always.
 */
const ownCards = (view: RegisterView, condition: Condition, most: number): RawBuilder<unknown> =>
  most > GATHERED && view.reach.colleagues.length === 0
    ? sql`(SELECT * FROM clients c WHERE ${amongByName(view)} OFFSET 0) AS c WHERE ${condition}`
    : sql`clients c WHERE ${and([condition, amongByName(view)])}`;

const ownMeant = ({ understood, view }: Wanted): RawBuilder<unknown> =>
  sql`(SELECT c.id FROM ${ownCards(view, meant(understood, CLIENT_WORDS), mostRecords(understood, CLIENT_WORDS))}
    LIMIT ${sql.lit(SUREST)})`;

export const rowsOf = async <Row>({ db }: Reading, query: RawBuilder<unknown>): Promise<Row[]> =>
  (await sql<Row>`${query}`.execute(db)).rows;

/** What is weighed: of common words among the newest, unless too few are met there; else along the index. */
export async function weighed<Row>(
  isOften: boolean,
  { limit }: Pick<Wanted, 'limit'>,
  read: (common: boolean) => Promise<Row[]>,
): Promise<Row[]> {
  if (!isOften) return read(false);
  const rows = await read(true);
  return rows.length < limit ? read(false) : rows;
}

const clientColumns = (view: RegisterView): RawBuilder<unknown> => sql`
  c.id, ${openToFew(view)} AS open, ${mineOf(view)} AS mine, c.name, c.legal_name, c.region, c.settlement, c.inn, c.ogrn, c.oktmo,
  c.phones, c.emails, c.sites, (SELECT e.full_name FROM v_employee_names e WHERE e.id = c.holder_id) AS holder_name`;

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
 * more answer than are weighed, the surest words are asked for by themselves. Of each source in its place; one look for all.
 */
export async function foundRecords(
  context: Reading,
  sources: readonly RecordSource[],
  wanted: Wanted,
): Promise<FoundRecord[][]> {
  const { understood, view, limit } = wanted;
  const isOpenAt = ({ clientId }: RecordSource) =>
    sql<boolean>`(SELECT ${openToFew(view)} FROM v_clients c WHERE c.id = ${clientId})`;
  const meantIn =
    ({ columns, present }: RecordSource) =>
    (scope: SearchScope = {}) =>
      and([meant(understood, columns, scope), ...(present === undefined ? [] : [present])]);
  // Where cards are open one by one, what is called so commonly is looked for at these alone.
  const isOwnEnough = ({ columns }: RecordSource) =>
    isOpenByNameAlone(view) && view.reach.colleagues.length === 0 && isCommon(understood, columns);
  const some = await recordsOf(
    context,
    view,
    sources.map((source) => {
      if (!mayMatch(understood, source.columns) || isOwnEnough(source)) return { source, records: null };
      const condition = and([meantIn(source)(), isOpenAt(source)]);
      const isOften = isCommon(understood, source.columns);
      return { source, records: candidates(source, condition, SUREST, isOften, sql`${source.alias}.*`) };
    }),
  );
  const ways = sources.map((source, place) =>
    (some[place]?.length ?? 0) >= limit ? [] : waysWithClient(understood, source.columns, WORDS_OF_CLIENT, STEADY),
  );
  const others = await recordsOf(
    context,
    view,
    sources.map((source, place) => {
      const known = some[place]?.length ?? 0;
      const isOften = isCommon(understood, source.columns);
      const more = [
        ...(known >= SUREST ? surestOf(source, wanted, meantIn(source), isOpenAt(source)) : []),
        ...(known >= SUREST || isOften ? ownOf(source, view, meantIn(source)()) : []),
        ...(ways[place] ?? []).map((way) => withClient(source, way, view)),
      ];
      return {
        source,
        records: more.length === 0 ? null : recordsWith(source, sql`(${sql.join(more, sql` UNION `)})`),
      };
    }),
  );
  return sources.map((_, place) => {
    const first = some[place] ?? [];
    const known = new Set(first.map(({ id }) => id));
    return [...first, ...(others[place] ?? []).filter(({ id }) => !known.has(id))];
  });
}

/** What is shown of the records of each source; a source without records is not asked. */
async function recordsOf(
  context: Reading,
  { reach }: RegisterView,
  asked: readonly { source: RecordSource; records: RawBuilder<unknown> | null }[],
): Promise<FoundRecord[][]> {
  const looks = asked.flatMap(({ source: { alias, clientId, workOf, number = sql`NULL::text` }, records }, place) =>
    records === null
      ? []
      : [
          sql`SELECT ${sql.lit(place)} AS place, ${alias}.id, ${alias}.title, ${number} AS number, c.id AS client_id,
            c.name AS client_name, ${workOf} = ANY(${uuids(reach.selves)}) AS mine
          FROM ${records} AS ${alias} CROSS JOIN LATERAL (SELECT id, name FROM v_clients WHERE id = ${clientId} OFFSET 0) AS c`,
        ],
  );
  if (looks.length === 0) return [];
  const rows = await rowsOf<FoundRecord & { place: number }>(context, sql.join(looks, sql` UNION ALL `));
  return asked.map((_, at) => rows.filter(({ place }) => place === at));
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

/** Records of the clients that are one's own, going from these clients; of a whole unit's the words of records are met sooner. */
function ownOf(source: RecordSource, view: RegisterView, words: Condition): RawBuilder<unknown>[] {
  if (view.reach.selves.length === 0) return [];
  const { alias, clientId, table } = source;
  const limit = sql.lit(SUREST);
  return view.reach.colleagues.length === 0
    ? [
        sql`(SELECT r.id FROM ${openByName(view)} AS o CROSS JOIN LATERAL (
          SELECT ${alias}.id FROM ${table} AS ${alias} WHERE ${clientId} = o.id AND ${words} OFFSET 0) AS r LIMIT ${limit})`,
      ]
    : [
        sql`(SELECT ${alias}.id FROM ${openByName(view)} AS o
          JOIN ${table} AS ${alias} ON ${clientId} = o.id WHERE ${words} LIMIT (SELECT ${limit}))`,
      ];
}

/** A number stands in a client's own papers, not in those of its deals. */
const WORDS_OF_CLIENT: SearchColumns = { ...CLIENT_WORDS, numbers: null };

/** Clients whose card is open and that are meant. */
export const openClients = (view: RegisterView, { client, clients }: WayWithClient): RawBuilder<unknown> =>
  isOpenByNameAlone(view)
    ? sql`(SELECT c.id FROM ${ownCards(view, client, clients)} OFFSET 0)`
    : sql`(SELECT c.id FROM clients c WHERE ${and([client, askedOfEach(openToFew(view))])} OFFSET 0)`;

/** By words of their own and of their client together, from the side on which fewer are expected. */
function withClient(source: RecordSource, way: WayWithClient, view: RegisterView) {
  const { own, client, fewerByClient } = way;
  const { alias, clientId, present, table } = source;
  const meant = and([own, ...(present === undefined ? [] : [present])]);
  if (fewerByClient || isOpenByNameAlone(view))
    return sql`(SELECT r.id FROM ${openClients(view, way)} AS o CROSS JOIN LATERAL (
      SELECT ${alias}.id FROM ${table} AS ${alias} WHERE ${clientId} = o.id AND ${meant} OFFSET 0) AS r LIMIT ${sql.lit(SUREST)})`;
  return sql`(SELECT r.id FROM (SELECT ${alias}.id, ${clientId} AS client_id FROM ${table} AS ${alias} WHERE ${meant} OFFSET 0) AS r
    CROSS JOIN LATERAL (SELECT FROM clients c WHERE c.id = r.client_id AND ${and([client, openToFew(view)])} OFFSET 0) AS o
    LIMIT ${sql.lit(SUREST)})`;
}
