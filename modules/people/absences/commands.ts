import { offerUndo, record, registerUndo } from '#modules/journal/commands.ts';
import { registerRecordReach } from '#modules/journal/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { newId } from '#shared/ids.ts';
import { forbidden, notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import { mayRecordAbsence, maySeeAbsenceKind } from '../access.ts';
import type { Absence, AbsenceKind } from '../contract.ts';
import { absenceView, companyToday } from '../queries.ts';
import { lockEmployees } from '../store.ts';
import { absenceFault } from './rules.ts';
import {
  type AbsenceRow,
  absenceById,
  absencesFrom,
  deleteAbsence,
  deputyshipsFrom,
  insertAbsence,
  updateAbsence,
} from './store.ts';

export interface AbsenceInput {
  employee_id: string;
  first_day: string;
  last_day: string;
  kind: AbsenceKind;
  deputy_id: string;
}

/**
 * Records that somebody is away from the first day through the last one, and who answers for them meanwhile.
 * Refuses: `people.already_departed` and the faults of `absenceFault`. Source: domain §1 (absences with a deputy).
 */
export async function recordAbsence(context: WriteContext, input: AbsenceInput): Promise<Result<Absence>> {
  if (!mayRecordAbsence(context.actor, input.employee_id)) return forbidden();
  const checked = await checkPlan(context, input, null);
  if (!checked.ok) return checked;
  const id = newId();
  await insertAbsence(context, id, input);
  return saved(context, id, 'absence.recorded', null);
}

export interface AbsenceEdit {
  version: number;
  first_day?: string | undefined;
  last_day?: string | undefined;
  kind?: AbsenceKind | undefined;
  deputy_id?: string | undefined;
}

/** Moves an absence, changes its kind or its deputy, under the rules it was recorded by. */
export async function editAbsence(context: WriteContext, id: string, edit: AbsenceEdit): Promise<Result<Absence>> {
  const before = await reachable(context, id);
  if (!before.ok) return before;
  const held = before.value;
  if (held.version !== edit.version) return staleVersion(absenceView(context, held));
  const plan = {
    employee_id: held.employee_id,
    first_day: edit.first_day ?? held.first_day,
    last_day: edit.last_day ?? held.last_day,
    kind: edit.kind ?? held.kind,
    deputy_id: edit.deputy_id ?? held.deputy_id,
  };
  const checked = await checkPlan(context, plan, id);
  if (!checked.ok) return checked;
  if (!(await updateAbsence(context, id, edit.version, plan))) return staleVersion(null);
  return saved(context, id, 'absence.edited', held);
}

/** Cancels an absence ahead. One that has begun ends yesterday; what is over stays as it was. */
export async function cancelAbsence(
  context: WriteContext,
  id: string,
  { version }: { version: number },
): Promise<Result<{ ended: 'cancelled' | 'shortened' }>> {
  const before = await reachable(context, id);
  if (!before.ok) return before;
  const held = before.value;
  if (held.version !== version) return staleVersion(absenceView(context, held));
  const today = await companyToday(context);
  if (held.last_day < today.toString()) return refuse('people.absence_over');
  if (held.first_day < today.toString()) {
    const yesterday = today.subtract({ days: 1 }).toString();
    await updateAbsence(context, id, version, { last_day: yesterday });
    const shortened = await saved(context, id, 'absence.edited', held);
    return shortened.ok ? ok({ ended: 'shortened' }) : shortened;
  }
  await deleteAbsence(context, id, version);
  const entry = await record(context, { ...noteOf('absence.cancelled', held), before: planOf(held) });
  await announce(context, { type: 'absence.cancelled', subjectKind: 'absence', subjectId: id });
  offerUndo(context, entry);
  return ok({ ended: 'cancelled' });
}

async function reachable(context: WriteContext, id: string): Promise<Result<AbsenceRow>> {
  const row = await absenceById(context, id);
  if (row === undefined) return notFound();
  return mayRecordAbsence(context.actor, row.employee_id) ? ok(row) : forbidden();
}

/** Locks both people, so that two absences that would leave a chain behind are looked at one after the other. */
async function checkPlan(
  context: WriteContext,
  plan: Omit<AbsenceInput, 'kind'>,
  except: string | null,
): Promise<Result<undefined>> {
  const people = await lockEmployees(context, [plan.employee_id, plan.deputy_id]);
  const employee = people.get(plan.employee_id);
  if (employee === undefined) return notFound();
  if (employee.status === 'departed') return refuse('people.already_departed');
  const others = (rows: AbsenceRow[]) => rows.filter((row) => row.id !== except);
  const fault = absenceFault(plan, {
    ownOthers: others(await absencesFrom(context, [plan.employee_id], plan.first_day)),
    deputyAway: await absencesFrom(context, [plan.deputy_id], plan.first_day),
    deputisesFor: (await deputyshipsFrom(context, plan.employee_id, plan.first_day)).map((row) => ({
      ...row,
      full_name: row.employee_name,
    })),
    deputyActive: people.get(plan.deputy_id)?.status === 'active',
  });
  if (fault === null) return ok();
  const values = 'names' in fault ? { names: fault.names.join(', ') } : undefined;
  return refuse(fault.reason, {
    fields: [{ path: fault.path, reason: fault.reason, ...(values === undefined ? {} : { values }) }],
    ...(values === undefined ? {} : { values }),
  });
}

const planOf = (row: AbsenceRow) => ({
  employee_id: row.employee_id,
  first_day: row.first_day,
  last_day: row.last_day,
  deputy_id: row.deputy_id,
});

/** Why somebody is away may say how they feel: that lies in the side row. */
const noteOf = (action: string, row: AbsenceRow) => ({
  action,
  subject: { kind: 'absence', id: row.id },
  personal: { personId: row.employee_id, before: { kind: row.kind } },
});

async function saved(
  context: WriteContext,
  id: string,
  action: string,
  before: AbsenceRow | null,
): Promise<Result<Absence>> {
  const after = await absenceById(context, id);
  if (after === undefined) return notFound();
  const entry = await record(context, {
    action,
    subject: { kind: 'absence', id },
    before: before === null ? null : planOf(before),
    after: planOf(after),
    personal: {
      personId: after.employee_id,
      before: before === null ? null : { kind: before.kind },
      after: { kind: after.kind },
    },
  });
  await announce(context, { type: action, subjectKind: 'absence', subjectId: id });
  offerUndo(context, entry);
  return ok(absenceView(context, after));
}

/** How absences are taken back, under the same rules as when they are made. */
export function registerAbsences(): void {
  registerRecordReach('absence', async (context, id) => {
    const row = await absenceById(context, id);
    return row !== undefined && maySeeAbsenceKind(context.actor, row.employee_id);
  });
  registerUndo('absence.recorded', async (context, entry) => {
    const row = await absenceById(context, entry.subjectId);
    if (row === undefined) return refuse('journal.already_undone');
    if (!mayRecordAbsence(context.actor, row.employee_id)) return forbidden();
    await deleteAbsence(context, row.id, row.version);
    await announce(context, { type: 'absence.cancelled', subjectKind: 'absence', subjectId: row.id });
    return ok();
  });
  const restore = async (context: WriteContext, id: string, former: unknown): Promise<Result<undefined>> => {
    // The journal keeps what this module wrote: a whole plan, its kind added from the side row.
    const plan = former as AbsenceInput;
    if (!mayRecordAbsence(context.actor, plan.employee_id)) return forbidden();
    const checked = await checkPlan(context, plan, id);
    if (!checked.ok) return checked;
    const row = await absenceById(context, id);
    if (row === undefined) await insertAbsence(context, id, plan);
    else await updateAbsence(context, id, row.version, plan);
    await announce(context, { type: 'absence.edited', subjectKind: 'absence', subjectId: id });
    return ok();
  };
  registerUndo('absence.edited', (context, entry) => restore(context, entry.subjectId, entry.before));
  registerUndo('absence.cancelled', (context, entry) => restore(context, entry.subjectId, entry.before));
}
