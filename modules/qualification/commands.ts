import { registerTimelinePart } from '#modules/activities/queries.ts';
import { registerMergePart } from '#modules/clients/merging/commands.ts';
import { reachOf } from '#modules/clients/queries.ts';
import { record } from '#modules/journal/commands.ts';
import { registerRecordReach } from '#modules/journal/queries.ts';
import { registerSuccession } from '#modules/structure/commands.ts';
import { ok } from '#shared/result.ts';
import { mayReadBrief } from './access.ts';
import { registerRelay } from './relay/commands.ts';
import { briefById, draftOf, draftsOf, lockBrief, ROWS_AT_CLIENT, saveBriefRow, verdictLines } from './store.ts';

export { saveBrief } from './briefs/commands.ts';
export { giveVerdict } from './verdicts/commands.ts';

/** Registers with earlier modules: hand-off H1, the timeline, whose journal, and to whom briefs pass. */
export function registerQualification(): void {
  registerRelay();
  registerMergePart({
    key: 'qualification',
    rows: ROWS_AT_CLIENT,
    // Two briefs are being filled: what only the other one knows is taken over, and it stays with its record.
    async prepare(context, { into, from }) {
      const [ours, theirs] = [await draftOf(context, into.id), await draftOf(context, from.id)];
      if (ours === null || theirs === null) return ok();
      await saveBriefRow(context, ours, { fields: { ...theirs.fields, ...ours.fields } });
      return ok();
    },
  });
  registerRecordReach('brief', async (context, id) => {
    const brief = await briefById(context, id);
    return brief !== null && mayReadBrief(await reachOf(context, brief.client_id));
  });
  registerTimelinePart({
    key: 'qualification',
    group: 'decisions',
    async read(context, clientId, before, limit) {
      const lines = await verdictLines(context, clientId, before, limit);
      return lines.map((line) => ({
        id: line.id,
        at: line.at,
        group: 'decisions',
        icon: 'verdict',
        title: null,
        text_key: `qualification.line.${line.state}`,
        text_values: {},
        note: line.reason,
        who: line.who,
        result: null,
        subject: { kind: 'brief', id: line.id },
      }));
    },
  });
  registerSuccession({
    key: 'qualification',
    functions: ['qualification'],
    async left(context, employeeId) {
      const drafts = await draftsOf(context, employeeId);
      return drafts.length === 0 ? [] : [{ key: 'briefs_open', count: drafts.length }];
    },
    async passOn(context, from, to) {
      for (const { id } of await draftsOf(context, from)) {
        const brief = await lockBrief(context, id);
        if (brief === null) continue;
        await saveBriefRow(context, brief, { author_id: to });
        await record(context, {
          action: 'brief.passed_on',
          subject: { kind: 'brief', id },
          clientId: brief.client_id,
          before: { author_id: from },
          after: { author_id: to },
        });
      }
      return ok();
    },
  });
}
