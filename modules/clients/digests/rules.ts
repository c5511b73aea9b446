/** A short digest: tells whether a cell has changed without keeping what it said. */
export function digestOf(text: string): string {
  const [high, low] = hashOf(text);
  return high.toString(36) + low.toString(36);
}

/** What a source said of a client when it was last read: digests of single values, lists as they were. */
export type Memory = Readonly<Record<string, string | readonly string[]>>;

/** Two halves of 32 bits (cyrb53 without its last cut). */
function hashOf(text: string): [high: number, low: number] {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return [high >>> 0, low >>> 0];
}

/**
 * In which row of a file each of millions of words was first seen, in some 25 bytes a word: only their digests of 64 bits
 * are kept, of which two agree by chance once in thirty million files of a million rows.
 */
export class SeenRows {
  #count = 0;
  #highs = new Uint32Array(1024);
  #lows = new Uint32Array(1024);
  /** Zero where nothing is: rows count from one. */
  #rows = new Int32Array(1024);

  /** Keeps the first row only. */
  note(word: string, row: number): void {
    if (this.#count * 2 >= this.#rows.length) this.#grow();
    const [high, low] = hashOf(word);
    const slot = this.#slotOf(high, low);
    if (this.#rows[slot] !== 0) return;
    this.#put(slot, high, low, row);
    this.#count++;
  }

  rowOf(word: string): number | undefined {
    const row = this.#rows[this.#slotOf(...hashOf(word))];
    return row === 0 ? undefined : row;
  }

  /** Where the digest is, or the free slot where it belongs. */
  #slotOf(high: number, low: number): number {
    const mask = this.#rows.length - 1;
    let slot = (low ^ high) & mask;
    while (this.#rows[slot] !== 0 && (this.#highs[slot] !== high || this.#lows[slot] !== low)) slot = (slot + 1) & mask;
    return slot;
  }

  #put(slot: number, high: number, low: number, row: number): void {
    this.#highs[slot] = high;
    this.#lows[slot] = low;
    this.#rows[slot] = row;
  }

  #grow(): void {
    const [highs, lows, rows] = [this.#highs, this.#lows, this.#rows];
    const size = rows.length * 2;
    [this.#highs, this.#lows, this.#rows] = [new Uint32Array(size), new Uint32Array(size), new Int32Array(size)];
    for (const [place, row] of rows.entries()) {
      if (row === 0) continue;
      const [high, low] = [highs[place] ?? 0, lows[place] ?? 0];
      this.#put(this.#slotOf(high, low), high, low, row);
    }
  }
}
