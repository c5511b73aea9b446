import { createReadStream } from 'node:fs';
import { complain } from './command.ts';

/** So often a line is said where a log is written; on a screen one line is kept up to date. */
const LOGGED_EVERY_MS = 15_000;
const SHOWN_EVERY_MS = 250;

/** How far work on a large file has come, told beside the result: what a script reads stays as it is. */
export interface Progress {
  tell(share: number, words: string): void;
  /** Leaves a clean line to what is said next. */
  end(): void;
}

/** Nothing is said of work that is over before the first line would be due. */
export function startProgress(): Progress {
  const onScreen = process.stderr.isTTY;
  const every = onScreen ? SHOWN_EVERY_MS : LOGGED_EVERY_MS;
  let due = performance.now() + every;
  let written = false;
  return {
    tell(share, words) {
      if (performance.now() < due) return;
      due = performance.now() + every;
      const line = `${Math.floor(share * 100)} % ${words}`;
      if (!onScreen) {
        complain(line);
        return;
      }
      process.stderr.write(`\r\u001b[K${line}`);
      written = true;
    },
    end() {
      if (written) process.stderr.write('\r\u001b[K');
    },
  };
}

/** A file as a source of an import that tells how much of it has been stored. */
export function openTold(path: string, size: number, progress: Progress): () => AsyncIterable<Uint8Array> {
  return async function* () {
    let read = 0;
    for await (const chunk of createReadStream(path)) {
      read += chunk.length;
      progress.tell(size === 0 ? 1 : read / size, 'stored');
      yield chunk;
    }
  };
}
