import { companyOf, deputisedBy, employeeById, employeesByIds, presentOn } from '#modules/people/queries.ts';
import type { Context } from '#platform/context.ts';
import type { Db } from '#platform/db/pool.ts';
import { type Memory, recalled } from '#platform/memory.ts';
import type { Actor, Scope } from '#shared/actor.ts';
import type { Clock } from '#shared/clock.ts';
import type { EmployeeId, PositionId, SalesSystemId, UnitId } from '#shared/ids.ts';
import { ok, type Result } from '#shared/result.ts';
import type { Me } from './contract.ts';
import {
  ADMINISTRATOR_RIGHTS,
  type AssignmentFact,
  accountable,
  DEFAULT_NORMS,
  isPositionKind,
  isSalesFunction,
  type NormKey,
  RIGHTS,
  type SalesFunction,
  UNIT_HEAD_RIGHTS,
  type UnitKind,
  widestRights,
} from './rules.ts';
import type { RepeatPolicy, SalesType } from './sales-systems/rules.ts';
import {
  type AssignmentRow,
  assignmentsOn,
  type HolderRow,
  heldPositions,
  holdersOfPositions,
  membersOfUnit,
  normValues,
  openSalesSystems,
  openSegments,
  type Reading,
  type SalesSystemRow,
  salesSystemIdsOf,
  salesSystemRow,
  standingOf,
} from './store.ts';

type Dated = Pick<Context, 'db' | 'now' | 'memory'>;

/** Today in the company's zone: the day on which structure, norms and presence are looked up. */
export async function companyDay(context: Dated): Promise<Temporal.PlainDate> {
  return context.now.toZonedDateTimeISO((await companyOf(context)).timeZone).toPlainDate();
}

/**
 * Who acts: the employee with the positions held today, the functions assigned to them, and every right at its widest
 * scope. What an API token may call at all is decided where it is identified. Null for whoever is not active.
 * Source: domain §14 (access follows from positions).
 */
export async function loadActor(
  db: Db,
  employeeId: string,
  now: Temporal.Instant,
  via: 'session' | 'token' = 'session',
  tokenScopes?: readonly string[],
  memory?: Memory,
): Promise<Actor | null> {
  const context = { db, now };
  // Of the company its zone alone is asked; of the employee nothing is remembered here.
  const today = await companyDay(memory === undefined ? context : { ...context, memory });
  const [employee, { positions, grants, headed }, deputyFor] = await Promise.all([
    employeeById(context, employeeId),
    standingOf(context, employeeId, today.toString()),
    deputisedBy(context, employeeId, today),
  ]);
  if (employee === null || employee.status !== 'active') return null;
  const rights = widestRights([
    // The columns' CHECKs admit these scopes, kinds and functions only.
    ...grants.map((grant) => ({ [grant.right_name]: grant.scope as Scope })),
    ...headed.map((kind) => UNIT_HEAD_RIGHTS[kind as UnitKind]),
    employee.administrator ? ADMINISTRATOR_RIGHTS : {},
  ]);
  return {
    kind: via === 'token' ? 'token' : 'employee',
    employeeId: employee.id,
    name: employee.fullName,
    language: employee.language,
    timeZone: employee.timeZone,
    administrator: employee.administrator,
    // Ids come from the columns that they are ids of.
    positions: positions.map((position) => ({
      id: position.id as PositionId,
      kind: position.kind,
      unitId: position.unit_id as UnitId,
      salesSystemId: position.sales_system_id as SalesSystemId,
    })),
    functions: [...new Set(positions.flatMap((position) => position.functions))],
    rights,
    deputyFor,
    ...(tokenScopes === undefined ? {} : { tokenScopes }),
  };
}

const ALL_RIGHTS: Readonly<Record<string, Scope>> = Object.fromEntries(RIGHTS.map((right) => [right, 'company']));

/** In whose name long work goes on: of whoever started it, with the rights of the moment; where they have left, of the program. */
export async function contextOfJob(db: Db, clock: Clock, job: { startedBy: string | null }): Promise<Context> {
  const actor = job.startedBy === null ? null : await loadActor(db, job.startedBy, clock.now());
  return { db, now: clock.now(), requestId: null, actor: actor ?? systemActor() };
}

/** The program itself: sweeps, jobs, what follows from a change. */
export function systemActor(language: 'ru' | 'en' = 'ru', timeZone = 'Europe/Moscow'): Actor {
  return { ...nobodyWithAllRights(language, timeZone), kind: 'system' };
}

/** Whoever may run commands on the machine may do everything there; the journal names the command line. */
export function commandLineActor(language: 'ru' | 'en' = 'ru', timeZone = 'Europe/Moscow'): Actor {
  return { ...nobodyWithAllRights(language, timeZone), kind: 'command_line' };
}

