import { type RawBuilder, sql } from 'kysely';
import type { Db } from './pool.ts';

/** The statement that inserts rows of one kind. */
export type InsertOf<T> = (rows: readonly T[]) => RawBuilder<unknown>;

/**
 * Rows that a command only adds and never reads: the journal, the outbox. They are gathered while it runs and written in
 * one statement before it commits. Whoever reads or removes such rows inside a transaction writes them first.
 */
export interface Gathering {
  add<T>(insert: InsertOf<T>, rows: readonly T[]): void;
  write(db: Db): Promise<void>;
  /** Of a part that is rolled back by itself: what it has gathered goes with it. */
  drop(): void;
}

export function createGathering(): Gathering {
  const gathered = new Map<InsertOf<never>, unknown[]>();
  return {
    add<T>(insert: InsertOf<T>, rows: readonly T[]) {
      const known = gathered.get(insert);
      if (known === undefined) gathered.set(insert, [...rows]);
      else for (const row of rows) known.push(row);
    },
    async write(db) {
      // Under one statement lie only rows that were added for it.
      const inserts = [...gathered].map(([insert, rows]) => insert(rows as never[]));
      gathered.clear();
      const last = inserts.pop();
      if (last === undefined) return;
      const before = inserts.map((insert, at) => sql`${sql.ref(`part_${at}`)} AS (${insert})`);
      await (before.length === 0 ? last : sql`WITH ${sql.join(before)} ${last}`).execute(db);
    },
    drop() {
      gathered.clear();
    },
  };
}
