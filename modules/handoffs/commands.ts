import { registerRecordReach } from '#modules/journal/queries.ts';
import { handoffCard } from './queries.ts';
import { registerHandoffTimeline } from './relay/queries.ts';
import { registerHandoffSuccession } from './succession/commands.ts';

export { acceptHandoff, returnHandoff, withdrawHandoff } from './answering/commands.ts';
export { disputeHandoff, settleDispute } from './disputes/commands.ts';
export {
  type AcceptanceEffect,
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
