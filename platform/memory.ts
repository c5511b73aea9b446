/**
 * What a process remembers for a moment of things that seldom change and that every request asks for: the company, its sales
 * systems, norms. An answer is kept for at most so long; whoever changes one of them forgets everything.
 *
 * Only answers are shared, never a question under way: it may stand behind a lock in somebody's transaction, and whoever
 * holds that lock would wait for it.
 */
export interface Memory {
  recall<T>(key: string, find: () => Promise<T>): Promise<T>;
  forget(): void;
}

/** The answer remembered, where something is remembered at all; else the answer now. */
export function recalled<T>(context: { memory?: Memory }, key: string, find: () => Promise<T>): Promise<T> {
  return context.memory === undefined ? find() : context.memory.recall(key, find);
}

const MOST_REMEMBERED = 10_000;

export function rememberFor(ms: number, clock: () => number = () => performance.now()): Memory {
  const kept = new Map<string, { until: number; found: unknown }>();
  let forgotten = 0;
  return {
    async recall<T>(key: string, find: () => Promise<T>): Promise<T> {
      const asked = clock();
      const known = kept.get(key);
      // Under one key there is always what one and the same place in the code has put there.
      if (known !== undefined && known.until > asked) return known.found as T;
      const before = forgotten;
      const found = await find();
      if (kept.size >= MOST_REMEMBERED) kept.clear();
      // What was asked before a change was known of is not kept beyond it.
      if (before === forgotten) kept.set(key, { until: asked + ms, found });
      return found;
    },
    forget() {
      forgotten += 1;
      kept.clear();
    },
  };
}
