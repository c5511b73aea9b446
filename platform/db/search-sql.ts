import { type RawBuilder, sql } from 'kysely';
import type { Meaning, Understood, UnderstoodTerm } from '#platform/search/understanding.ts';
import { searchText } from '#shared/search-text.ts';

export type Condition = RawBuilder<boolean>;

/** Where the words and the numbers of a record lie. */
export interface SearchColumns {
  /** The table, whose commonest words the database has counted. */
  table: string;
  words: RawBuilder<unknown>;
  /** What the words are: of names alone, of mails and sites as well, of places besides. */
  hold: 'names' | 'names and addresses' | 'everything';
  /** Digits that are found by any run of them; null where there are none. */
  numbers: RawBuilder<unknown> | null;
}

/** What a lexeme stands for: a word of the name, of the place, of an address. */
const NAME = '';
const PLACE = '+';
const ADDRESS = '@';

/** From this share of a table on, going through its newest records finds a page sooner than the index does. */
const COMMON = 0.02;
/** And from this share on, the newest hold a page of what one word means. */
const OFTEN = 0.01;
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
  /** The plan of the statement need not depend on the words: then it is made once, instead of for each query anew. */
  steady?: boolean;
}

/** The marks of the words of a table that are looked at. */
const marksIn = ({ hold }: SearchColumns, { nameOnly }: SearchScope): readonly string[] =>
  hold === 'everything' && nameOnly !== true ? [NAME, PLACE] : [NAME];

/** The words of a meaning that records of the table are called by. */
function lexemesOf({ known, best, places }: Meaning, columns: SearchColumns, scope: SearchScope): string[] {
  const words = scope.best === true ? best : [...known.keys()];
  const there = words.filter((word) => places.get(word)?.includes(columns.table) !== false);
  const marks = marksIn(columns, scope);
  return there.flatMap((word) => marks.map((mark) => mark + word));
}

/** The words of a meaning in a query; where very many begin as was typed, one beginning stands for them, which is sooner compared. */
function partsOf(meaning: Meaning, columns: SearchColumns, scope: SearchScope): string[] {
  const lexemes = lexemesOf(meaning, columns, scope);
  const isBegun = meaning.begins > 0 && meaning.begunIn.includes(columns.table);
  if (!isBegun || scope.best === true) return lexemes.map(quoted);
  const begun = marksIn(columns, scope).map((mark) => mark + meaning.typed);
  return [
    ...begun.map((beginning) => `${quoted(beginning)}:*`),
    ...lexemes.filter((lexeme) => !begun.some((beginning) => lexeme.startsWith(beginning))).map(quoted),
  ];
}

type Shares = ReadonlyMap<string, number>;
const NO_SHARES: Shares = new Map();

const sharesIn = ({ counts }: Understood, { table }: SearchColumns): Shares => counts.get(table)?.shares ?? NO_SHARES;

/** Whether a term is asked of mails and sites. */
const asksAddress = ({ hold }: SearchColumns, { nameOnly }: SearchScope): boolean =>
  hold !== 'names' && nameOnly !== true;
/** Where a term is asked of numbers; null where it is not. */
const numbersAsked = ({ numbers }: SearchColumns, { nameOnly }: SearchScope): SearchColumns['numbers'] =>
  nameOnly === true ? null : numbers;

/** A term as PostgreSQL's query of words; null when no word of the table can answer it. */
function queryOf(
  { readings, address }: UnderstoodTerm,
  columns: SearchColumns,
  scope: SearchScope,
  shares: Shares,
): string | null {
  const ways = readings.flatMap((reading) => {
    const words = reading.map((meaning) => partsOf(meaning, columns, scope));
    return words.every((parts) => parts.length > 0) ? [allOf(words.map(anyOf))] : [];
  });
  if (address !== null && asksAddress(columns, scope))
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
  return terms.some(({ readings }) => readings.some((reading) => reading.some(({ surer }) => surer)));
}

