import { once } from 'node:events';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

const FLUSH_AT = 64 * 1024;

export type Value = string | number | boolean | null;

/** Streams rows into a table by COPY on a session of its own. */
export interface CopyWriter {
  /** A promise only when the server is behind: await what it returns. */
  write(row: readonly Value[]): Promise<void> | undefined;
  /** Ends the COPY; the number of rows that were written. */
  end(): Promise<number>;
}

const SPECIAL = /[\\\t\n\r]/g;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function field(value: Value): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return value.replace(SPECIAL, (character) => ESCAPES[character] ?? character);
  return typeof value === 'boolean' ? (value ? 't' : 'f') : String(value);
}

/** An array of texts as PostgreSQL writes it. */
export function pgArray(texts: readonly string[]): string {
  return `{${texts.map((text) => `"${text.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

/**
 * Opens a COPY into a table. The session skips triggers and foreign keys, as only a superuser's may: the rows are valid by
 * construction, and the CHECKs still look at each.
 */
export async function copyInto(
  open: () => Promise<pg.Client>,
  table: string,
  columns: readonly string[],
): Promise<CopyWriter> {
  const client = await open();
  await client.query('SET session_replication_role = replica');
  await client.query('SET synchronous_commit = off');
  const stream = client.query(copyFrom(`COPY ${pg.escapeIdentifier(table)} (${columns.join(', ')}) FROM STDIN`));
  let failure: Error | undefined;
  stream.on('error', (error: Error) => {
    failure = error;
  });
  let waiting = '';
  let written = 0;
  return {
    write(row) {
      waiting += `${row.map(field).join('\t')}\n`;
      written += 1;
      if (waiting.length < FLUSH_AT) return undefined;
      if (failure !== undefined) throw failure;
      const chunk = waiting;
      waiting = '';
      return stream.write(chunk) ? undefined : once(stream, 'drain').then(() => undefined);
    },
    async end() {
      if (failure === undefined) {
        const finished = once(stream, 'finish');
        stream.end(waiting);
        await finished;
      }
      await client.end();
      if (failure !== undefined) throw failure;
      return written;
    },
  };
}
