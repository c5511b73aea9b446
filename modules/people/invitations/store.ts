import type { Selectable } from 'kysely';
import type { Context, WriteContext } from '#platform/context.ts';
import type { Invitations } from '#platform/db/schema.ts';

type Reading = Pick<Context, 'db'>;
export type InvitationRow = Selectable<Invitations>;

const open = ({ db }: Reading) =>
  db.selectFrom('invitations').selectAll().where('accepted_at', 'is', null).where('revoked_at', 'is', null);

/** Open invitations, expired ones included. */
export async function openInvitations(context: Reading, employeeIds: readonly string[]): Promise<InvitationRow[]> {
  if (employeeIds.length === 0) return [];
  return open(context).where('employee_id', 'in', employeeIds).execute();
}

export async function openInvitationByToken(context: Reading, tokenHash: string): Promise<InvitationRow | undefined> {
  return open(context).where('token_hash', '=', tokenHash).executeTakeFirst();
}

export async function lockInvitationByToken(
  context: WriteContext,
  tokenHash: string,
): Promise<InvitationRow | undefined> {
  return context.db
    .selectFrom('invitations')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .forUpdate()
    .executeTakeFirst();
}

export async function insertInvitation(
  { db }: WriteContext,
  invitation: Omit<InvitationRow, 'accepted_at' | 'revoked_at'>,
): Promise<void> {
  await db.insertInto('invitations').values(invitation).execute();
}

export async function acceptOpenInvitation({ db, now }: WriteContext, id: string): Promise<void> {
  await db.updateTable('invitations').set({ accepted_at: now.toString() }).where('id', '=', id).execute();
}

/** Ends the open invitation of an employee, expired or not; the id, or undefined when there was none. */
export async function revokeOpenInvitation({ db, now }: WriteContext, employeeId: string): Promise<string | undefined> {
  const row = await db
    .updateTable('invitations')
    .set({ revoked_at: now.toString() })
    .where('employee_id', '=', employeeId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}
