import { sql } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import type { ClientKey } from '../register/rules.ts';
import type { Reading } from '../store.ts';

export async function keyOwners(
  context: Reading,
  keys: readonly ClientKey[],
): Promise<(ClientKey & { client_id: string })[]> {
  if (keys.length === 0) return [];
  return context.db
    .selectFrom('client_keys')
    .select(['kind', 'value', 'client_id'])
    .where(
      sql<boolean>`(kind, value) IN (SELECT * FROM unnest(${sql.val(keys.map((key) => key.kind))}::text[], ${sql.val(keys.map((key) => key.value))}::text[]))`,
    )
    .execute();
}

export async function keysHeldBy(context: Reading, clientId: string): Promise<ClientKey[]> {
  return context.db.selectFrom('client_keys').select(['kind', 'value']).where('client_id', '=', clientId).execute();
}

/** Replaces the keys of one kind: what the client is recognised by from now on. */
export async function saveKeys(
  context: WriteContext,
  clientId: string,
  kinds: readonly string[],
  keys: readonly ClientKey[],
): Promise<void> {
  await context.db
    .deleteFrom('client_keys')
    .where('client_id', '=', clientId)
    .where('kind', 'in', [...kinds])
    .execute();
  await addKeys(context, clientId, keys);
}

export async function addKeys(context: WriteContext, clientId: string, keys: readonly ClientKey[]): Promise<void> {
  if (keys.length === 0) return;
  await context.db
    .insertInto('client_keys')
    .values(keys.map((key) => ({ ...key, client_id: clientId })))
    .execute();
}

/** The clients that carry this tax number, whatever their tax office. */
export async function clientsWithInn(context: Reading, inn: string): Promise<{ id: string; kpp: string | null }[]> {
  return context.db.selectFrom('clients').select(['id', 'kpp']).where('inn', '=', inn).execute();
}
