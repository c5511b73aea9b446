import type { Context } from '#platform/context.ts';
import type { EmployeeId } from '#shared/ids.ts';
import { forbidden, invalid, notFound, ok, type Result } from '#shared/result.ts';
import { mayEditSalesSystem, mayOverruleGuard } from '../access.ts';
import { type SuccessionPart, successionParts } from '../commands.ts';
import { employmentsOfEmployee, employmentsOfPosition } from '../employments/store.ts';
import { openPositions, positionById } from '../positions/store.ts';
import { assignmentFact, companyDay } from '../queries.ts';
import {
  type AssignmentFact,
  isPositionKind,
  type PositionKind,
  SALES_FUNCTIONS,
  type SalesFunction,
} from '../rules.ts';
import {
  assignmentsFrom,
  assignmentsOn,
  holdersOfPositions,
  type PositionRow,
  type SalesSystemRow,
  salesSystemRow,
} from '../store.ts';
import type { RoleDropView, Work } from './contract.ts';
import {
  afterDrop,
  type DroppedRole,
  dropWarnings,
  naturalReceiver,
  programObjects,
  type ReceiverLoad,
  relayChange,
  spread,
  workPasses,
} from './rules.ts';

export type LoadReader = (
  context: Context,
  salesSystemId: string,
  fn: SalesFunction,
) => Promise<readonly { employeeId: string; held: number; norm: number }[]>;
let readLoad: LoadReader | null = null;

/** Registers how loaded people are; the load is counted by a later module. */
export function registerLoadReader(reader: LoadReader): void {
  readLoad = reader;
}

/** Everything a drop is decided from; read by the preview, and again by the command once the system is locked. */
export interface RoleDropFacts {
  system: SalesSystemRow;
  position: PositionRow;
  receiver: PositionRow | null;
  positions: PositionRow[];
  today: string;
  /** What is assigned today. */
  assignments: AssignmentFact[];
  functions: AssignmentFact[];
  people: PersonToPass[];
  receivers: ReceiverLoad[];
  queued: Work[];
}

export interface PersonToPass {
  employeeId: EmployeeId;
  fullName: string;
  /** The positions they keep once the role is dropped. */
  keeps: PositionRow[];
  parts: SuccessionPart[];
  work: Work[];
  successorId: string | null;
}

/** Tells what dropping a role would do, before anybody clicks. Out of reach is forbidden. Source: domain §1. */
export async function roleDropPreview(
  context: Context,
  positionId: string,
  query: { to?: string | undefined },
): Promise<Result<RoleDropView>> {
  const found = await roleDropFacts(context, positionId, query.to ?? null);
  if (!found.ok) return found;
  const facts = found.value;
  if (!mayEditSalesSystem(context.actor, facts.system.id)) return forbidden();
  const after =
    facts.receiver === null ? facts.assignments : afterDrop(facts.assignments, facts.position.id, facts.receiver.id);
  const relay = relayChange(facts.assignments, after);
  const held = facts.people.flatMap((person) => person.work);
  const total = sum(held) + sum(facts.queued);
  const unplaced = facts.people.filter((person) => person.successorId === null).flatMap((person) => person.work);
  return ok({
    position: named(facts.position),
    receiver: facts.receiver === null ? null : named(facts.receiver),
    candidates: facts.positions.filter((one) => one.id !== facts.position.id).map(named),
    sales_system_id: facts.system.id,
    version: facts.system.version,
    guard: programObjects(droppedRole(facts))
      ? {
          clients_in_market: facts.system.clients_in_market,
          may_overrule: mayOverruleGuard(context.actor, facts.system.id),
        }
      : null,
    functions: facts.functions.map((one) => ({ function: one.function, segment_id: one.segmentId })),
    relay: {
      before: relay.before,
      after: relay.after,
      become_self_checks: relay.becomeSelfChecks.map(({ segmentId, ...one }) => ({ ...one, segment_id: segmentId })),
    },
    work: added(held),
    queued: facts.queued,
    people: facts.people.map((person) => ({
      employee_id: person.employeeId,
      full_name: person.fullName,
      keeps: person.keeps.map((position) => position.title),
      work: sum(person.work),
      successor_id: person.successorId,
    })),
    receivers: facts.receivers.map((receiver) => ({
      employee_id: receiver.employeeId,
      full_name: receiver.fullName,
      held: receiver.held,
      norm: receiver.norm,
    })),
    warnings: dropWarnings({
      assignments: after,
      passed: facts.functions.map((one) => one.function),
      receivers: facts.receivers.length,
    }),
    orphaned: { count: facts.receiver === null ? total : sum(unplaced), of: total },
  });
}

/** The drop as the guard sees it. */
export function droppedRole(facts: RoleDropFacts): DroppedRole {
  return {
    kind: kindOf(facts.position),
    functions: facts.functions.map((one) => one.function),
    receiverKind: facts.receiver === null ? 'other' : kindOf(facts.receiver),
    relevanceMonitoringNeeded: facts.system.relevance_monitoring_needed,
  };
}

