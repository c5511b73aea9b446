import type { WriteContext } from './context.ts';
import { type EventNote, insertEvents } from './realtime/store.ts';

/** Writes an event in the transaction of the change; whoever follows the outbox is woken up after the commit. */
export async function announce(context: WriteContext, event: EventNote): Promise<void> {
  await announceMany(context, [event]);
}

/** The same for many events in one statement. */
export async function announceMany(context: WriteContext, events: readonly EventNote[]): Promise<void> {
  if (events.length === 0) return;
  await insertEvents(context, events);
  context.effects.announced = true;
}
