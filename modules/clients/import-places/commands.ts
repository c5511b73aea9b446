import { type Change, recordMany } from '#modules/journal/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import { searchText } from '#shared/search-text.ts';
import type { DecisionRole } from '../rules.ts';
import { type NewRole, roleMemory } from './rules.ts';
import { giveRoles, namesOfPeople, type RoleAt } from './store.ts';

/** The role that a file gives to somebody who was at the client before, as an entry of the journal. */
export function roleChange(clientId: string, role: NewRole, source: string): Change & { id: string } {
  return {
    id: newId(),
    action: 'contact.imported',
    subject: { kind: 'contact', id: role.personId },
    clientId,
    before: { decision_role: role.before },
    after: { decision_role: role.after },
    reason: source,
  };
}

/** Gives people the roles that a file says; false where one of them has changed since it was read. */
export async function writeRoles(context: WriteContext, roles: readonly RoleAt[]): Promise<boolean> {
  return (await giveRoles(context, roles)).size === new Set(roles.map(({ personId }) => personId)).size;
}

interface Written {
  subjectId: string;
  before: unknown;
  after: unknown;
}

/** What taking roles back has come to: the clients of which one stays as it is, and what the source is to have never said. */
export interface RolesBack {
  left: Set<string>;
  forgotten: Map<string, string[]>;
}

/** Gives people the roles back that they had before an import, where nobody has changed them since. */
export async function takeRolesBack(
  context: WriteContext,
  written: readonly { clientId: string; entries: readonly Written[] }[],
  source: string,
): Promise<RolesBack> {
  const roles = written.flatMap(({ clientId, entries }) =>
    [...Map.groupBy(entries, ({ subjectId }) => subjectId)].map(([personId, of]): RoleAt => {
      // What the import made of the role last, and what it found first.
      const [before, after] = [roleIn(of.at(-1)?.after), roleIn(of.at(0)?.before)];
      return { clientId, personId, before, after };
    }),
  );
  const back: RolesBack = { left: new Set(), forgotten: new Map() };
  if (roles.length === 0) return back;
  const given = await giveRoles(context, roles);
  const names = await namesOfPeople(context, [...given]);
  for (const { clientId, personId } of roles) {
    if (!given.has(personId)) back.left.add(clientId);
    else {
      const told = roleMemory(searchText(names.get(personId) ?? ''));
      back.forgotten.set(clientId, [...(back.forgotten.get(clientId) ?? []), told]);
    }
  }
  await recordMany(
    context,
    roles
      .filter(({ personId }) => given.has(personId))
      .map(({ clientId, personId, before, after }) => ({
        action: 'contact.import_role_taken_back',
        subject: { kind: 'contact', id: personId },
        clientId,
        before: { decision_role: before },
        after: { decision_role: after },
        reason: source,
      })),
  );
  return back;
}

/** Written by `roleChange`, which is what makes the shape true. */
const roleIn = (side: unknown): DecisionRole | null =>
  typeof side === 'object' && side !== null && 'decision_role' in side
    ? (side.decision_role as DecisionRole | null)
    : null;
