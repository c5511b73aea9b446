/** Letters that a slip may have put in the place of another. */
const LETTERS = [...'абвгдежзийклмнопрстуфхцчшщъыьэюяabcdefghijklmnopqrstuvwxyz'];
const CYRILLIC = 32;
const SHORT = 6;

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
