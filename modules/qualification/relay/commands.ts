import { cancelSteps, planStep } from '#modules/activities/commands.ts';
import type { StepInput } from '#modules/activities/contract.ts';
import { clientById, contactsOf, lockClient } from '#modules/clients/queries.ts';
import type { FactsPatch } from '#modules/clients/rules.ts';
import { type AcceptedHandoff, type HandoffFacts, registerHandoffKind } from '#modules/handoffs/commands.ts';
import type { Criterion, FrozenPackage, Subject } from '#modules/handoffs/contract.ts';
import { assignCheckOwner } from '#modules/needs/commands.ts';
import { calendarOf, companyToday, employeeById } from '#modules/people/queries.ts';
import { segmentsOf } from '#modules/structure/queries.ts';
import type { Context, WriteContext } from '#platform/context.ts';
import { notFound, ok, type Result } from '#shared/result.ts';
import { nextWorkingDay } from '#shared/working-calendar.ts';
import { announceBrief, stepTitle } from '../briefs/commands.ts';
import { criteriaIn } from '../queries.ts';
import { criteriaOf } from '../rules.ts';
import { type BriefRow, briefById, draftsToOffer, lockBrief, saveBriefRow } from '../store.ts';
import { settleQualified } from '../verdicts/commands.ts';
import { type BriefFacts, briefPackage, type HandedOver, handoffCriteria, SUBJECT } from './rules.ts';

const about = (id: string) => ({ kind: SUBJECT, id });

async function factsOfBrief(context: Context, brief: BriefRow): Promise<BriefFacts> {
  const { fields } = brief;
  const client = await clientById(context, brief.client_id);
  const [criteria, segments, contacts, today, author] = await Promise.all([
    criteriaIn(context, brief.sales_system_id),
    segmentsOf(context, brief.sales_system_id),
    contactsOf(context, brief.client_id),
    companyToday(context),
    employeeById(context, brief.author_id),
  ]);
  const contact = contacts.find((one) => one.contact_id === fields.contact?.contact_id);
  const target = { segments: segments.length, segmentId: client?.segment_id ?? null };
  const step = fields.next_step;
  const at =
    step?.due_on == null || step.due_time == null || author === null
      ? null
      : Temporal.PlainDate.from(step.due_on)
          .toZonedDateTime({ timeZone: author.timeZone, plainTime: step.due_time })
          .toInstant()
          .toString();
  return {
    clientId: brief.client_id,
    fields,
    criteria: criteriaOf(criteria, fields, target, today),
    segment: segments.find((segment) => segment.id === client?.segment_id)?.name ?? null,
    contact:
      contact === undefined
        ? null
        : {
            id: contact.contact_id,
            name: contact.full_name,
            position: contact.position_title,
            phone: contact.phones[0]?.number ?? fields.contact?.phone ?? null,
          },
    needId: brief.need_id,
    stepAt: at,
  };
}

async function criteria(context: Context, _clientId: string, subject: Subject): Promise<Criterion[]> {
  const brief = await briefById(context, subject.id);
  return brief === null ? [] : handoffCriteria(await factsOfBrief(context, brief));
}

async function freeze(context: Context, _clientId: string, subject: Subject): Promise<FrozenPackage> {
  const brief = await briefById(context, subject.id);
  if (brief === null) throw new Error(`no brief ${subject.id}`);
  return briefPackage(await factsOfBrief(context, brief));
}

/** The agreed step in the receiver's own time; a day that has passed while the offer waited becomes today. */
async function firstStep(context: WriteContext, handed: HandedOver, receiverId: string): Promise<StepInput> {
  const { timeZone } = await calendarOf(context, receiverId);
  const now = context.now.toZonedDateTimeISO(timeZone);
  const at = handed.next_step.at === null ? null : Temporal.Instant.from(handed.next_step.at);
  const local = at?.toZonedDateTimeISO(timeZone);
  const agreed = local?.toPlainDate() ?? Temporal.PlainDate.from(handed.next_step.due_on);
  const past = Temporal.PlainDate.compare(agreed, now.toPlainDate()) < 0;
  const inTime = at !== null && Temporal.Instant.compare(at, context.now) > 0;
  return {
    // Frozen from the closed list of the brief.
    kind: handed.next_step.kind as StepInput['kind'],
    title: handed.next_step.title,
    due_on: (past ? now.toPlainDate() : agreed).toString(),
    ...(inTime && local !== undefined ? { due_time: local.toPlainTime().toString().slice(0, 5) } : {}),
    ...(handed.contact_id === null ? {} : { contact_id: handed.contact_id }),
    ...(handed.need_id === null ? {} : { about: { kind: 'need', id: handed.need_id } }),
  };
}

