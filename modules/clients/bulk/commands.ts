import { bothChecked, customForWrite } from '#modules/fields/queries.ts';
import { record } from '#modules/journal/commands.ts';
import { may } from '#modules/structure/access.ts';
import type { WriteContext } from '#platform/context.ts';
import { askToCancel, putInLine } from '#platform/jobs/store.ts';
import { newId } from '#shared/ids.ts';
import { forbidden, invalid, ok, type Result, refuse } from '#shared/result.ts';
import { narrowedView } from '../listing/queries.ts';
import { bareDetails, tidyDetails } from '../register/rules.ts';
import { isActiveEmployee } from '../store.ts';
import { tidyNames } from '../tags/rules.ts';
import type { BulkChange, BulkInput, ClientBulk } from './contract.ts';
import { isUndoableNow, mayUndo, ownBulk, seenBulk, showBulk } from './queries.ts';
import { BULK_DAYS, undoUntil } from './rules.ts';
import { dropItems, insertBulk, lockBulk, markLetGo, type StoredBulk, takeDueBulk } from './store.ts';

export const BULK_JOB = 'clients.bulk';

/**
 * Puts a change of many clients in line, journaled with what was chosen and wanted. Who may change each client is asked
 * when its turn comes; who may assign nobody at all is told at once. Refuses what the single change refuses of the values,
 * and what the list refuses of a filter. Source: experience, Lists (bulk edit with a count and undo).
 */
export async function startBulk(context: WriteContext, input: BulkInput): Promise<Result<ClientBulk>> {
  const { employeeId } = context.actor;
  if (employeeId === null) return forbidden();
  const change = await checkChange(context, input.change);
  if (!change.ok) return change;
  if ('found' in input.selection) {
    const view = await narrowedView(context, input.selection.found);
    if (!view.ok) return view;
  }
  return putBulk(context, { change: input.change, selection: input.selection, undoOf: null, startedBy: employeeId });
}

async function putBulk(
  context: WriteContext,
  of: Pick<StoredBulk, 'change' | 'selection' | 'undoOf' | 'startedBy'>,
): Promise<Result<ClientBulk>> {
  const id = newId();
  const jobId = newId();
  await putInLine(context, { id: jobId, kind: BULK_JOB, title: of.change.kind, totalUnits: null, input: { id } });
  await insertBulk(context, { ...of, id, jobId });
  await record(context, {
    action: of.undoOf === null ? 'client_bulk.started' : 'client_bulk.undo_started',
    subject: { kind: 'client_bulk', id: of.undoOf ?? id },
    after: { change: of.change, ...(of.undoOf === null ? { selection: of.selection } : {}) },
  });
  return showBulk(context, id);
}

async function checkChange(context: WriteContext, change: BulkChange): Promise<Result<unknown>> {
  switch (change.kind) {
    case 'edit': {
      const { custom, ...fields } = change.fields;
      const tidy = tidyDetails(bareDetails('', ''), fields, '2000-01-01');
      return bothChecked(tidy, await customForWrite(context, 'client', {}, custom));
    }
    case 'tags': {
      const [add, remove] = [tidyNames(change.add), tidyNames(change.remove)];
      if (add.length + remove.length === 0) return invalid('/change/add', 'field.required');
      const blank = [...add, ...remove].some(({ name }) => name === '');
      const both = add.some(({ key }) => remove.some((other) => other.key === key));
      if (blank) return invalid('/change/add', 'field.required');
      return both ? invalid('/change/remove', 'clients.bulk_tag_both') : ok();
    }
    case 'assign': {
      if (may(context.actor, 'clients.transfer') === null) return forbidden();
      if (change.note.trim() === '') return invalid('/change/note', 'field.required');
      for (const [at, person] of change.to.entries()) {
        if (!(await isActiveEmployee(context, person))) return invalid(`/change/to/${at}`, 'field.not_in_list');
      }
      return ok();
    }
  }
}

/** Stops one's own change; what has been changed stays. */
export async function cancelBulk(context: WriteContext, id: string): Promise<Result<ClientBulk>> {
  const found = await ownBulk(context, id);
  if (!found.ok) return found;
  await askToCancel(context, found.value.jobId);
  return showBulk(context, id);
}

/**
 * Puts taking a change back in line: a compensating change of its own, journaled client by client, which touches only what
 * nobody has changed since and what whoever takes back may change. May be asked for again while something is left, for 30
 * days. Refuses: `clients.bulk_not_over`, `clients.bulk_nothing_to_undo`, `clients.bulk_too_old`. Source: architecture, Habits (undo).
 */
export async function undoBulk(context: WriteContext, id: string): Promise<Result<ClientBulk>> {
  await lockBulk(context, id);
  const found = await seenBulk(context, id);
  if (!found.ok) return found;
  const { employeeId } = context.actor;
  if (employeeId === null || !mayUndo(context, found.value)) return forbidden();
  const { state, change, selection, createdAt } = found.value;
  if (state === 'waiting' || state === 'running') return refuse('clients.bulk_not_over', { code: 'conflict' });
  if (Temporal.Instant.compare(context.now, undoUntil(Temporal.Instant.from(createdAt))) >= 0) {
    return refuse('clients.bulk_too_old', { code: 'conflict', values: { days: BULK_DAYS } });
  }
  if (!isUndoableNow(context, found.value)) return refuse('clients.bulk_nothing_to_undo', { code: 'conflict' });
  return putBulk(context, { change, selection, undoOf: id, startedBy: employeeId });
}

const LET_GO_AT_ONCE = 10_000;

/**
 * Lets go of what became of each client of a change that can be taken back no more, the oldest first, some at a time; its
 * figures and the journal stay. Doing it again does nothing.
 */
export async function sweepBulk(context: WriteContext): Promise<Result<{ dropped: number }>> {
  const before = context.now.subtract({ hours: BULK_DAYS * 24 });
  let dropped = 0;
  while (dropped < LET_GO_AT_ONCE) {
    const due = await takeDueBulk(context, before);
    if (due === null) break;
    const most = LET_GO_AT_ONCE - dropped;
    const gone = await dropItems(context, due, most);
    dropped += gone;
    if (gone < most) await markLetGo(context, due);
  }
  return ok({ dropped });
}