function nobodyWithAllRights(language: 'ru' | 'en', timeZone: string): Omit<Actor, 'kind'> {
  return {
    employeeId: null,
    name: '',
    language,
    timeZone,
    administrator: true,
    positions: [],
    functions: [],
    rights: ALL_RIGHTS,
    deputyFor: [],
  };
}

export interface SalesSystem {
  id: SalesSystemId;
  name: string;
  salesType: SalesType;
  repeatPolicy: RepeatPolicy;
  relevanceMonitoringNeeded: boolean;
  arbiterId: EmployeeId | null;
  version: number;
}

/** The open sales systems, oldest first. */
export async function salesSystems(context: Dated): Promise<SalesSystem[]> {
  const day = (await companyDay(context)).toString();
  const rows = await recalled(context, `structure.systems ${day}`, () => openSalesSystems(context, day));
  return rows.map(salesSystemOf);
}

/** The ids of all sales systems, those that are closed as well: what lies in none of them is nowhere. */
export const everySalesSystem = (context: Pick<Context, 'db' | 'memory'>): Promise<string[]> =>
  recalled(context, 'systems', () => salesSystemIdsOf(context));

export async function salesSystemById(context: Reading, id: string): Promise<SalesSystem | null> {
  const row = await salesSystemRow(context, id);
  return row === undefined ? null : salesSystemOf(row);
}

/** The sales system of the actor's first position, else the oldest open one; null before any structure is installed. */
export async function defaultSalesSystem(context: Dated & Pick<Context, 'actor'>): Promise<SalesSystem | null> {
  const systems = await salesSystems(context);
  const own = context.actor.positions[0]?.salesSystemId;
  return systems.find((system) => system.id === own) ?? systems[0] ?? null;
}

const openSegmentsOn = (context: Dated, salesSystemId: string, day: string) =>
  recalled(context, `structure.segments ${salesSystemId} ${day}`, () => openSegments(context, salesSystemId, day));
const assignedOn = (context: Dated, salesSystemId: string, day: string) =>
  recalled(context, `structure.assignments ${salesSystemId} ${day}`, () => assignmentsOn(context, salesSystemId, day));

export interface Segment {
  id: string;
  salesSystemId: SalesSystemId;
  name: string;
  priority: number;
}

/** The open segments of a sales system, most important first. */
export async function segmentsOf(context: Dated, salesSystemId: string): Promise<Segment[]> {
  const rows = await openSegmentsOn(context, salesSystemId, (await companyDay(context)).toString());
  return rows.map((row) => ({
    id: row.id,
    salesSystemId: row.sales_system_id as SalesSystemId,
    name: row.name,
    priority: row.priority,
  }));
}

export interface Holder {
  employeeId: EmployeeId;
  fullName: string;
  positionId: PositionId;
  /** The kind of that position. */
  kind: string;
  /** The part of the employee's time that belongs to that position, in basis points. */
  shareBp: number;
  /** Has joined and is not away today. */
  present: boolean;
}

/** Who answers for a function today, by name: in the segment when it has an assignment of its own, else in general. */
export async function holdersOf(
  context: Dated,
  of: { salesSystemId: string; function: SalesFunction; segmentId?: string | null },
): Promise<Holder[]> {
  const today = await companyDay(context);
  const assigned = await assignedOn(context, of.salesSystemId, today.toString());
  const positions = accountable(assigned.flatMap(assignmentFact), of.function, of.segmentId ?? null);
  return withPresence(context, await holdersOfPositions(context, positions, today.toString()), today);
}

/** The segments in which the actor's positions answer for a function today; `null` stands for clients without a segment. */
export async function segmentsAnsweredFor(
  context: Dated & Pick<Context, 'actor'>,
  salesSystemId: string,
  fn: SalesFunction,
): Promise<Set<string | null>> {
  const today = (await companyDay(context)).toString();
  const [assigned, segments] = await Promise.all([
    assignedOn(context, salesSystemId, today),
    openSegmentsOn(context, salesSystemId, today),
  ]);
  const facts = assigned.flatMap(assignmentFact);
  const own = new Set<string>(context.actor.positions.map((position) => position.id));
  const answersFor = (segmentId: string | null) => accountable(facts, fn, segmentId).some((id) => own.has(id));
  return new Set([null, ...segments.map((segment) => segment.id)].filter(answersFor));
}

/** Who works in a unit today, by name. */
export async function unitMembers(context: Dated, unitId: string): Promise<Holder[]> {
  const today = await companyDay(context);
  return withPresence(context, await membersOfUnit(context, unitId, today.toString()), today);
}

