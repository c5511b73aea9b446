import type { Context } from '#platform/context.ts';

/** Clients that nobody holds and that wait in the queue of a sales system, by state. */
export async function queuedClients({ db }: Pick<Context, 'db'>, salesSystemId: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('v_clients')
    .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
    .where('sales_system_id', '=', salesSystemId)
    .where('state', 'in', ['cold', 'warm'])
    .groupBy('state')
    .execute();
  return new Map(rows.map((row) => [row.state ?? '', row.count]));
}
