import { type RawBuilder, sql } from 'kysely';

/** Ids as one value of a statement, so that it stays the same however many there are. */
export const uuidArray = (ids: readonly string[]): RawBuilder<unknown> => sql`${sql.val([...ids])}::uuid[]`;

/** Texts as one value of a statement. */
export const textArray = (words: readonly string[]): RawBuilder<unknown> => sql`${sql.val([...words])}::text[]`;

const FEW_IDS = 3;

/** Ids of which there are mostly one or two: so few are named one by one, so that how many they are is known of a statement planned once. */
export const uuids = (ids: readonly string[]): RawBuilder<unknown> =>
  ids.length > FEW_IDS ? uuidArray(ids) : sql`ARRAY[${sql.join(ids.map((id) => sql`${id}::uuid`))}]::uuid[]`;
