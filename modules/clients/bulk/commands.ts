import { record } from '#modules/journal/commands.ts';
import { may } from '#modules/structure/access.ts';
import type { Context, WriteContext } from '#platform/context.ts';
import { askToCancel, jobById, putInLine } from '#platform/jobs/store.ts';
import { newId } from '#shared/ids.ts';
import { forbidden, invalid, notFound, ok, type Result, refuse } from '#shared/result.ts';
import { narrowedView } from '../listing/queries.ts';
import { bareDetails, tidyDetails } from '../register/rules.ts';
import { isActiveEmployee } from '../store.ts';
import { tidyNames } from '../tags/rules.ts';
import type { BulkChange, BulkInput, ClientBulk } from './contract.ts';
import { isUndoable, ownBulk, showBulk } from './queries.ts';
import { insertBulk, lockBulk, type StoredBulk } from './store.ts';

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

async function checkChange(context: Context, change: BulkChange): Promise<Result<unknown>> {
  switch (change.kind) {
    case 'edit':
      return tidyDetails(bareDetails('', ''), change.fields, '2000-01-01');
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
 * nobody has changed since. May be asked for again while something is left. Refuses: `clients.bulk_not_over`,
 * `clients.bulk_nothing_to_undo`. Source: architecture, Habits (undo).
 */
export async function undoBulk(context: WriteContext, id: string): Promise<Result<ClientBulk>> {
  const found = await ownBulk(context, id);
  if (!found.ok) return found;
  await lockBulk(context, id);
  const job = await jobById(context, found.value.jobId);
  if (job === null) return notFound();
  if (job.state === 'waiting' || job.state === 'running') return refuse('clients.bulk_not_over', { code: 'conflict' });
  if (!(await isUndoable(context, found.value, job.state))) {
    return refuse('clients.bulk_nothing_to_undo', { code: 'conflict' });
  }
  const { change, selection, startedBy } = found.value;
  return putBulk(context, { change, selection, undoOf: id, startedBy });
}
