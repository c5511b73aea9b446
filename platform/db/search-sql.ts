import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/context.ts';
import type { Meaning, Understood, UnderstoodTerm } from '#platform/search/understanding.ts';
import { searchText } from '#shared/search-text.ts';

export type Condition = RawBuilder<boolean>;

/** Where the words and the numbers of a record lie. */
export interface SearchColumns {
  /** The table, whose commonest words the database has counted. */
  table: string;
  words: RawBuilder<unknown>;
  /** Digits that are found by any run of them; null where there are none. */
  numbers: RawBuilder<unknown> | null;
}

/** What a lexeme stands for: a word of the name, of the place, of an address. */
const NAME = '';
const PLACE = '+';
const ADDRESS = '@';

/** From this share of a table on, going through its newest records finds a page sooner than the index does. */
const COMMON = 0.02;
/** How many of the newest are gone through. */
const NEWEST = 4000;
/** In this share of a table a query of several common words has to be expected, for the newest to hold a page of answers. */
const MET = 0.005;

const quoted = (word: string): string => `'${word.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
const allOf = (parts: readonly string[]): string => (parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' & ')})`);
const anyOf = (parts: readonly string[]): string => (parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' | ')})`);

/** What of a record is looked at: all of it, or its name alone where nothing else may be seen. */
export interface SearchScope {
  nameOnly?: boolean;
  /** The surest words only, so that the few candidates that are weighed are the likeliest ones. */
  best?: boolean;
}

function lexemesOf({ known, best }: Meaning, scope: SearchScope): string[] {
  const words = scope.best === true ? best : [...known.keys()];
  const marks = scope.nameOnly === true ? [NAME] : [NAME, PLACE];
  return words.flatMap((word) => marks.map((mark) => mark + word));
}

/** The words of a meaning in a query; where very many begin as was typed, one beginning stands for them, which is sooner compared. */
function partsOf(meaning: Meaning, scope: SearchScope): string[] {
  const lexemes = lexemesOf(meaning, scope);
  if (meaning.begins === 0 || scope.best === true) return lexemes.map(quoted);
  const begun = (scope.nameOnly === true ? [NAME] : [NAME, PLACE]).map((mark) => mark + meaning.typed);
  return [
    ...begun.map((beginning) => `${quoted(beginning)}:*`),
    ...lexemes.filter((lexeme) => !begun.some((beginning) => lexeme.startsWith(beginning))).map(quoted),
  ];
}

type Shares = ReadonlyMap<string, number>;
const NO_SHARES: Shares = new Map();

/** A term as PostgreSQL's query of words; null when no word can answer it. */
function queryOf({ readings, address }: UnderstoodTerm, scope: SearchScope, shares: Shares): string | null {
  const ways = readings.map((reading) => allOf(reading.map((meaning) => anyOf(partsOf(meaning, scope)))));
  if (address !== null && scope.nameOnly !== true)
    ways.push(
      allOf(address.split(' ').map((word, place, words) => addressWord(word, place === words.length - 1, shares))),
    );
  return ways.length === 0 ? null : anyOf(ways);
}

/** A word of an address; the last may go on. Where too many addresses go on so, the commonest stand for them. */
function addressWord(word: string, goesOn: boolean, shares: Shares): string {
  const lexeme = ADDRESS + word;
  if (!goesOn) return quoted(lexeme);
  const common = [...shares].filter(([known]) => known.startsWith(lexeme));
  if (shareOf(common) < COMMON) return `${quoted(lexeme)}:*`;
  return anyOf([...new Set([lexeme, ...common.map(([known]) => known)])].map(quoted));
}

/** A whole mail or site as a query of words: every word of it among the addresses of one record. */
export function addressOf(address: string): string {
  return allOf(
    searchText(address)
      .split(' ')
      .map((word) => quoted(ADDRESS + word)),
  );
}

const shareOf = (common: readonly (readonly [string, number])[]): number =>
  common.reduce((sum, [, share]) => sum + share, 0);

/** Whether some words of the query are surer than others: only then is it worth asking for those alone. */
export function hasSurer({ terms }: Understood): boolean {
  return terms.some(({ readings }) =>
    readings.some((reading) => reading.some(({ known, best }) => best.length < known.size)),
  );
}

/** Of each term that is needed, in what share of the records its words are, as far as the database has counted them. */
function termShares(understood: Understood, columns: SearchColumns, scope: SearchScope): number[] {
  const shares = understood.shares.get(columns.table) ?? NO_SHARES;
  const needed = understood.terms.filter(({ optional }) => !optional);
  return needed.map(({ readings, digits, address }) => {
    if (digits !== null && columns.numbers !== null) return 0;
    const ofWords = readings.map((reading) =>
      Math.min(
        ...reading.map((meaning) => shareOf(lexemesOf(meaning, scope).map((word) => [word, shares.get(word) ?? 0]))),
      ),
    );
    const ofAddress = address === null ? 0 : (shares.get(ADDRESS + address) ?? 0);
    return ofAddress + ofWords.reduce((sum, share) => sum + share, 0);
  });
}

/**
 * Whether a query is of words so common that the newest records are gone through instead of the index. Of a surname and a
 * first name each may be common: where few can have both, the index brings them together sooner.
 */
export function isCommon(understood: Understood, columns: SearchColumns, scope: SearchScope = {}): boolean {
  const shares = termShares(understood, columns, scope);
  return shares.every((share) => share >= COMMON) && together(shares) >= MET;
}

const together = (shares: readonly number[]): number => shares.reduce((all, share) => all * Math.min(1, share), 1);

/** In what share of the records all terms of a query can be expected together: as if they knew nothing of each other. */
export function expectedShare(understood: Understood, columns: SearchColumns): number {
  return together(termShares(understood, columns, {}));
}

const likeDigits = (column: RawBuilder<unknown>, digits: string): Condition =>
  sql<boolean>`${column} LIKE ${`%${digits}%`}`;

/** Records that answer every term of the query; none when a term cannot be answered. */
export function matches(understood: Understood, columns: SearchColumns, scope: SearchScope = {}): Condition {
  const shares = understood.shares.get(columns.table) ?? NO_SHARES;
  const queries: string[] = [];
  const conditions: Condition[] = [];
  for (const term of understood.terms.filter(({ optional }) => !optional)) {
    const query = queryOf(term, scope, shares);
    if (term.digits !== null && columns.numbers !== null && scope.nameOnly !== true) {
      const inNumbers = likeDigits(columns.numbers, term.digits);
      conditions.push(
        query === null ? inNumbers : sql<boolean>`(${inNumbers} OR ${columns.words} @@ ${query}::tsquery)`,
      );
    } else if (query === null) return sql<boolean>`false`;
    else queries.push(query);
  }
  if (queries.length > 0) conditions.unshift(sql<boolean>`${columns.words} @@ ${queries.join(' & ')}::tsquery`);
  return conditions.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(conditions, sql` AND `)})`;
}

