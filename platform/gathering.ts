import type { Db } from './db/pool.ts';

/** Writes rows of one kind in one statement. */
export type WriteRows<T> = (db: Db, rows: readonly T[]) => Promise<void>;

/**
 * Rows that a command only adds and never reads: the journal, the outbox. They are gathered while it runs and written in
 * one statement of each kind before it commits. Whoever reads or removes such rows inside a transaction writes them first.
 */
export interface Gathering {
  add<T>(write: WriteRows<T>, rows: readonly T[]): void;
  write(db: Db): Promise<void>;
  /** Of a part that is rolled back by itself: what it has gathered goes with it. */
  drop(): void;
}

export function createGathering(): Gathering {
  const gathered = new Map<WriteRows<never>, unknown[]>();
  return {
    add<T>(write: WriteRows<T>, rows: readonly T[]) {
      const known = gathered.get(write);
      if (known === undefined) gathered.set(write, [...rows]);
      else for (const row of rows) known.push(row);
    },
    async write(db) {
      const all = [...gathered];
      gathered.clear();
      // Under one writer lie only rows that were added for it.
      for (const [write, rows] of all) await write(db, rows as never[]);
    },
    drop() {
      gathered.clear();
    },
  };
}
