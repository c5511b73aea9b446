import { sql } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import { bulk } from '#platform/db/bulk.ts';
import type { DecisionRole } from '../rules.ts';

export interface RoleAt {
  clientId: string;
  personId: string;
  before: DecisionRole | null;
  after: DecisionRole | null;
}

/**
 * Gives people roles, as far as they have the role that they are thought to have, have not left, and nobody else decides
 * already. Answers with those who have theirs. Decision makers come last: another one may just have stopped being it.
 */
export async function giveRoles(context: WriteContext, roles: readonly RoleAt[]): Promise<Set<string>> {
  context.held.forgetAll();
  const given = new Set<string>();
  const isLast = ({ after }: RoleAt): boolean => after === 'decision_maker';
  for (const some of [roles.filter((role) => !isLast(role)), roles.filter(isLast)]) {
    if (some.length === 0) continue;
    const { rows } = await sql<{ personId: string }>`
      UPDATE client_contacts l SET decision_role = r.after
      FROM ${bulk(some, { clientId: 'uuid', personId: 'uuid', before: 'text', after: 'text' })}
      WHERE l.client_id = r."clientId" AND l.contact_id = r."personId" AND l.left_on IS NULL
        AND l.decision_role IS NOT DISTINCT FROM r.before
        AND (r.after IS DISTINCT FROM 'decision_maker' OR NOT EXISTS (SELECT FROM client_contacts o
          WHERE o.client_id = l.client_id AND o.contact_id <> l.contact_id AND o.decision_role = 'decision_maker' AND o.left_on IS NULL))
      RETURNING l.contact_id AS "personId"`.execute(context.db);
    for (const { personId } of rows) given.add(personId);
  }
  return given;
}

/** The role that somebody has at a client. */
export async function roleOf(context: WriteContext, clientId: string, personId: string): Promise<DecisionRole | null> {
  const { rows } = await sql<{ role: DecisionRole | null }>`
    SELECT decision_role AS role FROM client_contacts WHERE client_id = ${clientId} AND contact_id = ${personId}`.execute(
    context.db,
  );
  return rows[0]?.role ?? null;
}

/** What people are called. */
export async function namesOfPeople(context: WriteContext, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    SELECT id, full_name AS name FROM contacts WHERE id = ANY(${sql.val([...ids])}::uuid[])`.execute(context.db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
