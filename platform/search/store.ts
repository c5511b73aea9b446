import { type RawBuilder, sql } from 'kysely';
import type { Context } from '#platform/context.ts';

/** How a known word answers one that was typed, the surest first. */
export const WORD_RELATIONS = ['exact', 'form', 'sound', 'start', 'sound_start', 'inside', 'slip'] as const;
export type WordRelation = (typeof WORD_RELATIONS)[number];

export interface KnownWord {
  asked: string;
  word: string;
  relation: WordRelation;
  /** The tables that have records called so; null where that was not asked for. */
  places: readonly string[] | null;
}

/** What is known of typed words: the words that answer them, and the tables in which some word begins so. */
export interface WordsMeant {
  known: KnownWord[];
  begunIn: ReadonlyMap<string, readonly string[]>;
}

const placesOf = (word: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`ARRAY(SELECT p.place FROM search_word_places p WHERE p.word = ${word})`;

// How many words are asked about is kept from the planner, and LIKE is written `~~`: the statements are then planned once.
const MOST_FORMS = 40;
const MOST_BEGINNINGS = 40;
const MOST_SOUNDS = 20;
/** Of a beginning of two letters thousands of words begin; the shortest of that many are near enough. */
const MOST_LOOKED_AT = 4000;
const MOST_INSIDE = 40;
const MOST_ALIKE = 60;

/** Words that are meant without a doubt: the word itself, its forms, words that begin so, the same in the other alphabet. */
export async function wordsMeant(context: Pick<Context, 'db'>, asked: readonly string[]): Promise<WordsMeant> {
  if (asked.length === 0) return { known: [], begunIn: new Map() };
  const { rows } = await sql<
    Omit<KnownWord, 'relation' | 'places'> & { relation: WordRelation | null; places: string[] }
  >`
    WITH RECURSIVE tables (place) AS (
      SELECT min(place) FROM search_word_places
      UNION ALL SELECT (SELECT min(p.place) FROM search_word_places p WHERE p.place > t.place) FROM tables t WHERE t.place IS NOT NULL)
    SELECT a.asked, f.word, f.relation, CASE WHEN f.relation IS NULL THEN ARRAY(
        SELECT t.place FROM tables t WHERE (SELECT true FROM search_word_places p
          WHERE p.place = t.place AND p.word > a.asked AND p.word < a.asked || chr(1114111) LIMIT 1))
      ELSE ${placesOf(sql`f.word`)} END AS places
    FROM (
      SELECT asked, search_stem(asked) AS stem, search_sound(asked) AS sound, asked ~ '[а-я]' AS russian
      FROM unnest((SELECT ${sql.val([...asked])}::text[])) AS asked) AS a,
    LATERAL (
      (SELECT k.word, 'exact' AS relation FROM search_words k WHERE k.word = a.asked LIMIT 1)
      UNION ALL (SELECT k.word, 'form' FROM search_words k WHERE k.stem = a.stem AND length(a.asked) > 2 LIMIT ${MOST_FORMS})
      UNION ALL (SELECT k.word, 'form' FROM search_words k WHERE k.word = a.stem AND length(a.stem) > 2 LIMIT 1)
      UNION ALL (SELECT b.word, 'start' FROM (
          SELECT k.word FROM search_words k WHERE k.word > a.asked AND k.word < a.asked || chr(1114111) AND length(a.asked) > 1
          LIMIT ${MOST_LOOKED_AT}) AS b
        ORDER BY length(b.word), b.word LIMIT ${MOST_BEGINNINGS})
      UNION ALL (SELECT k.word, 'sound' FROM search_words k
        WHERE k.sound = a.sound AND length(a.sound) > 1 AND (k.word ~ '[а-я]') <> a.russian LIMIT ${MOST_SOUNDS})
      UNION ALL (SELECT k.word, 'sound_start' FROM search_words k
        WHERE k.sound > a.sound AND k.sound < a.sound || chr(1114111) AND length(a.sound) > 2
          AND (k.word ~ '[а-я]') <> a.russian ORDER BY length(k.sound), k.word LIMIT ${MOST_SOUNDS})
      UNION ALL SELECT a.asked, NULL WHERE length(a.asked) > 1
    ) AS f`.execute(context.db);
  return {
    known: rows.flatMap(({ relation, ...row }) => (relation === null ? [] : [{ ...row, relation }])),
    begunIn: new Map(rows.filter(({ relation }) => relation === null).map((row) => [row.asked, row.places])),
  };
}

/** Words with what was typed somewhere inside. */
export async function wordsHolding(context: Pick<Context, 'db'>, asked: readonly string[]): Promise<KnownWord[]> {
  const long = asked.filter((word) => word.length > 2);
  if (long.length === 0) return [];
  const { rows } = await sql<KnownWord>`
    SELECT a.asked, f.word, 'inside' AS relation, ${placesOf(sql`f.word`)} AS places
    FROM unnest((SELECT ${sql.val(long)}::text[])) AS a (asked),
    LATERAL (SELECT k.word FROM search_words k WHERE k.code ~~ ('%' || search_code(a.asked) || '%')
      AND k.word ~~ ('%' || a.asked || '%') ORDER BY length(k.word), k.word LIMIT ${MOST_INSIDE}) AS f`.execute(
    context.db,
  );
  return rows;
}

/** Words that look alike, by their trigrams; how many slips lie between is for the caller to count. */
export async function wordsAlike(context: Pick<Context, 'db'>, asked: readonly string[]): Promise<KnownWord[]> {
  if (asked.length === 0) return [];
  const { rows } = await sql<KnownWord>`
    SELECT a.asked, f.word, 'slip' AS relation, ${placesOf(sql`f.word`)} AS places
    FROM unnest((SELECT ${sql.val([...asked])}::text[])) AS a (asked),
    LATERAL search_words_alike(a.asked, ${sql.lit(MOST_ALIKE)}) AS f (word)`.execute(context.db);
  return rows;
}

/** Those of the words that are known, with the tables that have records called so. */
export async function wordsKnown(
  context: Pick<Context, 'db'>,
  words: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (words.length === 0) return new Map();
  const { rows } = await sql<{ word: string; place: string }>`
    SELECT word, place FROM search_word_places WHERE word = ANY(${sql.val([...words])}::text[])`.execute(context.db);
  const byWord = Map.groupBy(rows, ({ word }) => word);
  return new Map([...byWord].map(([word, found]) => [word, found.map(({ place }) => place)]));
}

/** What the database has counted of the records of a table: how many they are, and in what share of them its commonest lexemes are. */
export interface WordCount {
  records: number;
  shares: ReadonlyMap<string, number>;
}
export type WordCounts = ReadonlyMap<string, WordCount>;

/** What ANALYZE has counted of the words of records, by table; nothing on a new database, where everything is fast anyway. */
export async function wordCounts(context: Pick<Context, 'db'>): Promise<WordCounts> {
  const { rows } = await sql<{ name: string; records: number; lexeme: string; share: number }>`
    SELECT s.tablename AS name, t.reltuples AS records, e.lexeme, e.share
    FROM pg_stats s JOIN pg_class t ON t.relname = s.tablename AND t.relnamespace = 'public'::regnamespace,
      unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) AS e (lexeme, share)
    WHERE s.schemaname = 'public' AND s.attname = 'search' AND e.lexeme IS NOT NULL`.execute(context.db);
  const byTable = Map.groupBy(rows, ({ name }) => name);
  return new Map(
    [...byTable].map(([name, found]) => [
      name,
      { records: found[0]?.records ?? 0, shares: new Map(found.map(({ lexeme, share }) => [lexeme, share])) },
    ]),
  );
}
