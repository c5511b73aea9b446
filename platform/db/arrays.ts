import { type RawBuilder, sql } from 'kysely';

/** Ids as one value of a statement, so that it stays the same however many there are. */
export const uuidArray = (ids: readonly string[]): RawBuilder<unknown> => sql`${sql.val([...ids])}::uuid[]`;

/** Texts as one value of a statement. */
export const textArray = (words: readonly string[]): RawBuilder<unknown> => sql`${sql.val([...words])}::text[]`;