const MOST_SPLIT = 4;

/** What of the query a record answers, and what its client does. */
export interface WayWithClient {
  own: Condition;
  client: Condition;
}

/**
 * Records that answer some words of the query while their client answers the others: one word here and the rest there.
 * Ways on which all words are common are left out: they would name half of the company.
 */
export function waysWithClient(understood: Understood, own: SearchColumns, client: SearchColumns): WayWithClient[] {
  const needed = understood.terms.filter(({ optional }) => !optional);
  if (needed.length < 2 || needed.length > MOST_SPLIT) return [];
  const only = (terms: UnderstoodTerm[]): Understood => ({ ...understood, terms });
  const splits = needed.flatMap((term) => {
    const rest = needed.filter((other) => other !== term);
    const here = { own: only([term]), client: only(rest) };
    return needed.length === 2 ? [here] : [here, { own: only(rest), client: only([term]) }];
  });
  return splits
    .filter((split) => !(isCommon(split.own, own) && isCommon(split.client, client)))
    .map((split) => ({ own: matches(split.own, own), client: matches(split.client, client) }));
}

export const bothOf = ({ own, client }: WayWithClient): Condition => sql<boolean>`(${own} AND ${client})`;

/**
 * Which of some conditions any record of their source meets, in one look: what no record is called by need not be looked for
 * in two tables together, which takes longer to plan than to find nothing. It is counted to one: asked whether there is any, the
 * planner would rather read the table than the index.
 */
export async function metAtAll(
  { db }: Pick<Context, 'db'>,
  asked: readonly { source: Pick<SearchSource, 'table' | 'alias'>; condition: Condition }[],
): Promise<boolean[]> {
  if (asked.length === 0) return [];
  const any = asked.map(
    ({ source: { table, alias }, condition }) =>
      sql`(SELECT count(*) FROM (SELECT FROM ${table} AS ${alias} WHERE ${condition} LIMIT (SELECT 1)) AS met) > 0`,
  );
  const { rows } = await sql<{ met: boolean[] }>`SELECT ARRAY[${sql.join(any)}] AS met`.execute(db);
  return rows[0]?.met ?? [];
}

/** Where candidates are taken from, under an alias that the conditions know. */
export interface SearchSource {
  table: RawBuilder<unknown>;
  alias: RawBuilder<unknown>;
  /** The order of the newest first, along an index. */
  newest: RawBuilder<unknown>;
}

/**
 * So many records that meet the condition: their ids, or what else is to be known of them. For common words only the newest
 * records are gone through; for the others the number is kept from the planner, who would rather read the table than the
 * index for so few.
 */
export function candidates(
  { table, alias, newest }: SearchSource,
  condition: Condition,
  limit: number,
  common: boolean,
  shown: RawBuilder<unknown> = sql`${alias}.id`,
): RawBuilder<unknown> {
  return common
    ? sql`(SELECT ${shown} FROM (SELECT * FROM ${table} AS ${alias} ORDER BY ${newest} LIMIT ${NEWEST}) AS ${alias}
        WHERE ${condition} LIMIT ${limit})`
    : sql`(SELECT ${shown} FROM ${table} AS ${alias} WHERE ${condition} LIMIT (SELECT ${limit}::integer))`;
}

/** The records with these ids, each looked up by itself. */
export const recordsWith = ({ table, alias }: SearchSource, ids: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(SELECT a.* FROM ${ids} AS i CROSS JOIN LATERAL (SELECT * FROM ${table} AS ${alias} WHERE ${alias}.id = i.id OFFSET 0) AS a)`;

/** Asked of each record that words have found: the planner, who knows some thirty indexes of clients, looks for none. */
export const askedOfEach = (condition: Condition): Condition => sql<boolean>`CASE WHEN ${condition} THEN true END`;
