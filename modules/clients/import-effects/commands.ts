import { flatCustom } from '#modules/fields/rules.ts';
import { type Change, statementsOf } from '#modules/journal/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import { roleChange, writeRoles } from '../import-places/commands.ts';
import { areRetagged, prepareTags } from '../import-tags/commands.ts';
import type { Known } from '../recognition/rules.ts';
import { changedDetails } from '../register/rules.ts';
import type { KeyMove } from './rules.ts';
import {
  type AddedPerson,
  clientsToUpdate,
  commitWithoutWaiting,
  conflictsToSave,
  type Effect,
  effectsToSave,
  keysToAdd,
  keysToDrop,
  memoriesToSave,
  peopleToInsert,
  runAhead,
  type Statement,
} from './store.ts';

interface WrittenBy {
  importId: string;
  source: string;
  origin: string;
}

/**
 * Writes what a batch of rows has made of its clients: clients, ids, memory of the source, people, journal, open
 * questions, and what to take back. False when somebody has changed one of the clients since it was read: the batch is
 * begun again. Source: domain §2.
 */
export async function writeEffects(
  context: WriteContext,
  { clients, moves, adding }: { clients: readonly Known[]; moves: readonly KeyMove[]; adding: Statement | null },
  of: WrittenBy,
): Promise<boolean> {
  const added = clients.filter((client) => client.isNew);
  const moved = new Set(moves.map(({ clientId }) => clientId));
  const changed = clients.filter(({ id }) => moved.has(id));
  const dropped = moves.flatMap((move) => move.dropped);
  const gained = [
    ...clients.flatMap((client) => client.newKeys.map((key) => ({ ...key, clientId: client.id }))),
    ...moves.flatMap((move) => move.gained.map((key) => ({ ...key, clientId: move.clientId }))),
  ];
  const remembered = clients.filter((client) => client.memoryChanged);
  const people = clients.flatMap((client) =>
    client.newPeople.map((person): AddedPerson => ({ ...person, clientId: client.id })),
  );
  const roles = clients.flatMap((client) => client.newRoles.map((role) => ({ ...role, clientId: client.id })));
  const asks = clients.flatMap((client) => client.asks.map((ask) => ({ ...ask, clientId: client.id })));

  context.held.forgetAll();
  await commitWithoutWaiting(context);
  if (changed.length > 0) {
    const [saved] = await runAhead(context, [() => clientsToUpdate(context, changed)]);
    if (saved !== BigInt(changed.length)) return false;
  }
  if (!(await writeRoles(context, roles))) return false;
  const tagging = await prepareTags(
    context,
    clients.map(({ id, tags }) => ({ clientId: id, ...tags })).filter(areRetagged),
    of,
  );
  let entries: (Change & { id: string })[] = [];
  let journal: ReturnType<typeof statementsOf> = [];
  const placesOf = people.length === 0 ? null : () => peopleToInsert(context, people);
  let persons: ReturnType<typeof peopleToInsert> = [];
  await runAhead(context, [
    () => adding,
    () => {
      entries = [
        ...[...added, ...changed].map((client) => clientChange(client, of.source)),
        ...people.map((person) => personChange(person, of.source)),
        ...roles.map((role) => roleChange(role.clientId, role, of.source)),
        ...tagging.entries,
      ];
      return dropped.length === 0 ? null : keysToDrop(dropped);
    },
    () => (gained.length === 0 ? null : keysToAdd(gained)),
    () => (remembered.length === 0 ? null : memoriesToSave(of.origin, remembered)),
    () => {
      persons = placesOf?.() ?? [];
      return persons[0] ?? null;
    },
    () => persons[1] ?? null,
    () => {
      journal = statementsOf(context, entries);
      return journal[0] ?? null;
    },
    () => journal[1] ?? null,
    () => (entries.length === 0 ? null : effectsToSave(of.importId, effectsOf(added, entries, people))),
    () => (asks.length === 0 ? null : conflictsToSave(of.importId, asks)),
  ]);
  await tagging.hang();
  return true;
}

function effectsOf(
  added: readonly Known[],
  entries: readonly (Change & { id: string })[],
  people: readonly AddedPerson[],
): Effect[] {
  const isNew = new Set(added.map((client) => client.id));
  const effects = new Map<string, { clientId: string; added: boolean; entries: string[]; people: string[] }>();
  const of = (clientId: string) => {
    const known = effects.get(clientId);
    if (known !== undefined) return known;
    const effect = { clientId, added: isNew.has(clientId), entries: [], people: [] };
    effects.set(clientId, effect);
    return effect;
  };
  for (const { id, clientId } of entries) of(clientId ?? '').entries.push(id);
  for (const { id, clientId } of people) of(clientId).people.push(id);
  return [...effects.values()];
}

function clientChange(client: Known, source: string): Change & { id: string } {
  const { before, after } = changedDetails(client.before, client.details);
  return {
    id: newId(),
    action: client.isNew ? 'client.created' : 'client.imported',
    subject: { kind: 'client', id: client.id },
    clientId: client.id,
    ...(client.isNew ? {} : { before }),
    after,
    reason: source,
  };
}

/** Values about a natural person lie in the side row of the journal. */
function personChange(
  { id, clientId, details: { position_title, decision_role, custom, ...personal } }: AddedPerson,
  source: string,
): Change & { id: string } {
  return {
    id: newId(),
    action: 'contact.added',
    subject: { kind: 'contact', id },
    clientId,
    after: { position_title, ...(decision_role === null ? {} : { decision_role }) },
    reason: source,
    personal: { personId: id, after: { ...personal, ...flatCustom(custom) } },
  };
}

/** Remembers what an import has done to clients besides its rows: answers to its questions. */
export async function saveEffects(context: WriteContext, importId: string, effects: readonly Effect[]): Promise<void> {
  await runAhead(context, [() => effectsToSave(importId, effects)]);
}
