import { admitParticipant } from '#modules/clients/commands.ts';
import { registerMergePart } from '#modules/clients/merging/commands.ts';
import { clientById, reachOf } from '#modules/clients/queries.ts';
import { offerUndo, record, registerUndo } from '#modules/journal/commands.ts';
import { companyCalendar, companyToday } from '#modules/people/queries.ts';
import { registerReadyPart, registerSuccession } from '#modules/structure/commands.ts';
import { unitMembers } from '#modules/structure/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { forbidden, invalid, notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import { addWorkingTime } from '#shared/working-calendar.ts';
import { isAsker, isSpecialist, mayAsk, mayReadRequest, mayRoute, systemsServed, worksIn } from './access.ts';
import type { AskBody, RequestType, SupportRequest } from './contract.ts';
import { registerSupportLoad, routingFor } from './queries.ts';
import { installReadyTypes } from './ready-types/commands.ts';
import { mayBecome, missingInputs, type RequestStatus } from './rules.ts';
import {
  competenceById,
  departmentById,
  insertRequest,
  lockNextRequest,
  lockRequest,
  openRequestsOf,
  type RequestChange,
  type RequestRow,
  ROWS_AT_CLIENT,
  requestById,
  requestTypeById,
  requestTypes,
  saveLevel,
  saveRequest,
} from './store.ts';

const MINUTES_TO_ANSWER_FACTOR = 2;
const SHORTEST_ANSWER_MINUTES = 480;

/**
 * Asks a department. A brief that lacks a required input returns at once, and its clock stands until it is complete.
 * The deadline is the wished one, else twice the standard hours of working time, a working day at least.
 * Refuses: `support.wanted_in_past`. Source: domain §9.
 */
export async function askSupport(context: WriteContext, body: AskBody): Promise<Result<SupportRequest>> {
  const { employeeId } = context.actor;
  const reach = await reachOf(context, body.client_id);
  if (reach === 'none' || reach === 'glance') return notFound();
  if (!mayAsk(context.actor, reach) || employeeId === null) return forbidden('support.not_yours');
  const client = await clientById(context, body.client_id);
  if (client === null) return notFound();
  const today = (await companyToday(context)).toString();
  const type = (await requestTypes(context, client.sales_system_id, today)).find((one) => one.id === body.type_id);
  if (type === undefined) return invalid('/type_id', 'field.not_in_list');
  if (body.wanted_by !== undefined && Temporal.Instant.compare(body.wanted_by, context.now) <= 0)
    return invalid('/wanted_by', 'support.wanted_in_past');
  const missing = missingInputs(type.required_inputs, body.inputs);
  const dueAt = missing.length > 0 ? null : await deadline(context, type, body.wanted_by ?? null);
  const id = await insertRequest(context, {
    body,
    unitId: type.unit_id,
    salesSystemId: client.sales_system_id,
    askerId: employeeId,
    missing,
    dueAt,
  });
  await admitParticipant(context, body.client_id, employeeId, 'support_asker', id);
  await record(context, {
    action: 'support_request.asked',
    subject: { kind: 'support_request', id },
    clientId: body.client_id,
    after: { type: type.name, missing, due_at: dueAt },
  });
  return told(context, id, body.client_id);
}

async function deadline(context: WriteContext, type: RequestType, wantedBy: string | null): Promise<string> {
  if (wantedBy !== null) return wantedBy;
  const minutes = Math.max(type.standard_minutes * MINUTES_TO_ANSWER_FACTOR, SHORTEST_ANSWER_MINUTES);
  return addWorkingTime(await companyCalendar(context), context.now, minutes).toString();
}

/** Completes a returned brief; when nothing is missing any more, the request is queued and its clock starts. */
export async function completeBrief(
  context: WriteContext,
  id: string,
  body: { version: number; question?: string | undefined; inputs: Record<string, string> },
): Promise<Result<SupportRequest>> {
  const request = await requestOfAsker(context, id);
  if (!request.ok) return request;
  const type = await requestTypeById(context, request.value.type_id);
  if (type === null) return notFound();
  const missing = missingInputs(type.required_inputs, body.inputs);
  const inputs = JSON.stringify(body.inputs);
  const question = body.question ?? request.value.question;
  if (missing.length > 0) {
    if (request.value.version !== body.version) return stale(context, id);
    await saveRequest(context, request.value, { inputs, question, missing });
    return told(context, id, request.value.client_id);
  }
  const change = {
    inputs,
    question,
    missing,
    returned_note: null,
    due_at: await deadline(context, type, request.value.wanted_by),
  };
  return move(context, request.value, body.version, 'queued', change, 'support_request.brief_completed');
}

/** The department returns a brief that cannot be worked on; the clock stands. */
export async function returnBrief(
  context: WriteContext,
  id: string,
  body: { version: number; note: string },
): Promise<Result<SupportRequest>> {
  const request = await requestOfUnit(context, id);
  if (!request.ok) return request;
  const change: RequestChange = { returned_note: body.note, due_at: null, specialist_id: null, learner_id: null };
  return move(context, request.value, body.version, 'brief_incomplete', change, 'support_request.brief_returned', {
    reason: body.note,
  });
}

