import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import type { Result } from '#shared/result.ts';
import { lookEvery, type Worker } from './lookout.ts';

const LOOK_EVERY_MS = 600_000;

/**
 * Lets go of what is kept no more, piece by piece, each in a transaction of its own, until nothing is left; then looks again
 * every ten minutes. `letGo` answers whether there was a piece.
 */
export function cleanUp(
  contextOf: () => Context,
  letGo: (write: WriteContext) => Promise<Result<{ gone: boolean }>>,
  onError: (error: unknown) => void,
): Worker {
  return lookEvery(
    LOOK_EVERY_MS,
    async (closed) => {
      while (!closed()) {
        const done = await inTransaction(contextOf(), letGo);
        if (!done.ok || !done.value.gone) return;
      }
    },
    onError,
  );
}
