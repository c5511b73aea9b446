import type { ClientRow } from '#modules/clients/contract.ts';
import { clientById, contactsOf, reachOf } from '#modules/clients/queries.ts';
import { kindNamed } from '#modules/handoffs/kinds/commands.ts';
import { giverOf, proposedReceiver } from '#modules/handoffs/offering/queries.ts';
import { handoffCard } from '#modules/handoffs/queries.ts';
import { needsOf } from '#modules/needs/queries.ts';
import { isOpen } from '#modules/needs/rules.ts';
import { companyToday, employeeById } from '#modules/people/queries.ts';
import { mayEditSalesSystem } from '#modules/structure/access.ts';
import { defaultSalesSystem, salesSystemById, segmentsOf } from '#modules/structure/queries.ts';
import { loadOf } from '#modules/workload/queries.ts';
import type { Context } from '#platform/context.ts';
import { notFound, ok, type Result } from '#shared/result.ts';
import { mayQualify, mayReadBrief } from './access.ts';
import type { Brief, BriefFields, CriterionKey } from './contract.ts';
import { carriedOver, criteriaOf, DEFAULT_CRITERIA, type TargetFacts } from './rules.ts';
import { type BriefRow, criteriaRows, handoffOfBrief, latestBrief, ownHandoffs } from './store.ts';

/** The criteria of a sales system: its own, else those shipped. Source: domain §3 (criteria are data). */
export async function criteriaIn(
  context: Pick<Context, 'db'>,
  salesSystemId: string,
): Promise<readonly { key: CriterionKey; required: boolean }[]> {
  const own = await criteriaRows(context, salesSystemId);
  return own.length > 0 ? own : DEFAULT_CRITERIA;
}

export async function criteriaList(context: Context, query: { sales_system_id?: string | undefined }) {
  const system =
    query.sales_system_id === undefined
      ? await defaultSalesSystem(context)
      : await salesSystemById(context, query.sales_system_id);
  if (system === null || context.actor.kind === 'anonymous') return notFound();
  return ok({
    sales_system_id: system.id as string,
    items: [...(await criteriaIn(context, system.id))],
    may_edit: mayEditSalesSystem(context.actor, system.id),
  });
}

/** What the program itself knows: whether the client belongs to a segment of a market that has segments. */
export async function targetOf(context: Context, client: ClientRow): Promise<TargetFacts> {
  const segments = await segmentsOf(context, client.sales_system_id);
  return { segments: segments.length, segmentId: client.segment_id };
}

/**
 * The brief with which work on a client goes on: the draft; else what was found out last, carried over; else what the
 * register and its needs already say. Source: domain §3 (comes back at the depth attained).
 */
export async function startingFields(
  context: Context,
  client: ClientRow,
  last: BriefRow | null,
): Promise<{ fields: BriefFields; needId: string | null }> {
  const needs = (await needsOf(context, client.id)).filter((need) => isOpen(need.status));
  if (last !== null) {
    const stillOpen = needs.some((need) => need.id === last.need_id);
    return { fields: carriedOver(last.fields), needId: stillOpen ? last.need_id : null };
  }
  const [need] = needs;
  const contact = (await contactsOf(context, client.id)).find(
    (one) => one.left_on === null && one.decision_role !== null,
  );
  return {
    needId: need?.id ?? null,
    fields: {
      ...(need === undefined ? {} : { need: { statement: need.subject, origin: need.origin } }),
      ...(need?.verdict == null
        ? {}
        : {
            relevance: {
              verdict: need.verdict,
              blocker: need.blocker,
              window_from: need.window_from,
              window_until: need.window_until,
              expected_event: need.expected_event,
            },
          }),
      ...(contact === undefined
        ? {}
        : { contact: { contact_id: contact.contact_id, decision_role: contact.decision_role } }),
    },
  };
}

