import { sql } from 'kysely';
import { meantRecords, type SearchRequest } from '#modules/clients/search/queries.ts';
import type { Context } from '#platform/context.ts';

export interface FoundProject {
  id: string;
  title: string;
  contract_number: string | null;
  client_id: string;
  client_name: string;
  mine: boolean;
}

const PROJECTS = {
  table: sql`projects`,
  alias: sql`p`,
  newest: sql`p.id DESC`,
  columns: { table: 'projects', words: sql`p.search`, numbers: null },
  clientId: sql`p.client_id`,
};

/** Projects that may be meant, at clients whose card is open. */
export async function foundProjects(context: Pick<Context, 'db'>, request: SearchRequest): Promise<FoundProject[]> {
  const selves = sql`${sql.val([...request.view.reach.selves])}::uuid[]`;
  const { rows } = await sql<FoundProject>`
    SELECT p.id, p.title, p.contract_number, p.client_id, c.name AS client_name, p.manager_id = ANY(${selves}) AS mine
    FROM projects p JOIN v_clients c ON c.id = p.client_id WHERE p.id IN ${meantRecords(PROJECTS, request)} AND ${request.open}`.execute(
    context.db,
  );
  return rows;
}
