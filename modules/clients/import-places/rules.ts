import { searchText } from '#shared/search-text.ts';
import { digestOf, type Memory } from '../digests/rules.ts';
import type { Remark } from '../import-cells/rules.ts';
import type { SaidOfContact } from '../import-people/rules.ts';
import type { Policy } from '../imports/rules.ts';
import type { DecisionRole } from '../rules.ts';

/** Somebody at a client, as an import knows him. */
export interface PersonThere {
  id: string;
  name: string;
  /** The name as it is compared. */
  folded: string;
  role: DecisionRole | null;
  hasLeft: boolean;
}

/** Somebody whom a file adds. */
export interface NewPerson {
  id: string;
  details: SaidOfContact;
}

/** A role that a file gives to somebody who was there before. */
export interface NewRole {
  personId: string;
  before: DecisionRole | null;
  after: DecisionRole;
}

/** The question what role somebody has, by his id. */
export type RoleField = `contact_role.${string}`;
const ROLE_FIELD = 'contact_role.';
export const isRoleField = (field: string): field is RoleField => field.startsWith(ROLE_FIELD);
export const roleField = (personId: string): RoleField => `${ROLE_FIELD}${personId}`;
export const personOfRole = (field: RoleField): string => field.slice(ROLE_FIELD.length);

/** The people of a client while rows that name some are merged into it. */
export interface PeopleThere {
  people: PersonThere[];
  newPeople: NewPerson[];
  newRoles: NewRole[];
  memory: Memory;
  merged: readonly Memory[];
  memoryChanged: boolean;
}

export interface PeopleTaken {
  changed: boolean;
  remarks: Remark[];
  asks: { field: RoleField; before: DecisionRole; told: DecisionRole }[];
}

/** Under which name a source's word on somebody's role is remembered. */
export const roleMemory = (folded: string): string => `role:${digestOf(folded)}`;

/**
 * Takes the people whom a row names: whoever is new is added, one whom people have taken off stays off; of those who are there
 * the role changes alone, by the rules of every other cell. A client has one decision maker: a second one is told and comes
 * without that role. A repeated row only fills in a role that is unknown. Source: domain §2, §6.
 */
export function takePeople(
  at: PeopleThere,
  named: readonly SaidOfContact[],
  by: { policy: Policy | undefined; repeated: boolean; newId: () => string },
): PeopleTaken {
  const taken: PeopleTaken = { changed: false, remarks: [], asks: [] };
  for (const said of named) {
    const folded = searchText(said.full_name);
    const there = at.people.findLast((one) => one.folded === folded);
    if (there !== undefined) takeRole(at, there, said.decision_role, by, taken);
    else if (![at.memory, ...at.merged].some(({ people }) => remembered(people).includes(digestOf(folded)))) {
      const id = by.newId();
      const role = allowed(at, id, said.decision_role, taken.remarks);
      at.people.push({ id, name: said.full_name, folded, role, hasLeft: false });
      at.newPeople.push({ id, details: { ...said, decision_role: role } });
      remember(at, 'people', [...remembered(at.memory.people), digestOf(folded)]);
      if (role !== null) remember(at, roleMemory(folded), digestOf(role));
      taken.changed = true;
    }
  }
  return taken;
}

function takeRole(
  at: PeopleThere,
  there: PersonThere,
  told: DecisionRole | null,
  { policy, repeated }: { policy: Policy | undefined; repeated: boolean },
  taken: PeopleTaken,
): void {
  // Whoever has left decides nothing any more.
  if (told === null || there.hasLeft || (repeated && there.role !== null)) return;
  const key = roleMemory(there.folded);
  const digest = digestOf(told);
  const isKnown = at.memory[key] === digest;
  if (isKnown && policy !== 'overwrite') return;
  if (!isKnown && at.merged.some((before) => before[key] === digest)) return;
  if (there.role !== told && allowed(at, there.id, told, taken.remarks) === null) return;
  if (!isKnown) remember(at, key, digest);
  if (there.role === told || (there.role !== null && policy === 'fill')) return;
  if (there.role !== null && policy === 'ask') {
    taken.asks.push({ field: roleField(there.id), before: there.role, told });
    return;
  }
  const added = at.newPeople.find(({ id }) => id === there.id);
  const given = at.newRoles.find(({ personId }) => personId === there.id);
  if (added !== undefined) added.details = { ...added.details, decision_role: told };
  else if (given !== undefined) given.after = told;
  else at.newRoles.push({ personId: there.id, before: there.role, after: told });
  there.role = told;
  taken.changed = true;
}

/** The role, unless somebody else decides already: that is told. */
function allowed(
  { people }: PeopleThere,
  id: string,
  role: DecisionRole | null,
  remarks: Remark[],
): DecisionRole | null {
  if (role !== 'decision_maker') return role;
  const other = people.find((one) => one.id !== id && one.role === 'decision_maker' && !one.hasLeft);
  if (other === undefined) return role;
  const reason = 'clients.import_second_decision_maker';
  remarks.push({ column: null, reason, values: { name: other.name }, refused: false });
  return null;
}

function remember(at: PeopleThere, key: string, told: string | readonly string[]): void {
  at.memory = { ...at.memory, [key]: told };
  at.memoryChanged = true;
}

const remembered = (told: string | readonly string[] | undefined): readonly string[] =>
  typeof told === 'object' ? told : [];
