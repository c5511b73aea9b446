import type { Context } from '#platform/context.ts';
import { slipsBetween, slipsForgiven } from '#shared/slips.ts';
import { oneSlipAway } from './likeness.ts';
import {
  type KnownWord,
  type WordCounts,
  type WordRelation,
  type WordsMeant,
  wordCounts,
  wordsAlike,
  wordsHolding,
  wordsKnown,
  wordsMeant,
} from './store.ts';
import { inOtherAlphabet, readTerms, type Term, wordsOf } from './terms.ts';

/** How sure each relation is, 0 to 1; a beginning grows with the share of the word that was typed. */
const SURENESS: Readonly<Record<WordRelation, number>> = {
  exact: 1,
  form: 0.9,
  sound: 0.85,
  start: 0.7,
  sound_start: 0.62,
  inside: 0.45,
  slip: 0.4,
};
/** What another keyboard layout takes off: what was typed as it stands is likelier. */
const OTHER_LAYOUT = 0.95;

const NEARLY_AS_SURE = 0.02;
/** Of these no word is surer than another but by the share of it that was typed. */
const TYPED_IN_PART: readonly WordRelation[] = ['start', 'sound_start', 'inside'];
/** From so many words on that begin as was typed, the beginning is looked for instead of each. */
const MANY_BEGINNINGS = 8;

/** Known words that one typed word may mean, each with how sure that is. */
export interface Meaning {
  typed: string;
  known: ReadonlyMap<string, number>;
  /** The surest of them alone: the word itself where it is known. */
  best: readonly string[];
  /** They are surer than the others by more than the share of the word that was typed. */
  surer: boolean;
  /** The tables that have records called so; a word that is not named may be anywhere. */
  places: ReadonlyMap<string, readonly string[]>;
  /** More words begin so than are named: any that does is meant, as surely as this says of one that is all typed; 0 when not. */
  begins: number;
  /** The tables in which any does. */
  begunIn: readonly string[];
}

export interface UnderstoodTerm extends Omit<Term, 'readings'> {
  /** Any of the readings, each word of it. Readings with a word that nothing is called by are left out. */
  readings: Meaning[][];
}

/** A query in words that records are really called by. */
export interface Understood {
  terms: UnderstoodTerm[];
  /** What was typed, and what the vocabulary knows about it: from here it is stretched. */
  asked: readonly Term[];
  relations: readonly KnownWord[];
  begunIn: WordsMeant['begunIn'];
  /** How far words were stretched to find something: nothing but what was meant, parts inside words, slips forgiven. */
  reach: SearchReach;
  /** How often the commonest words are in the records of each table. */
  counts: WordCounts;
}
export type SearchReach = 'meant' | 'inside' | 'alike';

/**
 * Understands a query by the words that records are called by: inflected, completed, transliterated, typed in the other
 * layout. Null for a query that says nothing.
 */
export async function understand(context: Pick<Context, 'db'>, query: string): Promise<Understood | null> {
  const terms = readTerms(query);
  if (terms.length === 0) return null;
  const words = lettersOf(terms);
  const [counts, meant] = await Promise.all([commonWords(context), wordsMeant(context, words)]);
  const relations = [...meant.known, ...commonBeginnings(counts, words)];
  return understood(terms, { relations, begunIn: meant.begunIn }, 'meant', counts);
}

/** The same query stretched: to what holds its words inside. Null when no word is won by it. */
export async function understandInside(context: Pick<Context, 'db'>, before: Understood): Promise<Understood | null> {
  const holding = await wordsHolding(context, lettersOf(before.asked));
  return widened(before, holding, 'inside');
}

/** The same query with slips forgiven, in words that nothing is called by, nor by a form. Null when no word is won by it. */
export async function understandAlike(context: Pick<Context, 'db'>, before: Understood): Promise<Understood | null> {
  const sure: readonly WordRelation[] = ['exact', 'form'];
  const known = new Set(before.relations.filter(({ relation }) => sure.includes(relation)).map(({ asked }) => asked));
  const typed = before.asked.flatMap(({ readings }) => readings.find(({ layout }) => layout === 'typed')?.words ?? []);
  const unsure = [...new Set(typed)].filter((word) => /\D/.test(word) && !known.has(word));
  return widened(before, await alikeTo(context, unsure), 'alike');
}

function widened(before: Understood, won: readonly KnownWord[], reach: SearchReach): Understood | null {
  const had = new Set(before.relations.map(({ asked, word }) => `${asked} ${word}`));
  const fresh = won.filter(({ asked, word }) => !had.has(`${asked} ${word}`));
  if (fresh.length === 0) return null;
  return understood(before.asked, { ...before, relations: [...before.relations, ...fresh] }, reach, before.counts);
}

const lettersOf = (terms: readonly Term[]): string[] => wordsOf(terms).filter((word) => /\D/.test(word));

function understood(
  asked: readonly Term[],
  { relations, begunIn }: Pick<Understood, 'relations' | 'begunIn'>,
  reach: SearchReach,
  counts: WordCounts,
): Understood {
  const byWord = Map.groupBy(relations, (known) => known.asked);
  const terms = asked.map((term) => understoodTerm(term, byWord, begunIn));
  return { asked, relations, begunIn, terms, reach, counts };
}

/** Whether some term can be answered by nothing: then no record is worth a look. */
export function isUnanswerable({ terms }: Understood): boolean {
  return terms.some(
    ({ optional, readings, digits, address }) =>
      !optional && readings.length === 0 && digits === null && address === null,
  );
}

