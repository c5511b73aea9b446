import type { WriteContext } from './context.ts';
import { type EventNote, insertEvents } from './realtime/store.ts';

/** An event of the change, written at the end of its transaction; whoever follows the outbox is woken up after the commit. */
export async function announce(context: WriteContext, event: EventNote): Promise<void> {
  await announceMany(context, [event]);
}

/** The same for many events. */
export async function announceMany(context: WriteContext, events: readonly EventNote[]): Promise<void> {
  if (events.length === 0) return;
  const of = { at: context.now.toString(), actorId: context.actor.employeeId };
  context.gathering.add(
    insertEvents,
    events.map((event) => ({ ...event, ...of })),
  );
  context.effects.announced = true;
}
