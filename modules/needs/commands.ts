import { registerWait } from '#modules/activities/commands.ts';
import { registerTimelinePart } from '#modules/activities/queries.ts';
import { registerListField } from '#modules/clients/list-fields/queries.ts';
import { registerMergePart } from '#modules/clients/merging/commands.ts';
import { reachOf } from '#modules/clients/queries.ts';
import { registerRecordReach } from '#modules/journal/queries.ts';
import { registerLoad } from '#modules/workload/queries.ts';
import { mayReadNeeds } from './access.ts';
import { registerEvidence } from './evidence/commands.ts';
import { registerPassing } from './passing/commands.ts';
import { registerRecords } from './records/commands.ts';
import { VERDICTS } from './rules.ts';
import { clientsCarried, needById, ROWS_AT_CLIENT, VERDICT_OF_CLIENT } from './store.ts';
import { needLines } from './timeline/store.ts';
import { registerVerdicts } from './verdicts/commands.ts';
import { parkClient } from './waiting/commands.ts';

export { recordEvidence } from './evidence/commands.ts';
export { assignCheckOwner, passNeeds } from './passing/commands.ts';
export { editNeed, recordNeed, recordRecurrence, satisfyNeed, voidNeed } from './records/commands.ts';
export { recordTrigger } from './triggers/commands.ts';
export { registerNeedUse } from './uses/commands.ts';
export { determineRelevance } from './verdicts/commands.ts';
export {
  giveUpClient,
  letClientWait,
  loseClient,
  parkClient,
  resumeClient,
} from './waiting/commands.ts';

/** Registers with earlier modules: how a client waits, what is taken back, what passes on, what the timeline shows. */
export function registerNeeds(): void {
  registerRecords();
  registerPassing();
  registerVerdicts();
  registerEvidence();
  registerMergePart({ key: 'needs', rows: ROWS_AT_CLIENT });
  registerWait(parkClient);
  registerTimelinePart({ key: 'needs', group: 'decisions', read: needLines });
  registerRecordReach('need', async (context, id) => {
    const need = await needById(context, id);
    return need !== null && mayReadNeeds(await reachOf(context, need.client_id));
  });
  registerListField({
    field: {
      name: 'verdict',
      type: 'choice',
      values: VERDICTS,
      words: VERDICTS.map((value) => `needs.verdict.${value}`),
      empty: true,
      reach: 'card',
    },
    ...VERDICT_OF_CLIENT,
  });
  registerLoad({ function: 'need_development', unit: 'clients', heldBy: clientsCarried });
}
