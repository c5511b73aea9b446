/** How many slips a word of a length forgives: none up to three letters, then one, two, three. */
export function slipsForgiven(length: number): number {
  if (length < 4) return 0;
  if (length < 6) return 1;
  return length < 10 ? 2 : 3;
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