/** Of each term that is needed, in what share of the records its words are, as far as the database has counted them. */
function termShares(understood: Understood, columns: SearchColumns, scope: SearchScope): number[] {
  const shares = sharesIn(understood, columns);
  return neededOf(understood).map(({ readings, digits, address }) => {
    if (digits !== null && numbersAsked(columns, scope) !== null) return 0;
    const ofWords = readings.map((reading) =>
      Math.min(
        ...reading.map((meaning) =>
          shareOf(lexemesOf(meaning, columns, scope).map((word) => [word, shares.get(word) ?? 0])),
        ),
      ),
    );
    const ofAddress = address === null || !asksAddress(columns, scope) ? 0 : (shares.get(ADDRESS + address) ?? 0);
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

/** So few digits are somewhere in the numbers of very many. */
const FEW_DIGITS = 4;

/** Whether a query is of numbers that very many records hold. */
export const isOfFewDigits = (understood: Understood): boolean =>
  neededOf(understood).every(({ digits }) => digits !== null && digits.length <= FEW_DIGITS);

/**
 * Whether each word of a query is common. That few records have them together is not known: words of a name mostly go with each
 * other, so it may be worth looking among the newest first.
 */
export const isEachCommon = (understood: Understood, columns: SearchColumns, scope: SearchScope = {}): boolean =>
  termShares(understood, columns, scope).every((share) => share >= OFTEN);

const together = (shares: readonly number[]): number => shares.reduce((all, share) => all * Math.min(1, share), 1);

/** In what share of the records all terms of a query can be expected together: as if they knew nothing of each other. */
export function expectedShare(understood: Understood, columns: SearchColumns): number {
  return together(termShares(understood, columns, {}));
}

/** How many records a query can be expected to find, as far as the database has counted; 0 where that is not known. Of few digits all. */
export function expectedRecords(understood: Understood, columns: SearchColumns): number {
  const share = isOfFewDigits(understood) ? 1 : expectedShare(understood, columns);
  return Math.round(share * (understood.counts.get(columns.table)?.records ?? 0));
}

/** How many records a query can find at most, as far as the database has counted: as if its words always went together. Of few digits all. */
export function mostRecords(understood: Understood, columns: SearchColumns): number {
  const share = isOfFewDigits(understood) ? 1 : Math.min(...termShares(understood, columns, {}));
  return Math.round(share * (understood.counts.get(columns.table)?.records ?? 0));
}

const neededOf = ({ terms }: Understood): UnderstoodTerm[] => terms.filter(({ optional }) => !optional);

/** Whether records of the table can answer a query at all: of each term some word, address or number may be there. */
export function mayMatch(understood: Understood, columns: SearchColumns, scope: SearchScope = {}): boolean {
  const shares = sharesIn(understood, columns);
  return neededOf(understood).every(
    (term) =>
      (term.digits !== null && numbersAsked(columns, scope) !== null) || queryOf(term, columns, scope, shares) !== null,
  );
}

/** Of a longer number the index is asked for its last digits, which tell more than the first: for each three it goes through a list. */
const ASKED_DIGITS = 5;

function likeDigits(column: RawBuilder<unknown>, digits: string, { steady }: SearchScope): Condition {
  const whole = `%${digits}%`;
  if (steady !== true) return sql<boolean>`${column} LIKE ${whole}`;
  const holds = (pattern: string) => sql<boolean>`${column} ~~ (SELECT ${pattern}::text)`;
  if (digits.length <= ASKED_DIGITS) return holds(whole);
  const last = `%${'_'.repeat(digits.length - ASKED_DIGITS)}${digits.slice(-ASKED_DIGITS)}%`;
  return sql<boolean>`(${holds(last)} AND ${askedOfEach(holds(whole))})`;
}

const asksWords = ({ words }: SearchColumns, query: string, { steady }: SearchScope): Condition =>
  steady === true ? sql<boolean>`${words} @@ (SELECT ${query}::tsquery)` : sql<boolean>`${words} @@ ${query}::tsquery`;

/**
 * Records that answer every term of the query; none when a term cannot be answered. The index is not asked for beginnings that very
 * many records hold where another term is rarer: it would gather all of them, to keep a few.
 */
export function matches(understood: Understood, columns: SearchColumns, scope: SearchScope = {}): Condition {
  const shares = sharesIn(understood, columns);
  const numbers = numbersAsked(columns, scope);
  const queries: string[] = [];
  const conditions: Condition[] = [];
  const expected = termShares(understood, columns, scope);
  const isSomeRare = expected.some((share) => share < COMMON);
  for (const [place, term] of neededOf(understood).entries()) {
    const query = queryOf(term, columns, scope, shares);
    if (term.digits !== null && numbers !== null) {
      const inNumbers = likeDigits(numbers, term.digits, scope);
      conditions.push(query === null ? inNumbers : sql<boolean>`(${inNumbers} OR ${asksWords(columns, query, scope)})`);
    } else if (query === null) return sql<boolean>`false`;
    else if (isSomeRare && (expected[place] ?? 0) >= COMMON && query.includes(':*'))
      conditions.push(askedOfEach(asksWords(columns, query, scope)));
    else queries.push(query);
  }
  if (queries.length > 0) conditions.unshift(asksWords(columns, queries.join(' & '), scope));
  return conditions.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(conditions, sql` AND `)})`;
}

const MOST_SPLIT = 4;

/** What of the query a record answers, and what its client does. */
export interface WayWithClient {
  own: Condition;
  client: Condition;
  /** How many clients can be meant at most, as far as the database has counted. */
  clients: number;
  /** Fewer are expected to be meant by the words of the client than by their own. */
  fewerByClient: boolean;
}

/**
 * Records that answer some words of the query while their client answers the others: one word here and the rest there.
 * Ways on which all words are common are left out: they would name half of the company.
 */
export function waysWithClient(
  understood: Understood,
  own: SearchColumns,
  client: SearchColumns,
  scope: SearchScope = {},
): WayWithClient[] {
  const needed = neededOf(understood);
  if (needed.length < 2 || needed.length > MOST_SPLIT) return [];
  const only = (terms: UnderstoodTerm[]): Understood => ({ ...understood, terms });
  const splits = needed.flatMap((term) => {
    const rest = needed.filter((other) => other !== term);
    const here = { own: only([term]), client: only(rest) };
    return needed.length === 2 ? [here] : [here, { own: only(rest), client: only([term]) }];
  });
  return splits
    .filter((split) => mayMatch(split.own, own) && mayMatch(split.client, client))
    .filter((split) => !(isCommon(split.own, own) && isCommon(split.client, client)))
    .map((split) => ({
      own: matches(split.own, own, scope),
      client: matches(split.client, client, scope),
      clients: mostRecords(split.client, client),
      fewerByClient: expectedShare(split.client, client) < expectedShare(split.own, own),
    }));
}

export const bothOf = ({ own, client }: Pick<WayWithClient, 'own' | 'client'>): Condition =>
  sql<boolean>`(${own} AND ${client})`;

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
    ? sql`(SELECT ${shown} FROM (SELECT * FROM ${table} AS ${alias} ORDER BY ${newest} LIMIT ${sql.lit(NEWEST)}) AS ${alias}
        WHERE ${condition} LIMIT ${sql.lit(limit)})`
    : sql`(SELECT ${shown} FROM ${table} AS ${alias} WHERE ${condition} LIMIT (SELECT ${sql.lit(limit)}))`;
}

/** The records with these ids, each looked up by itself. */
export const recordsWith = ({ table, alias }: SearchSource, ids: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(SELECT a.* FROM ${ids} AS i CROSS JOIN LATERAL (SELECT * FROM ${table} AS ${alias} WHERE ${alias}.id = i.id OFFSET 0) AS a)`;

/** Asked of each record that words have found: the planner, who knows some thirty indexes of clients, looks for none. */
export const askedOfEach = (condition: Condition): Condition => sql<boolean>`CASE WHEN ${condition} THEN true END`;
