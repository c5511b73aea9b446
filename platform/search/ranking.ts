import { edgeForms, legalForms } from '#shared/legal-forms.ts';
import { searchText } from '#shared/search-text.ts';
import { type Meaning, surenessIn, type Understood, type UnderstoodTerm } from './understanding.ts';

/** A stretch of a text, from a character up to, not including, another: what is emphasised. */
export type Mark = [from: number, to: number];

/** What a record is found by besides its title. */
export interface Findable {
  title: string;
  /** Another name of it, shown only when it is what was meant. */
  also?: string | null | undefined;
  /** Where it lies, whose it is: words that help, less than the title's. */
  aside?: string | null | undefined;
  /** Numbers and addresses, each as it is shown. */
  values?: readonly Value[];
}
export interface Value {
  by: 'inn' | 'ogrn' | 'oktmo' | 'phone' | 'email' | 'site' | 'number';
  value: string;
}

export interface Ranked {
  /** 0 when a term of the query is nowhere in the record. */
  score: number;
  marks: Mark[];
  asideMarks: Mark[];
  /** Marks in the other name, where that was meant. */
  alsoMarks: Mark[];
  /** The number or address that was meant, with the part that was typed. */
  by: (Value & { marks: Mark[] }) | null;
}

interface Token {
  word: string;
  from: number;
  to: number;
}

const FORMS = new Set([...legalForms, ...edgeForms].map((form) => searchText(form)));
const isForm = ({ word }: Token): boolean => FORMS.has(word);

const PLAIN = /^[ -~А-яЁё«»–—№]*$/;
const PLAIN_WORDS = /[A-Za-z0-9А-яЁё]+/g;

/** Words of a text with their places in it, folded as the words of the vocabulary are. */
export function tokensOf(text: string): Token[] {
  if (text === '') return [];
  // Plain Russian and Latin, which is nearly every name, is folded without asking what each sign is.
  if (PLAIN.test(text))
    return Array.from(text.matchAll(PLAIN_WORDS), (match) => ({
      word: match[0].toLowerCase().replaceAll('ё', 'е'),
      from: match.index,
      to: match.index + match[0].length,
    }));
  return Array.from(text.matchAll(/[\p{L}\p{M}\p{N}]+/gu), (match) => ({
    word: searchText(match[0]),
    from: match.index,
    to: match.index + match[0].length,
  })).filter(({ word }) => word !== '');
}

/** A word in the place of a client's name says less than in the name itself. */
const ASIDE = 0.5;
const ALSO = 0.85;
const FIRST_WORD = 0.12;
const IN_ORDER = 0.06;
const COVERAGE = 0.2;
const OPTIONAL = 0.03;

/** How well a record answers a query, and which letters of it do. */
export function rank(understood: Understood, record: Findable): Ranked {
  const tokens = tokensOf(record.title);
  const aside = tokensOf(record.aside ?? '');
  const also = tokensOf(record.also ?? '');
  const matched: Ranked = { score: 0, marks: [], asideMarks: [], alsoMarks: [], by: null };
  const hits: Token[] = [];
  let sum = 0;
  let needed = 0;
  let extra = 0;
  for (const term of understood.terms) {
    const inTitle = bestReading(term, tokens);
    const inAside = bestReading(term, aside);
    const byValue = bestValue(term, record.values ?? []);
    const inAlso = bestReading(term, also);
    const best = Math.max(inTitle.score, inAlso.score * ALSO, inAside.score * ASIDE, byValue.score);
    if (term.optional) {
      if (inTitle.score > 0) {
        extra += OPTIONAL;
        matched.marks.push(...marksOf(inTitle.found));
      }
      continue;
    }
    needed += 1;
    if (best === 0) return { ...matched, score: 0 };
    sum += best;
    if (byValue.score === best && byValue.by !== null) matched.by = byValue.by;
    else if (inTitle.score > 0) hits.push(...inTitle.found.map(({ token }) => token));
    matched.marks.push(...marksOf(inTitle.found));
    if (inTitle.score > 0 || byValue.score === best) continue;
    if (inAlso.score > 0) matched.alsoMarks.push(...marksOf(inAlso.found));
    else matched.asideMarks.push(...marksOf(inAside.found));
  }
  const score = needed === 0 ? 0 : sum / needed + extra + bonusOf(tokens, hits);
  return {
    ...matched,
    score,
    marks: tidy(matched.marks),
    asideMarks: tidy(matched.asideMarks),
    alsoMarks: tidy(matched.alsoMarks),
  };
}

