/**
 * Reproducible randomness: the same seed gives the same draws on every machine and in every browser. Not for secrets.
 *
 * The generator is sfc32 by Chris Doty-Humphrey (128 bits of state, passes PractRand), seeded by the words of xmur3, a
 * MurmurHash3 finaliser over the seed's text.
 */
export type Random = {
  /** A number from 0 up to, not including, 1, in steps of 2⁻³². */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  /** True with the probability given. */
  chance(probability: number): boolean;
  /** One item, each as likely as the others. */
  pick<T>(items: readonly T[]): T;
  /** One item, as likely as its weight says. */
  weighted<T>(items: readonly (readonly [item: T, weight: number])[]): T;
  /** The items in a new order; the given list stays as it is. */
  shuffle<T>(items: readonly T[]): T[];
  /** `count` different items in random order; all of them when there are fewer. */
  sample<T>(items: readonly T[], count: number): T[];
  /** A draw from the normal distribution. */
  normal(mean: number, deviation: number): number;
  /** A draw from the exponential distribution: the time until something that comes once in `mean` on average. */
  exponential(mean: number): number;
  /** An independent generator for a named part, so that drawing more in one part leaves the others unchanged. */
  fork(name: string): Random;
};

function xmur3(text: string): () => number {
  let hash = 1779033703 ^ text.length;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 3432918353);
    hash = (hash << 13) | (hash >>> 19);
  }
  return () => {
    hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
    hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
    hash ^= hash >>> 16;
    return hash >>> 0;
  };
}

function sfc32(word: () => number): () => number {
  let [a, b, c, counter] = [word() | 0, word() | 0, word() | 0, word() | 0];
  const next = (): number => {
    const drawn = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + drawn) | 0;
    return (drawn >>> 0) / 4294967296;
  };
  for (let warmUp = 0; warmUp < 12; warmUp++) next();
  return next;
}

function drawn<T>(item: T | undefined, from: { readonly length: number }): T {
  if (from.length === 0) throw new RangeError('There is nothing to draw from');
  // The index was drawn within the list, so the item is there even where T itself allows undefined.
  return item as T;
}

/** A generator of the draws that belong to `seed`. */
export function createRandom(seed: string): Random {
  const next = sfc32(xmur3(seed));

  const int = (low: number, high: number): number => {
    if (!(low <= high)) throw new RangeError(`No whole number from ${low} to ${high}`);
    return low + Math.floor(next() * (high - low + 1));
  };

  const shuffle = <T>(items: readonly T[]): T[] => {
    const keyed = items.map((item) => ({ item, key: next() }));
    return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
  };

  /** Above 0, so that its logarithm is finite. */
  const positive = (): number => 1 - next();

  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (items) => drawn(items[Math.floor(next() * items.length)], items),
    weighted: (items) => {
      const whole = items.reduce((all, [, weight]) => all + weight, 0);
      if (!(whole > 0)) throw new RangeError('There is nothing to draw from');
      let left = next() * whole;
      const chosen = items.find(([, weight]) => {
        left -= weight;
        return left < 0;
      });
      return drawn(chosen ?? items.findLast(([, weight]) => weight > 0), items)[0];
    },
    shuffle,
    sample: (items, count) => shuffle(items).slice(0, count),
    // Box and Muller; the second of the two draws is thrown away, so that the state does not depend on history.
    normal: (mean, deviation) =>
      mean + deviation * Math.sqrt(-2 * Math.log(positive())) * Math.cos(2 * Math.PI * next()),
    exponential: (mean) => -mean * Math.log(positive()),
    fork: (name) => createRandom(`${seed}/${name}`),
  };
}
