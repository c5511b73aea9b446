import { searchText } from '#shared/search-text.ts';

/** A field that a column may be taken into. `names` are its usual headings in any language. */
export type TargetField = {
  readonly key: string;
  readonly names: readonly string[];
  /** How much the values of a column look like this field, 0 to 1; empty values are left out. */
  readonly looksLike?: (values: readonly string[]) => number;
  /** Whether several columns may go into it, as phones do. */
  readonly repeated?: boolean;
};

export type MappingReason = 'name' | 'part_of_name' | 'name_and_values' | 'values' | 'values_disagree' | 'none';

/** What is proposed for one column, with how sure that is (0 to 1) and why. */
export type ColumnProposal = {
  readonly heading: string;
  readonly target: string | null;
  readonly confidence: number;
  readonly reason: MappingReason;
};

const nothing = 0;
/** Below this a guess is left to the user. */
const leastConfidence = 0.4;
const valuesAlone = 0.75;
const looksRight = 0.5;

/** Words that are one but for an ending or an abbreviation: `телефоны`, `тел`. */
function sameWord(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  // A letter of a column without a heading begins many words.
  if (short.length < 2 || !long.startsWith(short)) return false;
  return long.length - short.length <= 2 || short.length >= 3;
}

/** 1 for the very name, less for a heading that has more words than the name, 0 when a word of the name is missing. */
function nameScore(heading: string, name: string): number {
  if (heading === name) return 1;
  const words = heading.split(' ');
  const nameWords = name.split(' ');
  const exact = nameWords.every((word) => words.includes(word));
  const close = nameWords.every((word) => words.some((other) => sameWord(word, other)));
  if (!exact && !close) return nothing;
  const share = Math.min(1, nameWords.length / words.length);
  return exact ? 0.6 + 0.3 * share : 0.45 + 0.3 * share;
}

function score(
  heading: string,
  values: readonly string[],
  target: TargetField,
): Omit<ColumnProposal, 'heading' | 'target'> {
  // Of two columns with one heading the second is numbered, and means what it is called all the same.
  const words = searchText(heading.replace(/ \(\d+\)$/, ''));
  const named = Math.max(nothing, ...target.names.map((name) => nameScore(words, searchText(name))));
  const looks = values.length > 0 ? target.looksLike?.(values) : undefined;
  const byName: MappingReason = named === 1 ? 'name' : 'part_of_name';
  if (looks === undefined) return { confidence: named, reason: named > 0 ? byName : 'none' };
  if (named === 0) return { confidence: looks * valuesAlone, reason: 'values' };
  if (looks >= looksRight) return { confidence: Math.min(1, named * 0.9 + looks * 0.1), reason: 'name_and_values' };
  return { confidence: named * (0.5 + looks / 2), reason: 'values_disagree' };
}

/**
 * Which field each column most likely holds, in the order of the columns. The surest pairs are settled first; a field is
 * given to one column, unless it may be repeated by name. What stays unsure is left without a field for the user.
 */
export function proposeMapping(
  headings: readonly string[],
  sampleRows: readonly Readonly<Record<string, string>>[],
  targets: readonly TargetField[],
): ColumnProposal[] {
  const pairs = headings.flatMap((heading) => {
    const values = sampleRows.map((row) => (row[heading] ?? '').trim()).filter((value) => value !== '');
    return targets.map((target) => ({ heading, target, ...score(heading, values, target) }));
  });
  const sure = pairs
    .filter(({ confidence }) => confidence >= leastConfidence)
    .toSorted((a, b) => b.confidence - a.confidence);
  const chosen = new Map<string, ColumnProposal>();
  const given = new Set<string>();
  for (const { heading, target, confidence, reason } of sure) {
    const again = given.has(target.key);
    if (chosen.has(heading) || (again && !(target.repeated && reason !== 'values'))) continue;
    chosen.set(heading, { heading, target: target.key, confidence, reason });
    given.add(target.key);
  }
  return headings.map(
    (heading) => chosen.get(heading) ?? { heading, target: null, confidence: nothing, reason: 'none' as const },
  );
}

/** The share of values that pass a test: the usual way to write a `looksLike`. */
export function shareOf(values: readonly string[], test: (value: string) => boolean): number {
  return values.length === 0 ? nothing : values.filter(test).length / values.length;
}
