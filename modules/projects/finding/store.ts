import { sql } from 'kysely';

export const PROJECTS = {
  table: sql`projects`,
  alias: sql`p`,
  newest: sql`p.id DESC`,
  columns: { table: 'projects', words: sql`p.search`, hold: 'names' as const, numbers: null },
  clientId: sql`p.client_id`,
  workOf: sql`p.manager_id`,
  number: sql`p.contract_number`,
};