/** Gathers the facts. Refuses: a position that does not exist or is closed; a receiver that cannot be one. */
export async function roleDropFacts(
  context: Context,
  positionId: string,
  receiverId: string | null,
): Promise<Result<RoleDropFacts>> {
  const position = await positionById(context, positionId);
  if (position === undefined || position.closed_on !== null) return notFound();
  const system = await salesSystemRow(context, position.sales_system_id);
  if (system === undefined) return notFound();
  const today = (await companyDay(context)).toString();
  const [positions, rows] = await Promise.all([
    openPositions(context, system.id, today),
    assignmentsFrom(context, system.id, today),
  ]);
  const assignments = rows.filter((row) => row.valid_from <= today).flatMap(assignmentFact);
  const receiverOf = receiverId ?? naturalReceiver(assignments, positionId);
  const receiver = positions.find((one) => one.id === receiverOf && one.id !== positionId) ?? null;
  if (receiverId !== null && receiver === null) return invalid('/to_position_id', 'structure.no_such_position');
  const functions = inRelayOrder(assignments.filter((one) => one.positionId === positionId));
  const receivers =
    receiver === null ? [] : await receiversOf(context, { salesSystemId: system.id, positionId: receiver.id }, today);
  const leaving = await employmentsOfPosition(context, positionId, today);
  const people = await peopleToPass(context, { positionId, leaving, positions, assignments, receiver, today });
  const droppedIds = new Set<string>(people.map((person) => person.employeeId));
  const free = receivers.filter((one) => !droppedIds.has(one.employeeId));
  const chosen = spread(
    people.filter((person) => person.parts.length > 0).map((p) => ({ employeeId: p.employeeId, work: sum(p.work) })),
    free.length > 0 ? free : receivers,
  );
  return ok({
    system,
    position,
    receiver,
    positions,
    today,
    assignments,
    functions,
    people: people.map((person) => ({
      ...person,
      // Whoever also holds the receiving position simply goes on.
      successorId: person.parts.length === 0 ? person.employeeId : (chosen.get(person.employeeId) ?? null),
    })),
    receivers,
    queued: await queuedWork(
      context,
      system.id,
      functions.map((one) => one.function),
    ),
  });
}

async function peopleToPass(
  context: Context,
  of: {
    positionId: string;
    leaving: readonly { employee_id: string }[];
    positions: readonly PositionRow[];
    assignments: readonly AssignmentFact[];
    receiver: PositionRow | null;
    today: string;
  },
): Promise<PersonToPass[]> {
  const after = of.receiver === null ? of.assignments : afterDrop(of.assignments, of.positionId, of.receiver.id);
  const holders = await holdersOfPositions(context, [of.positionId], of.today);
  const people: PersonToPass[] = [];
  for (const holder of holders) {
    const held = await employmentsOfEmployee(context, holder.employee_id, of.today);
    const keptIds = held.map((one) => one.position_id).filter((id) => id !== of.positionId);
    const keeps = of.positions.filter((position) => keptIds.includes(position.id));
    const kept = {
      positions: keptIds.length,
      functions: after.filter((one) => keptIds.includes(one.positionId)).map((one) => one.function),
    };
    const employeeId = holder.employee_id as EmployeeId;
    const parts = successionParts().filter((part) => workPasses(part.functions, kept));
    people.push({
      employeeId,
      fullName: holder.full_name,
      keeps,
      parts,
      work: await workOf(context, employeeId, parts),
      successorId: null,
    });
  }
  return people;
}

/** What an employee holds in the given parts, counted. */
export async function workOf(
  context: Context,
  employeeId: EmployeeId,
  parts: readonly SuccessionPart[],
): Promise<Work[]> {
  const work: Work[] = [];
  for (const part of parts) {
    for (const { key, count } of await part.left(context, employeeId)) {
      if (count > 0) work.push({ part: part.key, key, count });
    }
  }
  return work;
}

async function queuedWork(context: Context, salesSystemId: string, functions: SalesFunction[]): Promise<Work[]> {
  const work: Work[] = [];
  for (const part of successionParts()) {
    for (const { key, count } of (await part.queued?.(context, { salesSystemId, functions })) ?? []) {
      if (count > 0) work.push({ part: part.key, key, count });
    }
  }
  return work;
}

/** Who holds a position, by name, with the load of the first function that the position answers for. */
export async function receiversOf(
  context: Context,
  of: { salesSystemId: string; positionId: string },
  day: string,
): Promise<ReceiverLoad[]> {
  const [holders, assignments] = await Promise.all([
    holdersOfPositions(context, [of.positionId], day),
    assignmentsOn(context, of.salesSystemId, day),
  ]);
  const fn = assignments.flatMap(assignmentFact).find((one) => one.positionId === of.positionId)?.function;
  const load = fn === undefined ? [] : ((await readLoad?.(context, of.salesSystemId, fn)) ?? []);
  return holders.map((holder) => {
    const known = load.find((one) => one.employeeId === holder.employee_id);
    return {
      employeeId: holder.employee_id,
      fullName: holder.full_name,
      held: known?.held ?? 0,
      norm: known?.norm ?? 0,
    };
  });
}

function inRelayOrder(assignments: readonly AssignmentFact[]): AssignmentFact[] {
  return [...assignments].sort((a, b) => SALES_FUNCTIONS.indexOf(a.function) - SALES_FUNCTIONS.indexOf(b.function));
}

/** The same kinds of work of several people, added up. */
export function added(work: readonly Work[]): Work[] {
  const sums = new Map<string, Work>();
  for (const one of work) {
    const key = `${one.part} ${one.key}`;
    sums.set(key, { ...one, count: one.count + (sums.get(key)?.count ?? 0) });
  }
  return [...sums.values()];
}

const sum = (work: readonly Work[]): number => work.reduce((total, one) => total + one.count, 0);
const kindOf = (position: PositionRow): PositionKind => (isPositionKind(position.kind) ? position.kind : 'other');
const named = (position: PositionRow) => ({ id: position.id, title: position.title, kind: kindOf(position) });
