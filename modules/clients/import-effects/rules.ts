import { type Book, type Known, keyText } from '../recognition/rules.ts';
import { type ClientKey, changedDetails, KEY_KINDS, keysOf } from '../register/rules.ts';

/** A client whose data have changed, with the ids that it loses and gains by that. */
export interface KeyMove {
  clientId: string;
  dropped: ClientKey[];
  gained: ClientKey[];
}

/** Whether rows have changed the data of a client that was there before. */
const isChanged = (client: Known): boolean =>
  !client.isNew && changedDetails(client.before, client.details).names.length > 0;

/** Clients whose data the rows have changed, with the ids that go along; an id that belongs to another client stays there. */
export function movesOf(clients: readonly Known[], book: Book): KeyMove[] {
  return clients.filter(isChanged).map((client) => {
    const own = client.keys.filter((key) => KEY_KINDS.includes(key.kind));
    const next = keysOf(client.details, client.keys);
    return {
      clientId: client.id,
      dropped: own.filter((key) => !has(next, key)),
      gained: next.filter((key) => !has(own, key) && !book.byKey.has(keyText(key))),
    };
  });
}

const has = (keys: readonly ClientKey[], key: ClientKey): boolean =>
  keys.some((other) => keyText(other) === keyText(key));

/** The version of a client that an import has just added. */
const FIRST_VERSION = 1;

/** The clients of a batch as the next one finds them once they are written; what it makes of them is its own. */
export function onceWritten(clients: readonly Known[], moves: readonly KeyMove[]): Known[] {
  const moved = new Map(moves.map((move) => [move.clientId, move]));
  return clients.map((client) => {
    const move = moved.get(client.id);
    const kept = client.keys.filter((key) => move === undefined || !has(move.dropped, key));
    return {
      ...client,
      isNew: false,
      before: client.details,
      version: client.isNew ? FIRST_VERSION : client.version + (move === undefined ? 0 : 1),
      keys: [...kept, ...(move?.gained ?? [])],
      newKeys: [],
      memoryChanged: false,
      people: client.people.map((person) => ({ ...person })),
      newPeople: [],
      newRoles: [],
      tags: { before: client.tags.now, now: client.tags.now },
      asks: [],
    };
  });
}
