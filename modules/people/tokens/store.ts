import { type Selectable, sql } from 'kysely';
import type { Context, WriteContext } from '#platform/context.ts';
import type { Db } from '#platform/db/pool.ts';
import type { ApiTokens } from '#platform/db/schema.ts';

type Reading = Pick<Context, 'db'>;
export type TokenRow = Omit<Selectable<ApiTokens>, 'token_hash'>;
const COLUMNS = [
  'id',
  'employee_id',
  'name',
  'scopes',
  'created_at',
  'expires_at',
  'last_used_at',
  'revoked_at',
] as const;

export async function tokensOf({ db }: Reading, employeeId: string): Promise<TokenRow[]> {
  return db
    .selectFrom('api_tokens')
    .select(COLUMNS)
    .where('employee_id', '=', employeeId)
    .orderBy('id', 'desc')
    .limit(200)
    .execute();
}

export async function insertToken(
  { db }: WriteContext,
  token: Omit<Selectable<ApiTokens>, 'last_used_at' | 'revoked_at'>,
): Promise<void> {
  await db.insertInto('api_tokens').values(token).execute();
}

export async function lockToken({ db }: WriteContext, id: string): Promise<TokenRow | undefined> {
  return db.selectFrom('api_tokens').select(COLUMNS).where('id', '=', id).forUpdate().executeTakeFirst();
}

export async function revokeTokenRow({ db, now }: WriteContext, id: string): Promise<void> {
  await db.updateTable('api_tokens').set({ revoked_at: now.toString() }).where('id', '=', id).execute();
}

export async function revokeTokensOf({ db, now }: WriteContext, employeeId: string): Promise<void> {
  await db
    .updateTable('api_tokens')
    .set({ revoked_at: now.toString() })
    .where('employee_id', '=', employeeId)
    .where('revoked_at', 'is', null)
    .execute();
}

export async function tokenByHash(
  db: Db,
  tokenHash: string,
): Promise<(TokenRow & { owner_active: boolean }) | undefined> {
  return db
    .selectFrom('api_tokens as t')
    .innerJoin('employees as e', 'e.id', 't.employee_id')
    .select([
      't.id',
      't.employee_id',
      't.name',
      't.scopes',
      't.created_at',
      't.expires_at',
      't.last_used_at',
      't.revoked_at',
    ])
    .select(sql<boolean>`e.status = 'active'`.as('owner_active'))
    .where('t.token_hash', '=', tokenHash)
    .executeTakeFirst();
}

export async function noteTokenUse(db: Db, id: string, at: string): Promise<void> {
  await db.updateTable('api_tokens').set({ last_used_at: at }).where('id', '=', id).execute();
}