async function withPresence(context: Dated, rows: readonly HolderRow[], today: Temporal.PlainDate): Promise<Holder[]> {
  const present = await presentOn(
    context,
    rows.map((row) => row.employee_id),
    today,
  );
  return rows.map((row) => ({
    employeeId: row.employee_id as EmployeeId,
    fullName: row.full_name,
    positionId: row.position_id as PositionId,
    kind: row.kind,
    shareBp: row.share_bp,
    present: present.has(row.employee_id as EmployeeId),
  }));
}

/** What the company has set for a norm in this sales system, else the shipped default. Source: domain §12. */
export async function norm(
  context: Reading & Pick<Context, 'memory'>,
  salesSystemId: string,
  key: NormKey,
): Promise<number> {
  return (await normsOf(context, salesSystemId, [key]))[key];
}

/** Several norms of a sales system at once: what a queue asks at every step. */
export async function normsOf<K extends NormKey>(
  context: Reading & Pick<Context, 'memory'>,
  salesSystemId: string,
  keys: readonly K[],
): Promise<Record<K, number>> {
  const set = await recalled(context, `structure.norms ${salesSystemId} ${keys.join()}`, () =>
    normValues(context, salesSystemId, keys),
  );
  // Made of exactly the keys that were asked for.
  return Object.fromEntries(keys.map((key) => [key, set.get(key) ?? DEFAULT_NORMS[key]])) as Record<K, number>;
}

/** The heads of a sales system: who holds the position that answers for leadership. */
export async function headsOf(context: Dated, salesSystemId: string): Promise<EmployeeId[]> {
  const heads = await holdersOf(context, { salesSystemId, function: 'leadership' });
  return heads.map((head) => head.employeeId);
}

/**
 * Who settles a dispute between the parties: a head who is none of them, one who is present first; else the arbiter
 * named in the structure; null when the structure names nobody who may judge. Source: domain §4.
 */
export async function arbiterOf(
  context: Dated,
  salesSystemId: string,
  parties: readonly string[],
): Promise<EmployeeId | null> {
  const heads = await holdersOf(context, { salesSystemId, function: 'leadership' });
  const impartial = heads.filter((head) => !parties.includes(head.employeeId));
  const head = impartial.find((candidate) => candidate.present) ?? impartial[0];
  if (head !== undefined) return head.employeeId;
  const arbiter = (await salesSystemById(context, salesSystemId))?.arbiterId ?? null;
  return arbiter === null || parties.includes(arbiter) ? null : arbiter;
}

/** An assignment as the rules see it. The column's CHECK admits functions of the list only. */
export function assignmentFact(row: AssignmentRow): AssignmentFact[] {
  if (!isSalesFunction(row.function)) return [];
  return [{ function: row.function, segmentId: row.segment_id, positionId: row.position_id }];
}

function salesSystemOf(row: SalesSystemRow): SalesSystem {
  return {
    id: row.id as SalesSystemId,
    name: row.name,
    // The columns' CHECKs admit these types and policies only.
    salesType: row.sales_type as SalesType,
    repeatPolicy: row.repeat_policy as RepeatPolicy,
    relevanceMonitoringNeeded: row.relevance_monitoring_needed,
    arbiterId: row.arbiter_id as EmployeeId | null,
    version: row.version,
  };
}

/** The caller as the screens know them. No counters: those belong to the desks. */
export async function me(context: Context): Promise<Result<Me>> {
  const { actor } = context;
  const company = await companyOf(context);
  const today = await companyDay(context);
  const [positions, systems, colleagues] = await Promise.all([
    actor.employeeId === null ? [] : heldPositions(context, actor.employeeId, today.toString()),
    salesSystems(context),
    employeesByIds(context, actor.deputyFor),
  ]);
  return ok({
    employee_id: actor.employeeId,
    name: actor.name,
    language: actor.language,
    time_zone: actor.timeZone,
    administrator: actor.administrator,
    company_name: company.name,
    company_time_zone: company.timeZone,
    is_demo: company.isDemo,
    now: context.now.toString(),
    today: today.toString(),
    functions: actor.functions.filter(isSalesFunction),
    rights: { ...actor.rights },
    positions: positions.map(({ functions: _functions, kind, ...position }) => ({
      ...position,
      kind: isPositionKind(kind) ? kind : 'other',
    })),
    sales_systems: systems.map((system) => ({
      id: system.id,
      name: system.name,
      sales_type: system.salesType,
      repeat_policy: system.repeatPolicy,
    })),
    deputy_for: [...colleagues.values()].map((colleague) => ({ id: colleague.id, full_name: colleague.fullName })),
  });
}
