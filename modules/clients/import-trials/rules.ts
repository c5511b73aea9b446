import type { Known } from '../recognition/rules.ts';
import { bareDetails, type ClientKey } from '../register/rules.ts';

const wordOf = ({ kind, value }: ClientKey): string => `${kind} ${value}`;
const wordOfInn = (inn: string): string => wordOf({ kind: 'inn number', value: inn });
const wordOfName = (name: string): string => wordOf({ kind: 'bare name', value: name });

/** Under which words a client of a dry run is looked for by later rows. */
export function wordsOf({ keys, details, nameKey }: Known): string[] {
  const inn = details.inn === null ? [] : [wordOfInn(details.inn)];
  return [...new Set([...keys.map(wordOf), ...inn, wordOfName(nameKey)])];
}

/** The same of what rows look for. */
export function wordsWanted(wanted: {
  inns: readonly string[];
  keys: readonly ClientKey[];
  names: readonly string[];
}): string[] {
  return [...wanted.keys.map(wordOf), ...wanted.inns.map(wordOfInn), ...wanted.names.map(wordOfName)];
}

/** A client as it is laid aside: what it says nothing of takes no room. */
export function laidAside(known: Known): object {
  const details = Object.entries(known.details).filter(([, value]) => !isBlank(value));
  return { ...known, before: null, details: Object.fromEntries(details) };
}

const isBlank = (value: unknown): boolean =>
  value === null || value === false || (Array.isArray(value) && value.length === 0);

/** Taken up again, as `laidAside` has left it. */
export function takenUp(aside: object): Known {
  const known = aside as Known;
  const details = { ...bareDetails('', ''), ...known.details };
  return { ...known, before: details, details };
}
