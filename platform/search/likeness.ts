/** Letters that a slip may have put in the place of another. */
const LETTERS = [...'абвгдежзийклмнопрстуфхцчшщъыьэюяabcdefghijklmnopqrstuvwxyz'];
const CYRILLIC = 32;
const SHORT = 6;

/** How many slips a word of a length forgives: none up to three letters, then one, two, three. */
export function slipsForgiven(length: number): number {
  if (length < 4) return 0;
  if (length < 6) return 1;
  return length < 10 ? 2 : 3;
}

/**
 * Every word that is one slip away: a letter more, less, another, or two changed places. Only for words too short for
 * trigrams to agree on; empty for longer ones.
 */
export function oneSlipAway(word: string): string[] {
  if (word.length < 4 || word.length > SHORT || !/^[a-zа-я]+$/.test(word)) return [];
  const letters = /[а-я]/.test(word) ? LETTERS.slice(0, CYRILLIC) : LETTERS.slice(CYRILLIC);
  const found = new Set<string>();
  for (let at = 0; at <= word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    for (const letter of letters) {
      found.add(before + letter + after);
      if (after !== '') found.add(before + letter + after.slice(1));
    }
    if (after !== '') found.add(before + after.slice(1));
    if (after.length > 1) found.add(before + after.charAt(1) + after.charAt(0) + after.slice(2));
  }
  found.delete(word);
  return [...found];
}

/**
 * The fewest slips (a letter more, less, another, two neighbours changed) between what was typed and a word, or, with
 * `beginning`, the beginning of it: who types the first half with a slip means the whole.
 */
export function slipsBetween(typed: string, word: string, beginning = false): number {
  let older: number[] = [];
  let previous = Array.from({ length: word.length + 1 }, (_, index) => index);
  for (let row = 1; row <= typed.length; row++) {
    const current = [row];
    for (let column = 1; column <= word.length; column++) {
      const same = typed[row - 1] === word[column - 1];
      let slips = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (typed[row - 1] === word[column - 2] && typed[row - 2] === word[column - 1])
        slips = Math.min(slips, (older[column - 2] ?? 0) + 1);
      current.push(slips);
    }
    [older, previous] = [previous, current];
  }
  return beginning ? Math.min(...previous) : (previous[word.length] ?? 0);
}
