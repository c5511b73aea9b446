import { createHash } from 'node:crypto';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';

/** A statement is prepared once it has been sent so often: what is sent all the time is worth a place in every session. */
const SENT_BEFORE = 10;
const MOST_PREPARED = 200;
const MOST_COUNTED = 5000;
/** Plans that depend on what is looked for are made for each search anew; what begins and ends transactions has no plan. */
const NEVER_PREPARED = / LIKE |^(begin|start|commit|rollback|savepoint|release)\b/;
/** «cached plan must not change result type» */
export const STALE_PLAN = '0A000';

/** Decides which statements are sent under a name, so that the server parses and plans them once in each session. */
interface Naming {
  nameOf(text: string): string | undefined;
  /** After a migration under a running program the server refuses plans of before: from now on they have other names. */
  renew(): void;
}

function createNaming(): Naming {
  const names = new Map<string, string>();
  const sent = new Map<string, number>();
  let generation = 0;
  return {
    nameOf(text) {
      const known = names.get(text);
      if (known !== undefined) return known;
      const count = (sent.get(text) ?? 0) + 1;
      if (count <= SENT_BEFORE || names.size >= MOST_PREPARED || NEVER_PREPARED.test(text)) {
        if (sent.size >= MOST_COUNTED) sent.clear();
        sent.set(text, count);
        return undefined;
      }
      sent.delete(text);
      const name = `e${generation}_${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
      names.set(text, name);
      return name;
    },
    renew() {
      generation += 1;
      names.clear();
    },
  };
}

function isStale(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === STALE_PLAN;
}

/** The pool as Kysely sees it: statements that are sent again and again go prepared. */
export function preparingPool(pool: pg.Pool): PostgresPool {
  const naming = createNaming();
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  const preparing = (client: pg.PoolClient): PostgresPoolClient => {
    const query = async (text: string, values: readonly unknown[]) => {
      const name = naming.nameOf(text);
      try {
        return await client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) });
      } catch (error) {
        if (name === undefined || !isStale(error)) throw error;
        naming.renew();
        // Inside a transaction that has failed by now this is refused as well, and the whole of it is tried again.
        return await client.query({ text, values: [...values] }).catch(() => Promise.reject(error));
      }
    };
    // Kysely asks for cursors only where a dialect was given one.
    return { query: query as unknown as PostgresPoolClient['query'], release: (destroy) => client.release(destroy) };
  };
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect();
      const known = clients.get(client) ?? preparing(client);
      clients.set(client, known);
      return known;
    },
  };
}