/**
 * Gives a request to whom routing chooses, with a learner where the competence is scarce; or to somebody else, which the
 * head of the department decides with a reason. Refuses: `support.nobody_eligible`, `support.reason_required`,
 * `support.not_of_department`. Source: domain §9.
 */
export async function assignRequest(
  context: WriteContext,
  id: string,
  body: { version: number; specialist_id?: string | undefined; reason?: string | undefined },
): Promise<Result<SupportRequest>> {
  const request = await requestOfUnit(context, id);
  if (!request.ok) return request;
  return assign(context, request.value, body.version, body.specialist_id, body.reason);
}

/** Assigns the request of a department that is due first. Refuses: `support.nothing_to_take`, `support.nobody_eligible`. */
export async function takeNextRequest(context: WriteContext, unitId: string): Promise<Result<SupportRequest>> {
  const unit = await departmentById(context, unitId);
  if (unit === null || !(worksIn(context.actor, unitId) || mayRoute(context.actor, unit))) return notFound();
  const request = await lockNextRequest(context, unitId, systemsServed(context.actor, unit));
  if (request === null) return refuse('support.nothing_to_take');
  return assign(context, request, request.version, undefined, undefined);
}

async function assign(
  context: WriteContext,
  request: RequestRow,
  version: number,
  wanted: string | undefined,
  reason: string | undefined,
): Promise<Result<SupportRequest>> {
  const type = await requestTypeById(context, request.type_id);
  if (type === null) return notFound();
  const routing = await routingFor(context, type);
  const chosen = routing.ok ? routing.value : null;
  if (wanted === undefined && chosen === null) return refuse('support.nobody_eligible');
  const overruled = wanted !== undefined && wanted !== chosen?.specialistId;
  if (overruled) {
    if (!(await routesUnit(context, request.unit_id))) return forbidden('support.routing_decides');
    if (reason === undefined)
      return refuse('support.reason_required', {
        code: 'invalid_input',
        fields: [{ path: '/reason', reason: 'field.required' }],
      });
    const members = await unitMembers(context, request.unit_id);
    if (!members.some((member) => member.employeeId === wanted))
      return invalid('/specialist_id', 'support.not_of_department');
  }
  const specialistId = wanted ?? chosen?.specialistId;
  if (specialistId === undefined) return refuse('support.nobody_eligible');
  const learnerId = chosen?.learnerId === specialistId ? null : (chosen?.learnerId ?? null);
  const moved = await move(
    context,
    request,
    version,
    'in_work',
    {
      specialist_id: specialistId,
      learner_id: learnerId,
      assigned_at: context.now.toString(),
      assigned_why: overruled ? 'overruled' : 'routed',
      override_reason: overruled ? (reason ?? null) : null,
    },
    'support_request.assigned',
    { ...(reason === undefined ? {} : { reason }), undoable: true },
  );
  if (!moved.ok) return moved;
  await admitParticipant(context, request.client_id, specialistId, 'support', request.id);
  if (learnerId !== null) await admitParticipant(context, request.client_id, learnerId, 'support', request.id);
  return moved;
}

/** Answers in two versions and says how long it took. */
export async function answerRequest(
  context: WriteContext,
  id: string,
  body: { version: number; finding: string; for_client: string; spent_minutes: number },
): Promise<Result<SupportRequest>> {
  const request = await lockRequest(context, id);
  if (request === null || !isSpecialist(context.actor, request.specialist_id)) return notFound();
  const { version, ...answer } = body;
  return move(
    context,
    request,
    version,
    'answered',
    { ...answer, answered_at: context.now.toString() },
    'support_request.answered',
  );
}

/** Whoever asked accepts the answer. */
export async function acceptAnswer(
  context: WriteContext,
  id: string,
  version: number,
): Promise<Result<SupportRequest>> {
  const request = await requestOfAsker(context, id);
  if (!request.ok) return request;
  return move(
    context,
    request.value,
    version,
    'accepted',
    { accepted_at: context.now.toString() },
    'support_request.accepted',
  );
}

/** The answer does not answer the question: it goes back to the same specialist with what is unclear, and the clock starts anew. */
export async function askAgain(
  context: WriteContext,
  id: string,
  body: { version: number; note: string },
): Promise<Result<SupportRequest>> {
  const request = await requestOfAsker(context, id);
  if (!request.ok) return request;
  const type = await requestTypeById(context, request.value.type_id);
  if (type === null) return notFound();
  const change = { returned_note: body.note, answered_at: null, due_at: await deadline(context, type, null) };
  return move(context, request.value, body.version, 'asked_again', change, 'support_request.asked_again', {
    reason: body.note,
  });
}

/** The question has fallen away. */
export async function cancelRequest(
  context: WriteContext,
  id: string,
  body: { version: number; reason: string },
): Promise<Result<SupportRequest>> {
  const request = await requestOfAsker(context, id);
  if (!request.ok) return request;
  return move(
    context,
    request.value,
    body.version,
    'cancelled',
    { missing: [], returned_note: null },
    'support_request.cancelled',
    { reason: body.reason },
  );
}

