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

/** Words are shared out among so many tables by a part of their digest, so that only one of them grows at a time. */
const TABLES = 64;
const SMALLEST = 256;
/** A table grows by a quarter when it is so full. */
const FULL = 0.8;
const GROWTH = 1.25;

/**
 * In which row of a file each of millions of words was first seen, in some 15 to 19 bytes a word: only their digests of 64 bits
 * are kept, of which two agree by chance once in thirty million files of a million rows.
 */
export class SeenRows {
  readonly #tables = Array.from({ length: TABLES }, () => new SeenTable());

  /** Keeps the first row only. */
  note(word: string, row: number): void {
    const [high, low] = hashOf(word);
    this.#tables[low % TABLES]?.note(high, low, row);
  }

  rowOf(word: string): number | undefined {
    const [high, low] = hashOf(word);
    return this.#tables[low % TABLES]?.rowOf(high, low);
  }
}

/** One of the tables: a digest lies where its upper half says, or in the next free slot behind. */
class SeenTable {
  #count = 0;
  #highs = new Uint32Array(SMALLEST);
  #lows = new Uint32Array(SMALLEST);
  /** Zero where nothing is: rows count from one. */
  #rows = new Int32Array(SMALLEST);

  note(high: number, low: number, row: number): void {
    if (this.#count >= this.#rows.length * FULL) this.#grow();
    const slot = this.#slotOf(high, low);
    if (this.#rows[slot] !== 0) return;
    this.#put(slot, high, low, row);
    this.#count++;
  }

  rowOf(high: number, low: number): number | undefined {
    const row = this.#rows[this.#slotOf(high, low)];
    return row === 0 ? undefined : row;
  }

  /** Where the digest is, or the free slot where it belongs. */
  #slotOf(high: number, low: number): number {
    const size = this.#rows.length;
    let slot = Math.floor((high / 2 ** 32) * size);
    while (this.#rows[slot] !== 0 && (this.#highs[slot] !== high || this.#lows[slot] !== low)) {
      slot = slot + 1 === size ? 0 : slot + 1;
    }
    return slot;
  }

  #put(slot: number, high: number, low: number, row: number): void {
    this.#highs[slot] = high;
    this.#lows[slot] = low;
    this.#rows[slot] = row;
  }

  #grow(): void {
    const [highs, lows, rows] = [this.#highs, this.#lows, this.#rows];
    const size = Math.ceil(rows.length * GROWTH);
    [this.#highs, this.#lows, this.#rows] = [new Uint32Array(size), new Uint32Array(size), new Int32Array(size)];
    for (let place = 0; place < rows.length; place++) {
      const row = rows[place] ?? 0;
      if (row === 0) continue;
      const [high, low] = [highs[place] ?? 0, lows[place] ?? 0];
      this.#put(this.#slotOf(high, low), high, low, row);
    }
  }
}
