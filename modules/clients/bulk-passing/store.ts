import { sql } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import { bulk } from '#platform/db/bulk.ts';
import { newId } from '#shared/ids.ts';

/** A client whose holder changes; `owner` is who owes its next check from now on. */
export interface NewHolder {
  clientId: string;
  from: string;
  to: string;
  owner: string | null;
  note: string | null;
}

/** The columns of many cards, each under its lock, in one statement. */
export async function saveHolders(context: WriteContext, holders: readonly NewHolder[]): Promise<void> {
  context.held.forgetAll();
  await sql`UPDATE clients SET holder_id = r."to", check_owner_id = r.owner,
      updated_at = ${context.now.toString()}::timestamptz, version = version + 1
    FROM ${bulk(holders, { clientId: 'uuid', to: 'uuid', owner: 'uuid' })} WHERE clients.id = r."clientId"`.execute(
    context.db,
  );
}

/** Ends the present holdings and begins the next ones at the same instant, as a single change of hands does. */
export async function saveHoldings(context: WriteContext, holders: readonly NewHolder[]): Promise<void> {
  const now = sql`${context.now.toString()}::timestamptz`;
  const clients = bulk(holders, { clientId: 'uuid' });
  await sql`DELETE FROM client_holdings USING ${clients}
    WHERE client_id = r."clientId" AND upper_inf(held) AND lower(held) >= ${now}`.execute(context.db);
  await sql`UPDATE client_holdings SET held = tstzrange(lower(held), ${now}) FROM ${clients}
    WHERE client_id = r."clientId" AND upper_inf(held)`.execute(context.db);
  const begun = holders.map((one) => ({ ...one, id: newId() }));
  await sql`INSERT INTO client_holdings (id, client_id, employee_id, held, via, note)
    SELECT id, "clientId", "to", tstzrange(${now}, NULL), 'transfer', note
    FROM ${bulk(begun, { id: 'uuid', clientId: 'uuid', to: 'uuid', note: 'text' })}`.execute(context.db);
}

/** Whoever held a client may read its card on. */
export async function admitFormerHolders(context: WriteContext, holders: readonly NewHolder[]): Promise<void> {
  context.held.forgetAll();
  await sql`INSERT INTO client_participants AS p (client_id, employee_id, capacity, source_id, since)
    SELECT "clientId", "from", 'former_holder', "clientId", ${context.now.toString()}::timestamptz
    FROM ${bulk(holders, { clientId: 'uuid', from: 'uuid' })}
    ON CONFLICT (client_id, employee_id, capacity, source_id) DO UPDATE SET until = NULL WHERE p.until IS NOT NULL`.execute(
    context.db,
  );
}
