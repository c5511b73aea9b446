import { ownLease } from '#modules/calling/commands.ts';
import { callerOf } from '#modules/calling/queries.ts';
import type { ClientRow } from '#modules/clients/contract.ts';
import { clientForWork, reachOf } from '#modules/clients/queries.ts';
import { record } from '#modules/journal/commands.ts';
import { employeeById } from '#modules/people/queries.ts';
import { mayEditSalesSystem } from '#modules/structure/access.ts';
import { salesSystemById } from '#modules/structure/queries.ts';
import type { Context, WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { forbidden, invalid, notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import { mayQualify } from '../access.ts';
import type { BriefFields, CriterionKey } from '../contract.ts';
import { criteriaIn, startingFields } from '../queries.ts';
import { type BriefRow, insertBrief, latestBrief, lockBrief, replaceCriteria, saveBriefRow } from '../store.ts';
import { en } from '../texts.en.ts';
import { ru } from '../texts.ru.ts';

/**
 * Saves the brief as it stands, while the conversation goes on; the first save opens it. A brief that is offered waits for
 * its answer and is not changed. Who saves is still there: the lease of the client goes on.
 * Refuses: `qualification.offered`, a stale version. Source: domain §3.
 */
export async function saveBrief(
  context: WriteContext,
  clientId: string,
  input: { version: number | null; fields: BriefFields },
): Promise<Result<{ id: string; version: number }>> {
  const client = await clientForBrief(context, clientId);
  if (!client.ok) return client;
  const brief = await openBrief(context, client.value, input);
  if (!brief.ok) return brief;
  const caller = await callerOf(context, clientId);
  if (caller.ok && caller.value.employee_id === context.actor.employeeId) {
    const kept = await ownLease(context, clientId);
    if (!kept.ok) return kept;
  }
  return ok({ id: brief.value.id, version: brief.value.version });
}

/** The client, locked, for whoever may qualify it. */
export async function clientForBrief(context: WriteContext, clientId: string): Promise<Result<ClientRow>> {
  const client = await clientForWork(context, clientId);
  if (!client.ok) return client;
  return mayQualify(context.actor, await reachOf(context, clientId))
    ? client
    : forbidden('qualification.not_a_qualifier');
}

/** The draft with these fields in it: the one that was read, or a new one at the depth attained. */
export async function openBrief(
  context: WriteContext,
  client: ClientRow,
  { version, fields }: { version: number | null; fields?: BriefFields | undefined },
): Promise<Result<BriefRow>> {
  const { employeeId } = context.actor;
  if (employeeId === null) return forbidden('qualification.not_a_qualifier');
  const last = await latestBrief(context, client.id);
  if (last?.state === 'qualified') return refuse('qualification.offered', { code: 'conflict' });
  if (last?.state === 'draft') {
    if (version !== null && version !== last.version)
      return staleVersion({ version: last.version, fields: last.fields });
    if (version === null && fields !== undefined) return staleVersion({ version: last.version, fields: last.fields });
    if (fields === undefined) return ok(last);
    if (!(await saveBriefRow(context, last, { fields })))
      return staleVersion({ version: last.version, fields: last.fields });
    return lockedBrief(context, last.id);
  }
  const starting = await startingFields(context, client, last);
  const id = await insertBrief(context, {
    clientId: client.id,
    salesSystemId: client.sales_system_id,
    authorId: employeeId,
    fields: fields ?? starting.fields,
    needId: starting.needId,
  });
  await record(context, { action: 'brief.opened', subject: { kind: 'brief', id }, clientId: client.id });
  await announceBrief(context, client.id, id, 'brief.opened');
  return lockedBrief(context, id);
}

export async function lockedBrief(context: WriteContext, id: string): Promise<Result<BriefRow>> {
  const brief = await lockBrief(context, id);
  return brief === null ? notFound() : ok(brief);
}

export async function announceBrief(context: WriteContext, clientId: string, id: string, type: string): Promise<void> {
  await announce(context, { type, subjectKind: 'brief', subjectId: id, clientId });
}

/** Sets which criteria a sales system asks for. Each is named at most once; the head and the administrator decide. */
export async function setCriteria(
  context: WriteContext,
  input: { sales_system_id: string; items: { key: CriterionKey; required: boolean }[] },
): Promise<Result<{ saved: boolean }>> {
  const system = await salesSystemById(context, input.sales_system_id);
  if (system === null) return notFound();
  if (!mayEditSalesSystem(context.actor, system.id)) return forbidden();
  if (new Set(input.items.map((item) => item.key)).size < input.items.length) {
    return invalid('/items', 'qualification.criterion_twice');
  }
  const before = await criteriaIn(context, system.id);
  await replaceCriteria(context, system.id, input.items);
  await record(context, {
    action: 'qualification.criteria_set',
    subject: { kind: 'sales_system', id: system.id },
    before: { criteria: before },
    after: { criteria: input.items },
  });
  return ok({ saved: true });
}

/** A step's title in the language of whoever has to take it. */
export async function stepTitle(
  context: Pick<Context, 'db'>,
  ownerId: string,
  key: 'qualification.step.await' | 'qualification.step.mend' | 'qualification.step.go_on',
): Promise<string> {
  const owner = await employeeById(context, ownerId);
  return (owner?.language === 'en' ? en : ru)[key];
}
