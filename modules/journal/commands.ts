import type { WriteContext } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import { notFound, ok, type Result, refuse } from '#shared/result.ts';
import { mayUndo } from './access.ts';
import {
  addEntry,
  type Change,
  deletePersonal,
  entriesToInsert,
  entryForUndo,
  hasLaterEntry,
  type StoredEntry,
} from './store.ts';

export type { Change } from './store.ts';

/**
 * Writes one change into the journal, at the end of the transaction of the change, and returns the entry's id.
 * Source: domain §14.
 */
export async function record(context: WriteContext, change: Change): Promise<string> {
  const id = newId();
  addEntry(context, id, change);
  return id;
}

/**
 * Writes many changes of one transaction in one statement: for imports and other work on thousands of records.
 * Source: domain §14.
 */
export async function recordMany(context: WriteContext, changes: readonly Change[]): Promise<void> {
  const entries = changes.map((change) => ({ ...change, id: newId() }));
  for (const statement of statementsOf(context, entries)) await statement.execute(context.db);
}

/** The same as statements still to be run in the transaction of the change, for work that makes them ahead. */
export function statementsOf(
  context: WriteContext,
  entries: readonly (Change & { id: string })[],
): ReturnType<typeof entriesToInsert> {
  return entries.length === 0 ? [] : entriesToInsert(context, entries);
}

/** Takes what entries said about people out of the journal; that something was done stays. Source: domain §14 (erasure). */
export async function forgetPersonal(context: WriteContext, personIds: readonly string[]): Promise<void> {
  if (personIds.length > 0) await deletePersonal(context, personIds);
}

/** Marks the entry as the one that the user may take back at once («Отменить» in the toast). */
export function offerUndo(context: WriteContext, entryId: string): void {
  context.effects.undo = entryId;
}

export type Undo = (context: WriteContext, entry: StoredEntry) => Promise<Result<unknown>>;
const undos = new Map<string, Undo>();

/** Registers how an action is taken back; each module does so for its own actions when the program is composed. */
export function registerUndo(action: string, undo: Undo): void {
  undos.set(action, undo);
}

/**
 * Takes back a change of one's own by the compensating command of its module.
 * Refuses: `journal.not_undoable`, `journal.already_undone`, `journal.acted_on_since`.
 * Source: architecture, Habits (undo).
 */
export async function undo(context: WriteContext, entryId: string): Promise<Result<{ undone: boolean }>> {
  const entry = await entryForUndo(context, entryId);
  if (entry === undefined || !mayUndo(context.actor, entry)) return notFound();
  const compensate = undos.get(entry.action);
  if (compensate === undefined) return refuse('journal.not_undoable');
  if (entry.undone) return refuse('journal.already_undone');
  if (await hasLaterEntry(context, entry)) return refuse('journal.acted_on_since', { code: 'conflict' });
  const result = await compensate(context, entry);
  if (!result.ok) return result;
  await record(context, {
    action: `${entry.subjectKind}.change_undone`,
    subject: { kind: entry.subjectKind, id: entry.subjectId },
    clientId: entry.clientId,
    before: entry.after,
    after: entry.before,
    undoes: entry.id,
  });
  return ok({ undone: true });
}
