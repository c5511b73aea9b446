import { reachOf } from '#modules/clients/queries.ts';
import { companyToday } from '#modules/people/queries.ts';
import { type Holder, norm, unitMembers } from '#modules/structure/queries.ts';
import { registerLoad } from '#modules/workload/queries.ts';
import type { Context } from '#platform/context.ts';
import type { EmployeeId } from '#shared/ids.ts';
import { notFound, ok, type Result, refuse } from '#shared/result.ts';
import { isAsker, isSpecialist, mayReadRequest, mayRoute, maySeeUnit, systemsServed, worksIn } from './access.ts';
import type { RequestType, RoutingView, SupportDesk, SupportRequest } from './contract.ts';
import { type Candidate, type Required, type Routing, route, standings, variation } from './rules.ts';
import {
  competenceById,
  competencesOfUnit,
  departmentById,
  departmentRows,
  keptSince,
  lastOfType,
  levelsOf,
  loadsOf,
  openRequestsOfUnit,
  type RequestFilter,
  requestById,
  requestsPage,
  requestTypeById,
  requestTypes,
} from './store.ts';

const MOST_ON_THE_DESK = 300;
const KEPT_OVER_DAYS = 90;
const MINUTES_IN_AN_HOUR = 60;
const FULL_SHARE = 10_000;

/** What may be asked of the departments of a sales system. */
export async function typesToAsk(
  context: Context,
  salesSystemId: string | null,
): Promise<Result<{ items: RequestType[] }>> {
  const today = await companyToday(context);
  return ok({ items: await requestTypes(context, salesSystemId, today.toString()) });
}

/** The desk of a department: the one asked for, else the first that is open to the actor. Source: domain §9. */
export async function supportDesk(context: Context, wanted: string | undefined): Promise<Result<SupportDesk>> {
  const today = (await companyToday(context)).toString();
  const departments = (await departmentRows(context, today)).filter((unit) => maySeeUnit(context.actor, unit));
  const own = departments.find((unit) => worksIn(context.actor, unit.id));
  const unit = wanted === undefined ? (own ?? departments[0]) : departments.find((one) => one.id === wanted);
  if (unit === undefined) return notFound();
  const since = context.now.subtract({ hours: KEPT_OVER_DAYS * 24 }).toString();
  const [requests, people, competences, kept] = await Promise.all([
    openRequestsOfUnit(context, unit.id, systemsServed(context.actor, unit), MOST_ON_THE_DESK),
    specialistsOf(context, unit.id),
    competencesOfUnit(context, unit.id),
    keptSince(context, unit.id, since),
  ]);
  return ok({
    units: departments.map(({ id, name }) => ({ id, name })),
    unit_id: unit.id,
    requests,
    specialists: people,
    competences,
    kept_in_time: kept,
    variation: variation(people.map((one) => one.load_minutes)),
    may_answer: worksIn(context.actor, unit.id),
    may_route: mayRoute(context.actor, unit),
  });
}

async function specialistsOf(context: Context, unitId: string) {
  const members = onePerEmployee(await unitMembers(context, unitId));
  const [loads, capacities] = await Promise.all([
    loadsOf(
      context,
      members.map((member) => member.employeeId),
    ),
    capacitiesOf(context, members),
  ]);
  return members.map((member) => ({
    id: member.employeeId,
    full_name: member.fullName,
    present: member.present,
    load_minutes: loads.get(member.employeeId) ?? 0,
    capacity_minutes: capacities.get(member.employeeId) ?? 0,
  }));
}

function onePerEmployee(members: readonly Holder[]): Holder[] {
  return [...new Map(members.map((member) => [member.employeeId, member])).values()];
}

/** A week's hours by the norm, times the part of their time that belongs to the position. */
async function capacitiesOf(context: Context, members: readonly Holder[]): Promise<Map<string, number>> {
  const systems = context.actor.positions.map((position) => position.salesSystemId);
  const hours = systems[0] === undefined ? DEFAULT_HOURS : await norm(context, systems[0], 'support_hours_per_week');
  return new Map(
    members.map((member) => [
      member.employeeId,
      Math.floor((hours * MINUTES_IN_AN_HOUR * member.shareBp) / FULL_SHARE),
    ]),
  );
}

const DEFAULT_HOURS = 40;

