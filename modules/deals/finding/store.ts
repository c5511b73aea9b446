import { sql } from 'kysely';

export const DEALS = {
  table: sql`deals`,
  alias: sql`d`,
  newest: sql`d.id DESC`,
  columns: { table: 'deals', words: sql`d.search`, hold: 'names' as const, numbers: null },
  clientId: sql`d.client_id`,
  workOf: sql`d.owner_id`,
  number: sql`d.contract_number`,
};