function bonusOf(tokens: readonly Token[], hits: readonly Token[]): number {
  const names = tokens.filter((token) => !isForm(token));
  const [first] = hits;
  if (first === undefined) return 0;
  const distinct = new Set(hits);
  const inOrder = hits.every((token, place) => place === 0 || token.from > (hits[place - 1]?.from ?? 0));
  return (
    (names[0] === first ? FIRST_WORD : 0) +
    (hits.length > 1 && inOrder ? IN_ORDER : 0) +
    COVERAGE * (names.filter((token) => distinct.has(token)).length / Math.max(names.length, 1))
  );
}

interface Found {
  token: Token;
  typed: string;
}

/** The best of what a term may mean, every word of it answered by the likeliest word of the text. */
function bestReading(term: UnderstoodTerm, tokens: readonly Token[]): { score: number; found: Found[] } {
  let best: { score: number; found: Found[] } = { score: 0, found: [] };
  for (const reading of term.readings) {
    const answers = reading.map((meaning) => bestToken(meaning, tokens));
    if (answers.some(({ sureness }) => sureness === 0)) continue;
    const score = answers.reduce((sum, { sureness }) => sum + sureness, 0) / answers.length;
    if (score <= best.score) continue;
    best = { score, found: answers.flatMap(({ token, typed }) => (token === null ? [] : [{ token, typed }])) };
  }
  return best;
}

function bestToken(
  meaning: Meaning,
  tokens: readonly Token[],
): { token: Token | null; sureness: number; typed: string } {
  let best: Token | null = null;
  let sureness = 0;
  for (const token of tokens) {
    const sure = surenessIn(meaning, token.word);
    if (sure > sureness) [best, sureness] = [token, sure];
  }
  return { token: best, sureness, typed: meaning.typed };
}

/** The part of the word that was typed where it stands there so, the whole word otherwise. */
function marksOf(found: readonly Found[]): Mark[] {
  return found.map(({ token, typed }) => {
    const at = token.to - token.from === token.word.length ? token.word.indexOf(typed) : -1;
    return at < 0 ? [token.from, token.to] : [token.from + at, token.from + at + typed.length];
  });
}

function tidy(marks: readonly Mark[]): Mark[] {
  const kept: Mark[] = [];
  for (const [from, to] of marks.toSorted(([a], [b]) => a - b)) {
    const last = kept.at(-1);
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to);
    else kept.push([from, to]);
  }
  return kept;
}

const WHOLE_VALUE = 2;
const END_OF_PHONE = 1.45;
const BEGINNING = 1.35;
const END = 1.2;
const PART = 0.9;
/** A number made of words, as a contract's. */
const NUMBER = 1.2;

/** The number that a run of digits, or the address that Latin text is a part of: the whole of it surest, a phone's end next. */
function bestValue(term: UnderstoodTerm, values: readonly Value[]): { score: number; by: Ranked['by'] } {
  let best: { score: number; by: Ranked['by'] } = { score: 0, by: null };
  for (const value of values) {
    if (value.by === 'number') {
      const inNumber = bestReading(term, tokensOf(value.value));
      const score = inNumber.score * NUMBER;
      if (score > best.score) best = { score, by: { ...value, marks: tidy(marksOf(inNumber.found)) } };
      continue;
    }
    const isAddress = value.by === 'email' || value.by === 'site';
    const typed = isAddress ? term.address : term.digits;
    if (typed === null) continue;
    const [text, places] = isAddress ? wordsIn(value.value) : digitsIn(value);
    const at = text.lastIndexOf(typed);
    if (at < 0) continue;
    const end = at + typed.length;
    const share = typed.length / text.length;
    const score = share === 1 ? WHOLE_VALUE : placeScore(value, at === 0, end === text.length) + 0.2 * share;
    if (score <= best.score) continue;
    best = { score, by: { ...value, marks: [[places[at] ?? 0, (places[end - 1] ?? 0) + 1]] } };
  }
  return best;
}

function placeScore({ by }: Value, begins: boolean, ends: boolean): number {
  if (by === 'phone') return ends ? END_OF_PHONE : begins ? BEGINNING - 0.1 : PART;
  if (begins) return BEGINNING;
  return ends ? END : PART;
}

/** The digits of a number with their places in it; of a phone without its +7. */
function digitsIn({ by, value }: Value): [text: string, places: number[]] {
  const places = Array.from(value.matchAll(/\d/g), (match) => match.index);
  const kept = by === 'phone' && /^\+7/.test(value) ? places.slice(1) : places;
  return [kept.map((place) => value[place]).join(''), kept];
}

/** The words of an address with single spaces between, and where each letter stands. */
function wordsIn(value: string): [text: string, places: number[]] {
  let text = '';
  const places: number[] = [];
  for (const { word, from } of tokensOf(value)) {
    if (text !== '') {
      text += ' ';
      places.push(from - 1);
    }
    for (let index = 0; index < word.length; index++) places.push(from + index);
    text += word;
  }
  return [text, places];
}
