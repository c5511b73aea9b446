import { registerMergePart } from '#modules/clients/merging/commands.ts';
import { reachOf } from '#modules/clients/queries.ts';
import { registerTrashReturn } from '#modules/clients/trash/commands.ts';
import { registerRecordReach } from '#modules/journal/queries.ts';
import { registerSuccession } from '#modules/structure/commands.ts';
import { ok } from '#shared/result.ts';
import { registerCallingLoad } from './day/queries.ts';
import { giveBack } from './leases/commands.ts';
import { attemptById, leaseHeldBy, ROWS_AT_CLIENT, restAgain } from './store.ts';
import { registerCallUndo } from './undoing/commands.ts';

export { contactFound } from './finding/commands.ts';
export { keepLease, leaseClient, nextClient, ownLease, releaseLease } from './leases/commands.ts';
export { endCall, recordConversation, recordOutcome } from './outcomes/commands.ts';

/** Registers with earlier modules: what can be taken back, what calls are counted against, whose journal, what a leaver lets go. */
export function registerCalling(): void {
  registerCallUndo();
  registerCallingLoad();
  registerMergePart({ key: 'calling', rows: ROWS_AT_CLIENT });
  registerTrashReturn('calling', restAgain);
  registerRecordReach('call', async (context, id) => {
    const attempt = await attemptById(context, id);
    return attempt !== undefined && ['card', 'work'].includes(await reachOf(context, attempt.client_id));
  });
  registerSuccession({
    key: 'calling',
    functions: ['prospecting', 'relevance_monitoring', 'qualification'],
    async left(context, employeeId) {
      const held = await leaseHeldBy(context, employeeId);
      return held?.live ? [{ key: 'calls_at_hand', count: 1 }] : [];
    },
    // A client at hand goes back to its queue: promised calls and checks pass on with the clients themselves.
    async passOn(context, from) {
      const held = await leaseHeldBy(context, from);
      if (held !== null) await giveBack(context, held);
      return ok();
    },
  });
}
