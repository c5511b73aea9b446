import { sql } from 'kysely';

export const FILES = {
  table: sql`attachments`,
  alias: sql`a`,
  newest: sql`a.id DESC`,
  columns: { table: 'attachments', words: sql`a.search`, hold: 'names' as const, numbers: null },
  clientId: sql`a.client_id`,
  workOf: sql`a.added_by`,
  present: sql<boolean>`a.removed_at IS NULL`,
};
