import { changeFacts } from '#modules/clients/commands.ts';
import { recordMany } from '#modules/journal/commands.ts';
import type { WriteContext } from '#platform/context.ts';
import { ok, type Result } from '#shared/result.ts';
import { deleteTouches, insertTouches, type PastTouch } from './store.ts';

export type { PastTouch } from './store.ts';

/**
 * Writes touches that took place before the program was here, journaled together; each client knows its latest one. It asks
 * no question of access: the command that calls it has done so. Source: domain §3.
 */
export async function rememberTouches(
  context: WriteContext,
  touches: readonly PastTouch[],
): Promise<Result<undefined>> {
  if (touches.length === 0) return ok();
  const latest = await insertTouches(context, touches);
  for (const { client_id: clientId, latest: at } of latest) {
    const changed = await changeFacts(context, clientId, { lastTouchAt: at });
    if (!changed.ok) return changed;
  }
  await recordMany(
    context,
    touches.map(({ id, client_id, kind, at, result }) => ({
      action: 'touch.remembered',
      subject: { kind: 'touch', id },
      clientId: client_id,
      after: { kind, at, result },
    })),
  );
  return ok();
}

/** Removes touches that were remembered and that nobody has changed or built on since; tells which are gone. */
export async function forgetTouches(context: WriteContext, ids: readonly string[]): Promise<Result<string[]>> {
  if (ids.length === 0) return ok([]);
  const { gone, latest } = await deleteTouches(context, ids);
  for (const { client_id: clientId, latest: at } of latest) {
    const changed = await changeFacts(context, clientId, { lastTouchAt: at });
    if (!changed.ok) return changed;
  }
  await recordMany(
    context,
    gone.map((id) => ({ action: 'touch.forgotten', subject: { kind: 'touch', id } })),
  );
  return ok(gone);
}
