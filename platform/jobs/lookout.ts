/** Work that goes on beside the requests until it is closed. */
export interface Worker {
  /** Takes up no more work; a batch under way is finished first. */
  close(): Promise<void>;
}

/**
 * Looks for something to do every so many milliseconds, one look at a time. A look that fails says so and the next one comes
 * all the same: the database may be away for a while. `closed` tells a long look that no more is to be taken up.
 */
export function lookEvery(
  milliseconds: number,
  look: (closed: () => boolean) => Promise<unknown>,
  onError: (error: unknown) => void,
): Worker {
  let isClosed = false;
  let looking: Promise<unknown> | null = null;
  const timer = setInterval(() => {
    looking ??= look(() => isClosed)
      .catch(onError)
      .finally(() => {
        looking = null;
      });
  }, milliseconds);
  timer.unref();
  return {
    async close() {
      isClosed = true;
      clearInterval(timer);
      await looking;
    },
  };
}