/** Who would get work of this type now, and why the others would not. Refuses: `support.nobody_eligible`. Source: domain §9. */
export async function routingFor(context: Context, type: RequestType): Promise<Result<Routing>> {
  const { candidates, required } = await choiceFor(context, type);
  return route(candidates, required);
}

async function choiceFor(
  context: Context,
  type: RequestType,
): Promise<{ candidates: Candidate[]; required: Required }> {
  const competence = await competenceById(context, type.competence_id);
  const people = await specialistsOf(context, type.unit_id);
  const ids = people.map((one) => one.id);
  const [levels, recency] = await Promise.all([
    levelsOf(context, type.competence_id),
    lastOfType(context, type.id, ids),
  ]);
  return {
    candidates: people.map((one) => ({
      employeeId: one.id,
      name: one.full_name,
      level: levels.get(one.id) ?? null,
      present: one.present,
      loadMinutes: one.load_minutes,
      capacityMinutes: one.capacity_minutes,
      lastOfType: recency.get(one.id) ?? null,
    })),
    required: {
      level: type.required_level,
      standardMinutes: type.standard_minutes,
      targetPeople: competence?.target_people ?? 0,
    },
  };
}

/** The routing of a queued request, for the desk's right pane; with nobody to choose it says why of each. */
export async function routingView(context: Context, id: string): Promise<Result<RoutingView>> {
  const request = await requestById(context, id);
  const unit = request === null ? null : await departmentById(context, request.unit_id);
  if (request === null || unit === null || !maySeeUnit(context.actor, unit)) return notFound();
  if (!mayReadRequest(context.actor, unit, await reachOf(context, request.client_id))) return notFound();
  const type = await requestTypeById(context, request.type_id);
  if (type === null) return notFound();
  const { candidates, required } = await choiceFor(context, type);
  const order = standings(candidates, required);
  return ok({
    specialist_id: order.find((one) => one.why === 'chosen')?.employeeId ?? null,
    learner_id: order.find((one) => one.why === 'learner')?.employeeId ?? null,
    order: order.map(({ employeeId, loadMinutes, ...one }) => ({
      employee_id: employeeId,
      load_minutes: loadMinutes,
      ...one,
    })),
  });
}

/** Requests of a client whose card one reads, or one's own, newest first. */
export async function supportRequests(
  context: Context,
  query: { client_id?: string; mine?: 'asked' | 'answering'; cursor?: string; limit?: number },
): Promise<Result<{ items: SupportRequest[]; next_cursor: string | null }>> {
  const me = context.actor.employeeId;
  const filter: RequestFilter = { clientId: query.client_id };
  if (query.client_id === undefined) {
    if (me === null) return notFound();
    if (query.mine === 'answering') filter.specialistId = me;
    else filter.askerId = me;
  } else {
    const reach = await reachOf(context, query.client_id);
    if (reach === 'none' || reach === 'glance') return notFound();
  }
  const before = query.cursor === undefined ? null : Number(query.cursor);
  if (before !== null && !Number.isSafeInteger(before)) return refuse('app.bad_cursor', { code: 'invalid_input' });
  const limit = query.limit ?? 50;
  const rows = await requestsPage(context, filter, before, limit + 1);
  const items = rows.slice(0, limit);
  return ok({ items, next_cursor: rows.length > limit ? String(items.at(-1)?.number) : null });
}

export async function supportRequest(context: Context, id: string): Promise<Result<SupportRequest>> {
  const request = await requestById(context, id);
  if (request === null) return notFound();
  const { actor } = context;
  if (isAsker(actor, request.asker_id) || isSpecialist(actor, request.specialist_id)) return ok(request);
  const unit = await departmentById(context, request.unit_id);
  return mayReadRequest(actor, unit, await reachOf(context, request.client_id)) ? ok(request) : notFound();
}

/** How many hours of work each specialist has in hand. */
export function registerSupportLoad(): void {
  registerLoad({
    function: 'support',
    unit: 'hours',
    async heldBy(context, employeeIds) {
      const minutes = await loadsOf(context, employeeIds);
      // The map's keys are the ids that were asked for.
      return new Map([...minutes].map(([id, load]) => [id as EmployeeId, Math.round(load / MINUTES_IN_AN_HOUR)]));
    },
  });
}