/** Sets somebody's level of a competence; the matrix is kept by the head of the department. */
export async function setLevel(
  context: WriteContext,
  competenceId: string,
  employeeId: string,
  level: number,
): Promise<Result<{ level: number }>> {
  const competence = await competenceById(context, competenceId);
  if (competence === undefined) return notFound();
  if (!(await routesUnit(context, competence.unit_id))) return forbidden();
  const members = await unitMembers(context, competence.unit_id);
  if (!members.some((member) => member.employeeId === employeeId))
    return invalid('/employee_id', 'support.not_of_department');
  const before = await saveLevel(context, competenceId, employeeId, level);
  await record(context, {
    action: 'competence.level_set',
    subject: { kind: 'competence', id: competenceId },
    before: { employee_id: employeeId, level: before },
    after: { employee_id: employeeId, level },
  });
  await announce(context, { type: 'competence.level_set', subjectKind: 'competence', subjectId: competenceId });
  return ok({ level });
}

async function move(
  context: WriteContext,
  request: RequestRow,
  version: number,
  to: RequestStatus,
  change: RequestChange,
  action: string,
  more: { reason?: string; undoable?: boolean } = {},
): Promise<Result<SupportRequest>> {
  if (request.version !== version) return stale(context, request.id);
  const possible = mayBecome(request.status, to);
  if (!possible.ok) return possible;
  await saveRequest(context, request, { status: to, ...change });
  const { status, specialist_id, learner_id } = request;
  const entry = await record(context, {
    action,
    subject: { kind: 'support_request', id: request.id },
    clientId: request.client_id,
    before: { status, specialist_id, learner_id },
    after: { status: to, ...change },
    reason: more.reason ?? null,
  });
  if (more.undoable === true) offerUndo(context, entry);
  return told(context, request.id, request.client_id);
}

async function requestOfAsker(context: WriteContext, id: string): Promise<Result<RequestRow>> {
  const request = await lockRequest(context, id);
  return request === null || !isAsker(context.actor, request.asker_id) ? notFound() : ok(request);
}

async function requestOfUnit(context: WriteContext, id: string): Promise<Result<RequestRow>> {
  const request = await lockRequest(context, id);
  const unit = request === null ? null : await departmentById(context, request.unit_id);
  if (request === null || unit === null) return notFound();
  const { actor } = context;
  const serves = worksIn(actor, unit.id) || mayRoute(actor, unit);
  return serves && mayReadRequest(actor, unit, await reachOf(context, request.client_id)) ? ok(request) : notFound();
}

async function routesUnit(context: WriteContext, unitId: string): Promise<boolean> {
  const unit = await departmentById(context, unitId);
  return unit !== null && mayRoute(context.actor, unit);
}

async function stale(context: WriteContext, id: string): Promise<Result<never>> {
  return staleVersion(await requestById(context, id));
}

async function told(context: WriteContext, id: string, clientId: string): Promise<Result<SupportRequest>> {
  await announce(context, { type: 'support_request.changed', subjectKind: 'support_request', subjectId: id, clientId });
  const request = await requestById(context, id);
  return request === null ? notFound() : ok(request);
}

/**
 * What this module adds to others: what the departments of a ready structure may be asked, undo of assigning, succession
 * of open requests, load of the experts.
 */
export function registerSupport(): void {
  registerReadyPart('support', installReadyTypes);
  registerMergePart({ key: 'support', rows: ROWS_AT_CLIENT });
  registerUndo('support_request.assigned', async (context, entry) => {
    const request = await lockRequest(context, entry.subjectId);
    if (request?.status !== 'in_work') return refuse('journal.acted_on_since', { code: 'conflict' });
    await saveRequest(context, request, {
      status: 'queued',
      specialist_id: null,
      learner_id: null,
      assigned_at: null,
      assigned_why: null,
      override_reason: null,
    });
    return told(context, request.id, request.client_id);
  });
  registerSuccession({
    key: 'support_requests',
    async left(context, employeeId) {
      const requests = await openRequestsOf(context, employeeId);
      return requests.length === 0 ? [] : [{ key: 'support_requests', count: requests.length }];
    },
    async passOn(context, from, to) {
      for (const request of await openRequestsOf(context, from)) {
        const change: RequestChange = {
          ...(request.asker_id === from ? { asker_id: to } : {}),
          ...(request.specialist_id === from ? { specialist_id: to } : {}),
          ...(request.learner_id === from || (request.specialist_id === from && request.learner_id === to)
            ? { learner_id: null }
            : {}),
        };
        await saveRequest(context, request, change);
        await admitParticipant(context, request.client_id, to, 'support', request.id);
        await record(context, {
          action: 'support_request.passed_on',
          subject: { kind: 'support_request', id: request.id },
          clientId: request.client_id,
          before: { asker_id: request.asker_id, specialist_id: request.specialist_id },
          after: change,
        });
      }
      return ok();
    },
  });
  registerSupportLoad();
}
