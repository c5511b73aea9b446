/**
 * Reads a source one part ahead: while the reader is busy with a part, the next is being made. Memory holds two parts at
 * most. A source that fails is told of when its part is asked for.
 */
export async function* readAhead<Part>(source: AsyncIterable<Part>): AsyncGenerator<Part> {
  const parts = source[Symbol.asyncIterator]();
  const ask = (): Promise<IteratorResult<Part>> => {
    const next = parts.next();
    // Whoever stops reading leaves the last part unasked for; its failure concerns nobody then.
    next.catch(() => undefined);
    return next;
  };
  let coming = ask();
  try {
    for (;;) {
      const { done, value } = await coming;
      if (done === true) return;
      coming = ask();
      yield value;
    }
  } finally {
    await coming.catch(() => undefined);
    await parts.return?.();
  }
}

/** Lets everything else have its turn: answers of the database, requests of users. */
export function giveWay(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
