import { registerMergePart } from '#modules/clients/merging/commands.ts';
import { reachOf } from '#modules/clients/queries.ts';
import { registerRecordReach } from '#modules/journal/queries.ts';
import { mayReadActivities } from './access.ts';
import { registerFiles } from './files/commands.ts';
import { attachmentById } from './files/store.ts';
import { registerFileSearch } from './finding/queries.ts';
import { registerFinishing } from './finishing/commands.ts';
import { registerSteps, settleMergedSteps } from './steps/commands.ts';
import { stepById } from './steps/store.ts';
import { ROWS_AT_CLIENT } from './store.ts';
import { registerTouches } from './touches/commands.ts';
import { touchById } from './touches/store.ts';

export { attachFile, removeFile } from './files/commands.ts';
export { finishStep, registerWait } from './finishing/commands.ts';
export { cancelStep, cancelSteps, planStep, postponeStep } from './steps/commands.ts';
export { editTouch, keepTouch, recordTouch } from './touches/commands.ts';

/** Registers with earlier modules: what can be taken back, what passes to a successor, whose journal is open to whom. */
export function registerActivities(): void {
  registerSteps();
  registerTouches();
  registerFinishing();
  registerFiles();
  registerMergePart({
    key: 'activities',
    rows: ROWS_AT_CLIENT,
    settle: (context, { into }) => settleMergedSteps(context, into.id),
  });
  registerFileSearch();
  for (const [kind, find] of [
    ['step', stepById],
    ['touch', touchById],
    ['attachment', attachmentById],
  ] as const) {
    registerRecordReach(kind, async (context, id) => {
      const record = await find(context, id);
      return record !== undefined && mayReadActivities(await reachOf(context, record.client_id));
    });
  }
}