/** The brief of a client, for whoever has its card. Out of reach is not found. Source: domain §3. */
export async function briefOf(context: Context, clientId: string): Promise<Result<Brief>> {
  const [client, reach] = await Promise.all([clientById(context, clientId), reachOf(context, clientId)]);
  if (client === null || !mayReadBrief(reach)) return notFound();
  const last = await latestBrief(context, clientId);
  const shown = last === null || last.state === 'not_yet' || last.state === 'not_target' ? null : last;
  const { fields, needId } =
    shown === null ? await startingFields(context, client, last) : { fields: shown.fields, needId: shown.need_id };
  const [criteria, segments, contacts, receivers, author, today] = await Promise.all([
    criteriaIn(context, client.sales_system_id),
    segmentsOf(context, client.sales_system_id),
    contactsOf(context, clientId),
    receiversFor(context, client),
    shown === null ? null : employeeById(context, shown.author_id),
    companyToday(context),
  ]);
  const target = { segments: segments.length, segmentId: client.segment_id };
  return ok({
    id: shown?.id ?? null,
    client_id: clientId,
    state: shown?.state ?? 'draft',
    author_name: author?.fullName ?? null,
    fields,
    need_id: needId,
    updated_at: shown?.updated_at ?? null,
    decided_at: shown?.decided_at ?? null,
    version: shown?.version ?? null,
    criteria: criteriaOf(criteria, fields, target, today),
    target: {
      segment_id: client.segment_id,
      segments: segments.map(({ id, name }) => ({ id, name })),
      client_version: client.version,
    },
    people: contacts
      .filter((contact) => contact.left_on === null)
      .map(({ contact_id, full_name, position_title, decision_role }) => ({
        contact_id,
        full_name,
        position_title,
        decision_role,
      })),
    receivers,
    handoff: shown === null ? null : await handoffView(context, shown.id),
    may_qualify: mayQualify(context.actor, reach),
    today: today.toString(),
  });
}

async function handoffView(context: Context, briefId: string): Promise<Brief['handoff']> {
  const open = await handoffOfBrief(context, briefId);
  if (open === null) return null;
  const [receiver, card] = await Promise.all([employeeById(context, open.receiver_id), handoffCard(context, open.id)]);
  return {
    id: open.id,
    state: open.state,
    round: open.round,
    receiver_name: receiver?.fullName ?? '',
    due_at: open.due_at,
    return_code: open.return_code,
    return_text: card.ok ? (card.value.last_return?.text ?? null) : null,
  };
}

/** Who could receive the client, with their load, and who is chosen by segment, free capacity and presence. */
async function receiversFor(context: Context, client: ClientRow): Promise<Brief['receivers']> {
  const kind = kindNamed('H1');
  if (kind === undefined) return [];
  const [load, proposed] = await Promise.all([
    loadOf(context, client.sales_system_id, kind.to, client.segment_id),
    proposedReceiver(context, kind, client, giverOf(context, client)),
  ]);
  return load.map((person) => ({
    employee_id: person.employeeId,
    full_name: person.fullName,
    held: person.held,
    norm: person.norm,
    present: person.present,
    chosen: proposed.ok && proposed.value.employeeId === person.employeeId,
  }));
}

const MONTHS_IN_QUARTER = 3;

/** How one's own hand-offs fare: accepted today, and of this quarter those accepted at the first offer. Source: domain §4. */
export async function ownHandoffFigures(context: Context) {
  const { employeeId, timeZone } = context.actor;
  const today = context.now.toZonedDateTimeISO(timeZone).startOfDay();
  const month = today.month - ((today.month - 1) % MONTHS_IN_QUARTER);
  const quarter = today.with({ day: 1, month });
  const since = { day: today.toInstant().toString(), quarter: quarter.toInstant().toString() };
  const figures =
    employeeId === null
      ? { accepted_today: 0, first: 0, of: 0, returns: [] }
      : await ownHandoffs(context, employeeId, since);
  return ok({ ...figures, since: since.quarter, employee_id: employeeId as string | null });
}