/** Offered again from the page of hand-offs: the verdict is given on the brief as it stands by now. */
async function onOffered(context: WriteContext, handoff: HandoffFacts): Promise<Result<unknown>> {
  const brief = await lockBrief(context, handoff.subject.id);
  if (brief === null) return notFound();
  if (brief.state !== 'draft') return ok();
  const client = await lockClient(context, handoff.clientId);
  if (!client.ok) return client;
  return settleQualified(context, client.value, brief, brief.fields.contact?.contact_id ?? null);
}

/** From this instant the receiver carries the client, with the agreed step as the first one; its needs and checks pass too. */
async function onAccepted(context: WriteContext, handoff: AcceptedHandoff): Promise<Result<unknown>> {
  const { clientId, giverId, receiverId } = handoff;
  // Written by `briefPackage`, which is what makes the shape true.
  const handed = handoff.package.data as unknown as HandedOver;
  const cancelled = await cancelSteps(
    context,
    clientId,
    await stepTitle(context, giverId, 'qualification.step.go_on'),
    {
      ownerId: giverId,
    },
  );
  if (!cancelled.ok) return cancelled;
  const step = await firstStep(context, handed, receiverId);
  const facts: FactsPatch = {
    holder: { employeeId: receiverId, via: 'handoff', note: handoff.note },
    qualifying: false,
    developing: true,
    waitingReason: null,
    lost: null,
    warmSince: null,
  };
  const planned = await planStep(context, { ...step, client_id: clientId, owner_id: receiverId }, facts);
  if (!planned.ok) return planned;
  await announceBrief(context, clientId, handoff.subject.id, 'brief.accepted');
  return giverId === receiverId ? ok() : assignCheckOwner(context, clientId, giverId, receiverId);
}

/** The giver carries the client on with the brief open again, and the next thing to do is to mend it. */
async function backToGiver(context: WriteContext, handoff: HandoffFacts): Promise<Result<unknown>> {
  const brief = await lockBrief(context, handoff.subject.id);
  if (brief === null) return notFound();
  await saveBriefRow(context, brief, { state: 'draft', decided_at: null });
  await announceBrief(context, handoff.clientId, brief.id, 'brief.returned');
  const client = await lockClient(context, handoff.clientId);
  if (!client.ok) return client;
  if (client.value.holder_id !== handoff.giverId) return ok();
  const cancelled = await cancelSteps(context, handoff.clientId, handoff.note ?? '', { about: about(brief.id) });
  if (!cancelled.ok) return cancelled;
  const calendar = await calendarOf(context, handoff.giverId);
  const today = context.now.toZonedDateTimeISO(calendar.timeZone).toPlainDate();
  return planStep(
    context,
    {
      client_id: handoff.clientId,
      owner_id: handoff.giverId,
      kind: 'task',
      title: await stepTitle(context, handoff.giverId, 'qualification.step.mend'),
      due_on: nextWorkingDay(calendar, today).toString(),
      about: about(brief.id),
    },
    {},
  );
}

/** Hand-off H1: qualification → development of needs. Source: domain §3, §4. */
export function registerRelay(): void {
  registerHandoffKind({
    kind: 'H1',
    from: 'qualification',
    to: 'need_development',
    deadlineNorm: 'handoff.h1.deadline_days',
    silentAcceptance: true,
    criteria,
    freeze,
    onOffered,
    onAccepted,
    onReturned: backToGiver,
    onEnded: (context, handoff, as) => (as === 'void' ? Promise.resolve(ok()) : backToGiver(context, handoff)),
    async toOffer(context, giverId) {
      const drafts = await draftsToOffer(context, giverId);
      return drafts.map((brief) => ({ clientId: brief.client_id, subject: { kind: SUBJECT, id: brief.id } }));
    },
  });
}
