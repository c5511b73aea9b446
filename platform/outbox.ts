import type { WriteContext } from './context.ts';
import { type EventNote, insertEvent } from './realtime/store.ts';

/** Writes an event in the transaction of the change; whoever follows the outbox is woken up after the commit. */
export async function announce(context: WriteContext, event: EventNote): Promise<void> {
  await insertEvent(context, event);
  context.effects.announced = true;
}