const COUNTS_LAST_MS = 300_000;
const known = new WeakMap<object, { at: number; counts: Promise<WordCounts> }>();

/** The commonest words as the database last counted them, asked for every few minutes. */
function commonWords(context: Pick<Context, 'db'>): Promise<WordCounts> {
  const before = known.get(context.db);
  if (before !== undefined && performance.now() - before.at < COUNTS_LAST_MS) return before.counts;
  const counts = wordCounts(context);
  known.set(context.db, { at: performance.now(), counts });
  counts.catch(() => known.delete(context.db));
  return counts;
}

/** Of two letters too many words begin to name them all: the commonest are named in any case. */
function commonBeginnings(counts: WordCounts, words: readonly string[]): KnownWord[] {
  const common = new Set([...counts.values()].flatMap(({ shares }) => [...shares.keys()]));
  return words.flatMap((asked) =>
    asked.length < 2
      ? []
      : [...common]
          .filter((word) => word !== asked && word.startsWith(asked))
          .map((word): KnownWord => ({ asked, word, relation: 'start', places: null })),
  );
}

function understoodTerm(
  term: Term,
  relations: ReadonlyMap<string, readonly KnownWord[]>,
  begunIn: WordsMeant['begunIn'],
): UnderstoodTerm {
  const readings = term.readings.map(({ words, layout }) =>
    words.map((word) => ({
      ...meaningOf(word, relations.get(word) ?? [], layout === 'other' ? OTHER_LAYOUT : 1),
      begunIn: begunIn.get(word) ?? [],
    })),
  );
  // What was typed may stand in an address or a number, so it is never left out altogether.
  const known = readings.filter((reading) => reading.every((meaning) => meaning.known.size > 0));
  return { ...term, readings: known };
}

function meaningOf(typed: string, relations: readonly KnownWord[], share: number): Omit<Meaning, 'begunIn'> {
  const known = new Map<string, number>();
  const places = new Map<string, readonly string[]>();
  const sure = new Set<string>();
  // A number is no word of the vocabulary: it means itself.
  if (!/\D/.test(typed)) known.set(typed, 1);
  for (const { word, relation, places: named } of relations) {
    if (named !== null) places.set(word, named);
    const sureness = share * surenessOf(typed, word, relation);
    if (sureness > (known.get(word) ?? 0)) known.set(word, sureness);
    if (!TYPED_IN_PART.includes(relation)) sure.add(word);
  }
  const begun = relations.filter(({ relation }) => relation === 'start').length >= MANY_BEGINNINGS;
  const surest = Math.max(0, ...known.values());
  const best = [...known].filter(([, sureness]) => sureness > surest - NEARLY_AS_SURE).map(([word]) => word);
  const surer = best.length < known.size && best.some((word) => sure.has(word));
  return { typed, known, best, surer, places, begins: begun ? share : 0 };
}

/** How surely a word is meant by a meaning, named in it or only begun like it. */
export function surenessIn({ typed, known, begins }: Meaning, word: string): number {
  const named = known.get(word) ?? 0;
  return named > 0 || begins === 0 || !word.startsWith(typed) ? named : begins * surenessOf(typed, word, 'start');
}

function surenessOf(typed: string, word: string, relation: WordRelation): number {
  const sureness = SURENESS[relation];
  const share = Math.min(1, typed.length / word.length);
  switch (relation) {
    case 'start':
    case 'sound_start':
      return sureness + 0.15 * share;
    case 'inside':
      return sureness + 0.1 * share;
    case 'slip': {
      const length = Math.max(typed.length, 1);
      const slips = Math.min(slipsBetween(typed, word), slipsBetween(typed, word, true) + 0.5);
      return sureness * (1 - slips / (length + 1));
    }
    default:
      return sureness;
  }
}

/** Words within the slips that a word of this length forgives, wherever in the word they are. */
async function alikeTo(context: Pick<Context, 'db'>, words: readonly string[]): Promise<KnownWord[]> {
  const asked = words.filter((word) => slipsForgiven(word.length) > 0);
  if (asked.length === 0) return [];
  const spelled = new Map(asked.flatMap((word) => [[inOtherAlphabet(word), word] as const, [word, word] as const]));
  const near = new Map([...spelled.keys()].map((spelling) => [spelling, oneSlipAway(spelling)]));
  // Trigrams are looked for in Russian alone: a name in Latin letters is mostly short enough for the other way.
  const russian = asked.map((word) => (/\p{Script=Cyrillic}/u.test(word) ? word : inOtherAlphabet(word)));
  const [alike, known] = await Promise.all([
    wordsAlike(context, russian),
    wordsKnown(context, [...near.values()].flat()),
  ]);
  const oneAway = [...near].flatMap(([spelling, others]) =>
    others.flatMap((word): KnownWord[] => {
      const places = known.get(word);
      return places === undefined ? [] : [{ asked: spelling, word, relation: 'slip', places }];
    }),
  );
  return [...alike, ...oneAway]
    .filter(({ asked: spelling, word }) => {
      const forgiven = slipsForgiven(spelling.length);
      return slipsBetween(spelling, word) <= forgiven || slipsBetween(spelling, word, true) < forgiven;
    })
    .map((found) => ({ ...found, asked: spelled.get(found.asked) ?? found.asked }));
}
