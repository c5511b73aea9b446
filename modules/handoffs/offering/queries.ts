import { selves } from '#modules/clients/access.ts';
import type { ClientRow } from '#modules/clients/contract.ts';
import { clientById, reachOf } from '#modules/clients/queries.ts';
import { employeeById } from '#modules/people/queries.ts';
import { holdersOf, norm } from '#modules/structure/queries.ts';
import { chooseReceiver, loadOf } from '#modules/workload/queries.ts';
import { NORM_OF_FUNCTION } from '#modules/workload/rules.ts';
import type { Context } from '#platform/context.ts';
import { invalid, notFound, ok, type Result } from '#shared/result.ts';
import type { HandoffKindName, Readiness, Receiver, Subject } from '../contract.ts';
import { type HandoffKind, kindNamed } from '../kinds/commands.ts';
import { missingOf } from '../rules.ts';
import { openRow } from '../store.ts';

/** Who gives: the holder, when the actor is the holder or deputises for them; else the actor. */
export function giverOf(context: Pick<Context, 'actor'>, client: Pick<ClientRow, 'holder_id'>): string | null {
  const { holder_id: holder } = client;
  return holder !== null && selves(context.actor).includes(holder) ? holder : context.actor.employeeId;
}

/**
 * Whether a matter is ready to be handed over as it stands this minute, what is missing, and who could receive it with
 * their load. For whoever has the client's card. Source: domain §4.
 */
export async function readinessOf(
  context: Context,
  kindName: HandoffKindName,
  clientId: string,
  subject: Subject,
): Promise<Result<Readiness>> {
  const reach = await reachOf(context, clientId);
  const client = await clientById(context, clientId);
  if (client === null || (reach !== 'card' && reach !== 'work')) return notFound();
  const kind = kindNamed(kindName);
  if (kind === undefined) return invalid('/kind', 'field.not_in_list');
  const giverId = giverOf(context, client);
  const [criteria, receivers, giver, days, open] = await Promise.all([
    kind.criteria(context, clientId, subject),
    receiversOf(context, kind, client, giverId),
    giverId === null ? null : employeeById(context, giverId),
    norm(context, client.sales_system_id, kind.deadlineNorm),
    openRow(context, kind.kind, subject),
  ]);
  const missing = missingOf(criteria);
  return ok({
    kind: kind.kind,
    client: { id: client.id, name: client.name },
    subject,
    from_function: kind.from,
    to_function: kind.to,
    giver: giver === null ? null : { id: giver.id, full_name: giver.fullName },
    criteria,
    missing: missing.map(({ key }) => key),
    ready: missing.length === 0,
    receivers,
    unit: NORM_OF_FUNCTION[kind.to]?.unit ?? null,
    deadline_days: Math.max(1, days),
    open_id: open?.id ?? null,
  });
}

async function receiversOf(
  context: Context,
  kind: HandoffKind,
  client: ClientRow,
  giverId: string | null,
): Promise<Receiver[]> {
  const [load, receiver] = await Promise.all([
    loadOf(context, client.sales_system_id, kind.to, client.segment_id),
    proposedReceiver(context, kind, client, giverId),
  ]);
  return load.map((one) => ({
    employee_id: one.employeeId,
    full_name: one.fullName,
    held: one.held,
    norm: one.norm,
    present: one.present,
    chosen: receiver.ok && receiver.value.employeeId === one.employeeId,
    why: receiver.ok && receiver.value.employeeId === one.employeeId ? receiver.value.why : null,
  }));
}

/**
 * Who receives when nobody is named: the giver, when they hold the next function themselves (a self-check); else by
 * segment, presence and free capacity. Source: domain §1, §3.
 */
export async function proposedReceiver(
  context: Context,
  kind: HandoffKind,
  client: ClientRow,
  giverId: string | null,
): Promise<Result<{ employeeId: string; why: Receiver['why'] }>> {
  const of = { salesSystemId: client.sales_system_id, function: kind.to, segmentId: client.segment_id };
  const holders = await holdersOf(context, of);
  const self = holders.find((holder) => holder.employeeId === giverId);
  if (self !== undefined) return ok({ employeeId: self.employeeId, why: 'self' });
  const chosen = await chooseReceiver(context, of);
  return chosen.ok ? ok({ employeeId: chosen.value.employeeId, why: chosen.value.why.code }) : chosen;
}
