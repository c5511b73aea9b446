import type { WriteContext } from '#platform/context.ts';
import type { EmployeeId } from '#shared/ids.ts';
import { forbidden, invalid, notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import { mayEditSalesSystem, mayOverruleGuard } from '../access.ts';
import { passAssignments } from '../assignments/store.ts';
import { noteChange } from '../changes/commands.ts';
import { successionParts } from '../commands.ts';
import { employmentsOfPosition, endEmployment, lockPersons } from '../employments/store.ts';
import { lockPosition, updatePosition } from '../positions/store.ts';
import { updateSalesSystem } from '../sales-systems/store.ts';
import { lockSalesSystem } from '../store.ts';
import type { RoleDropInput, RoleDropped, Work } from './contract.ts';
import { added, droppedRole, type PersonToPass, type RoleDropFacts, roleDropFacts, workOf } from './queries.ts';
import { guardRefusal, programObjects } from './rules.ts';

/**
 * Drops a role: its functions, its people's open work and everything else that is registered pass to another position in
 * one transaction; the position is closed and nothing is orphaned.
 * Refuses: `structure.relevance_monitoring_needed` while the market needs it, unless the head overrules with a reason
 * (`structure.only_head_overrules`, `structure.override_reason_needed`); `structure.no_receivers` when work would pass to
 * a position that nobody holds; `structure.work_left` when a part has left something behind; a stale version of the
 * sales system; whatever a part refuses. Source: domain §1.
 */
export async function dropRole(
  context: WriteContext,
  positionId: string,
  input: RoleDropInput,
): Promise<Result<RoleDropped>> {
  const position = await lockPosition(context, positionId);
  if (position === undefined || position.closed_on !== null) return notFound();
  if (!mayEditSalesSystem(context.actor, position.sales_system_id)) return forbidden();
  const system = await lockSalesSystem(context, position.sales_system_id);
  if (system === undefined) return notFound();
  if (system.version !== input.version) return staleVersion({ id: system.id, version: system.version });
  const found = await lockedFacts(context, positionId, input.to_position_id);
  if (!found.ok) return found;
  const facts = found.value;
  const guarded = guard(context, facts, input);
  if (!guarded.ok) return guarded;
  const passed = await passWork(context, facts, input.successors ?? []);
  if (!passed.ok) return passed;

  await passAssignments(context, positionId, input.to_position_id, facts.today);
  for (const employment of await employmentsOfPosition(context, positionId, facts.today)) {
    await endEmployment(context, employment, facts.today);
  }
  await updatePosition(context, positionId, { closed_on: facts.today });
  const saved = await updateSalesSystem(context, system.id, {});
  const withoutPosition = facts.people.filter((person) => person.keeps.length === 0).map((person) => person.employeeId);
  await noteChange(context, {
    action: 'role.dropped',
    subject: { kind: 'position', id: positionId },
    before: {
      title: position.title,
      functions: facts.functions.map((one) => one.function),
      people: facts.people.map((person) => person.employeeId),
    },
    after: {
      to_position_id: input.to_position_id,
      passed: passed.value,
      without_position: withoutPosition,
      overruled: programObjects(droppedRole(facts)),
    },
    reason: input.reason?.trim() || null,
  });
  return ok({
    position_id: positionId,
    to_position_id: input.to_position_id,
    version: saved.version,
    passed: passed.value,
    without_position: withoutPosition,
  });
}

/** The facts once everybody concerned is locked: what was read before may have changed while waiting. */
async function lockedFacts(context: WriteContext, positionId: string, to: string): Promise<Result<RoleDropFacts>> {
  const seen = await roleDropFacts(context, positionId, to);
  if (!seen.ok) return seen;
  await lockPersons(
    context,
    [...seen.value.people, ...seen.value.receivers].map((one) => one.employeeId),
  );
  return roleDropFacts(context, positionId, to);
}

function guard(context: WriteContext, facts: RoleDropFacts, input: RoleDropInput): Result<undefined> {
  const refusal = guardRefusal(droppedRole(facts), {
    insists: input.overrule ?? false,
    byHead: mayOverruleGuard(context.actor, facts.system.id),
    reason: input.reason ?? '',
  });
  if (refusal === null) return ok();
  if (refusal === 'structure.override_reason_needed') return invalid('/reason', refusal);
  return refuse(refusal, { values: { clients: facts.system.clients_in_market } });
}

async function passWork(
  context: WriteContext,
  facts: RoleDropFacts,
  named: readonly { from: string; to: string }[],
): Promise<Result<Work[]>> {
  const passed: Work[] = [];
  for (const person of facts.people) {
    const successor = named.find((one) => one.from === person.employeeId)?.to ?? person.successorId;
    if (named.some((one) => one.from === person.employeeId) && !isReceiver(facts, successor)) {
      return invalid('/successors', 'structure.not_a_receiver');
    }
    if (person.work.length > 0 && successor === null) {
      return refuse('structure.no_receivers', { values: { position: facts.receiver?.title ?? '' } });
    }
    if (successor !== null && successor !== person.employeeId) {
      const done = await passPerson(context, person, successor as EmployeeId);
      if (!done.ok) return done;
    }
    passed.push(...person.work);
    const left = await leftBehind(context, person);
    if (left.length > 0) return refuse('structure.work_left', { values: { name: person.fullName }, details: { left } });
  }
  return ok(added(passed));
}

async function passPerson(context: WriteContext, person: PersonToPass, to: EmployeeId): Promise<Result<undefined>> {
  for (const part of person.parts) {
    const result = await part.passOn(context, person.employeeId, to, 'role_drop');
    if (!result.ok) return result;
  }
  return ok();
}

/** Whoever keeps no position must be left with nothing at all. */
async function leftBehind(context: WriteContext, person: PersonToPass): Promise<Work[]> {
  return person.keeps.length === 0 ? workOf(context, person.employeeId, successionParts()) : [];
}

function isReceiver(facts: RoleDropFacts, employeeId: string | null): boolean {
  return facts.receivers.some((receiver) => receiver.employeeId === employeeId);
}
