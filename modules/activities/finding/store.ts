import { sql } from 'kysely';
import { meantRecords, type SearchRequest } from '#modules/clients/search/queries.ts';
import type { Context } from '#platform/context.ts';

export interface FoundFile {
  id: string;
  title: string;
  client_id: string;
  client_name: string;
  mine: boolean;
}

const FILES = {
  table: sql`attachments`,
  alias: sql`a`,
  newest: sql`a.id DESC`,
  columns: { table: 'attachments', words: sql`a.search`, numbers: null },
  clientId: sql`a.client_id`,
  present: sql<boolean>`a.removed_at IS NULL`,
};

/** Files that may be meant, at clients whose card is open. */
export async function foundFiles(context: Pick<Context, 'db'>, request: SearchRequest): Promise<FoundFile[]> {
  const selves = sql`${sql.val([...request.view.reach.selves])}::uuid[]`;
  const { rows } = await sql<FoundFile>`
    SELECT a.id, a.title, a.client_id, c.name AS client_name, a.added_by = ANY(${selves}) AS mine
    FROM attachments a JOIN v_clients c ON c.id = a.client_id WHERE a.id IN ${meantRecords(FILES, request)} AND ${request.open}`.execute(
    context.db,
  );
  return rows;
}
