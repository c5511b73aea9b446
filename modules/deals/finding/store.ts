import { sql } from 'kysely';
import { meantRecords, type SearchRequest } from '#modules/clients/search/queries.ts';
import type { Context } from '#platform/context.ts';

export interface FoundDeal {
  id: string;
  title: string;
  contract_number: string | null;
  client_id: string;
  client_name: string;
  mine: boolean;
}

const DEALS = {
  table: sql`deals`,
  alias: sql`d`,
  newest: sql`d.id DESC`,
  columns: { table: 'deals', words: sql`d.search`, numbers: null },
  clientId: sql`d.client_id`,
};

/** Deals that may be meant, at clients whose card is open. */
export async function foundDeals(context: Pick<Context, 'db'>, request: SearchRequest): Promise<FoundDeal[]> {
  const selves = sql`${sql.val([...request.view.reach.selves])}::uuid[]`;
  const { rows } = await sql<FoundDeal>`
    SELECT d.id, d.title, d.contract_number, d.client_id, c.name AS client_name, d.owner_id = ANY(${selves}) AS mine
    FROM deals d JOIN v_clients c ON c.id = d.client_id WHERE d.id IN ${meantRecords(DEALS, request)} AND ${request.open}`.execute(
    context.db,
  );
  return rows;
}
