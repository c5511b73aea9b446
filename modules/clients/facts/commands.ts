import { record } from '#modules/journal/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { notFound, ok, type Result } from '#shared/result.ts';
import type { ClientRow } from '../contract.ts';
import { applyFacts, type ClientFacts, changedFacts, deriveState, type FactsPatch } from '../rules.ts';
import { deleteParticipants, insertParticipant, lockRow, saveFacts, saveHolding } from '../store.ts';

/**
 * The only writer of what the state follows from, and of holder, next step and next check: one UPDATE under a lock, the
 * chain of holdings kept without gap or overlap, journaled, announced. It asks no question of access: the command that
 * calls it has done so. Refuses what `applyFacts` refuses. Source: domain §2.
 */
export async function changeFacts(
  context: WriteContext,
  clientId: string,
  patch: FactsPatch,
): Promise<Result<ClientRow>> {
  const client = await lockRow(context, clientId);
  if (client === null) return notFound();
  const applied = applyFacts(client, patch);
  if (!applied.ok) return applied;
  const changed = changedFacts(client, applied.value);
  if (changed.names.length === 0) return ok(client);

  const quiet = changed.names.every((name) => QUIET.has(name));
  const row = await saveFacts(context, clientId, changed.after, !quiet);
  if (changed.names.includes('holder_id')) await passHolding(context, client, applied.value, patch);
  if (!changed.names.every((name) => name === 'last_touch_at')) {
    const [was, is] = [deriveState(client), row.state];
    await record(context, {
      action: was === is ? 'client.facts_changed' : 'client.state_changed',
      subject: { kind: 'client', id: clientId },
      clientId,
      before: was === is ? changed.before : { state: was, ...changed.before },
      after: was === is ? changed.after : { state: is, ...changed.after },
    });
  }
  await announceClient(context, clientId, 'client.changed');
  return ok(row);
}

/** Moves that do not concern whoever edits the card meanwhile. */
const QUIET: ReadonlySet<keyof ClientFacts> = new Set([
  'next_step_id',
  'next_step_title',
  'next_step_on',
  'next_step_at',
  'last_touch_at',
]);

/** The client goes from hand to hand at one instant; the one who held it may read its card on. */
async function passHolding(
  context: WriteContext,
  before: ClientRow,
  after: ClientFacts,
  patch: FactsPatch,
): Promise<void> {
  const via = patch.holder?.via ?? 'taken';
  const next = after.holder_id === null ? null : { employeeId: after.holder_id, via, note: patch.holder?.note ?? null };
  await saveHolding(context, before.id, next);
  if (before.holder_id !== null)
    await admitParticipant(context, before.id, before.holder_id, 'former_holder', before.id);
}

/**
 * Opens the card to an employee besides its holder, in a capacity and because of something: an expert asked, a clerk with
 * a task, the owner of a need, an offered receiver. Doing it twice is doing it once. With `until`, an instant of the
 * database's clock, it ends by itself, as the lease of a caller does. Source: domain §14.
 */
export async function admitParticipant(
  context: WriteContext,
  clientId: string,
  employeeId: string,
  capacity: string,
  sourceId: string,
  until: Temporal.Instant | null = null,
): Promise<void> {
  await insertParticipant(context, { clientId, employeeId, capacity, sourceId, until: until?.toString() ?? null });
}

/** Ends what `admitParticipant` opened at the client because of this source in this capacity. */
export async function dismissParticipant(
  context: WriteContext,
  clientId: string,
  capacity: string,
  sourceId: string,
): Promise<void> {
  await deleteParticipants(context, { clientId, capacity, sourceId });
}

/** Tells whoever looks at the client that it has changed. */
export async function announceClient(context: WriteContext, id: string, type: string): Promise<void> {
  await announce(context, { type, subjectKind: 'client', subjectId: id, clientId: id });
}
