import { edgeForms, legalForms } from '#shared/legal-forms.ts';
import { phoneDigits } from '#shared/phone-digits.ts';
import { searchText, swapLayout, toLatin, toRussian } from '#shared/search-text.ts';

/** How a run of letters was read: as it was typed, as if the keyboard had been in the other layout. */
export interface Reading {
  words: string[];
  layout: 'typed' | 'other';
}

/** One piece of a query between spaces, or a number over several of them, with everything that it may mean. */
export interface Term {
  readings: Reading[];
  /** Digits to be found in numbers: of taxpayers, of phones. */
  digits: string | null;
  /** Latin text as mails and sites hold it. */
  address: string | null;
  /** Legal forms and single letters: they may be there, the other terms decide. */
  optional: boolean;
}

const MOST_TERMS = 8;
const MOST_WORDS = 6;
/** In a query that is one number three digits are enough; among words that many are more often a part of a name. */
const FEWEST_DIGITS = 3;
const FEWEST_DIGITS_AMONG_WORDS = 5;
const SHORTEST_ADDRESS = 3;

const MAIL = /.@./;
const NUMBER = /^[\d\s()+.–—-]+$/u;
const FORMS = new Set([...legalForms, ...edgeForms].map((form) => searchText(form)));

/**
 * Reads a query: names in any spelling and keyboard layout, numbers (INN, phones) by any run of their digits, mails and
 * sites by any part. Signs alone mean nothing: a query of them has no terms, and finds nothing.
 */
export function readTerms(query: string): Term[] {
  const text = query.replaceAll('№', ' ').trim();
  if (NUMBER.test(text)) return numberTerms(text, FEWEST_DIGITS);
  const terms: Term[] = [];
  for (const piece of piecesOf(text)) {
    if (NUMBER.test(piece)) terms.push(...numberTerms(piece, FEWEST_DIGITS_AMONG_WORDS));
    else terms.push(...wordTerm(piece));
  }
  const kept = terms.slice(0, MOST_TERMS);
  // Where nothing else is said, a legal form is what is looked for.
  return kept.every(({ optional }) => optional) ? kept.map((term) => ({ ...term, optional: false })) : kept;
}

/** Pieces between spaces; digits that follow each other, as in a phone with spaces, are one piece. */
function piecesOf(text: string): string[] {
  const pieces: string[] = [];
  for (const piece of text.split(/\s+/u)) {
    const last = pieces.at(-1);
    if (last !== undefined && NUMBER.test(piece) && NUMBER.test(last)) pieces[pieces.length - 1] = `${last} ${piece}`;
    else pieces.push(piece);
  }
  return pieces;
}

function numberTerms(text: string, fewest: number): Term[] {
  const words = searchText(text).split(' ').filter(Boolean).slice(0, MOST_WORDS);
  if (words.length === 0) return [];
  const digits = phoneDigits(text);
  return [
    {
      readings: [{ words, layout: 'typed' }],
      digits: digits.length >= fewest ? digits : null,
      address: null,
      optional: false,
    },
  ];
}

function wordTerm(piece: string): Term[] {
  const readings: Reading[] = [];
  const add = (text: string, layout: Reading['layout']): void => {
    const words = searchText(text).split(' ').filter(Boolean).slice(0, MOST_WORDS);
    if (words.length > 0) readings.push({ words, layout });
  };
  add(piece, 'typed');
  add(swapLayout(piece), 'other');
  const [first] = readings;
  if (first === undefined) return [];
  const text = first.words.join(' ');
  const address = first.layout === 'typed' && text.length >= SHORTEST_ADDRESS && !/\p{Script=Cyrillic}/u.test(text);
  return [
    {
      // A mail is found among mails alone: nothing is called so, however it is inflected or misspelled.
      readings: address && MAIL.test(piece) ? [] : readings,
      digits: null,
      address: address ? text : null,
      optional: text.length === 1 || FORMS.has(text),
    },
  ];
}

/** The words of all readings, each once: what the vocabulary is asked about. */
export function wordsOf(terms: readonly Term[]): string[] {
  return [...new Set(terms.flatMap(({ readings }) => readings.flatMap(({ words }) => words)))];
}

/** A word as it is usually written in the other alphabet, for finding it there in spite of a slip. */
export function inOtherAlphabet(word: string): string {
  return /\p{Script=Cyrillic}/u.test(word) ? toLatin(word) : toRussian(word);
}
