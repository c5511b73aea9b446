import { registerRecordReach } from '#modules/journal/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { ok, type Result } from '#shared/result.ts';
import { handoffCard } from './queries.ts';
import { registerHandoffTimeline } from './relay/queries.ts';
import { erasePersonalValues } from './store.ts';
import { registerHandoffSuccession } from './succession/commands.ts';

export { acceptHandoff, returnHandoff, withdrawHandoff } from './answering/commands.ts';
export { disputeHandoff, settleDispute } from './disputes/commands.ts';
export {
  type AcceptedHandoff,
  type HandoffFacts,
  type HandoffKind,
  registerAcceptanceEffect,
  registerHandoffKind,
} from './kinds/commands.ts';
export { offerAgain, offerHandoff } from './offering/commands.ts';
export { sweepHandoffs } from './sweeping/commands.ts';

/** Registers with earlier modules: the timeline, succession, what becomes of offers when a client is closed, whose journal. */
export function registerHandoffs(): void {
  registerHandoffTimeline();
  registerHandoffSuccession();
  registerRecordReach('handoff', async (context, id) => (await handoffCard(context, id)).ok);
}

/**
 * Erases what frozen packages say of a person, inside the command that erases the person. Business facts and seals stay:
 * the seals cover salted digests. Source: domain §14.
 */
export async function forgetPerson(context: WriteContext, personId: string): Promise<Result<{ erased: number }>> {
  return ok({ erased: await erasePersonalValues(context, personId) });
}
