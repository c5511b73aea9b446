import { cancelSteps, finishStep, planStep } from '#modules/activities/commands.ts';
import type { StepInput } from '#modules/activities/contract.ts';
import { changeFacts, closeClient, editClient } from '#modules/clients/commands.ts';
import { lockClient } from '#modules/clients/queries.ts';
import { groupOf } from '#modules/clients/rules.ts';
import { determineRelevance, parkClient } from '#modules/needs/commands.ts';
import { needsOf } from '#modules/needs/queries.ts';
import { isOpen } from '#modules/needs/rules.ts';
import { companyCalendar } from '#modules/people/queries.ts';
import { norm } from '#modules/structure/queries.ts';
import { invalid, ok, type Result } from '#shared/result.ts';
import { workingDayFrom } from '#shared/working-calendar.ts';
import { callingNorms, isSelf, restsUntil } from '../queries.ts';
import { attemptsUsed, BLOCKER_OF_REFUSAL, type Outcome, type RefusalReason, readyAfter } from '../rules.ts';
import { callsTo, hasOpenOffer } from '../store.ts';
import { callTouch, keepUndo, qualifiedByCaller, type Talk, textOf, todayHere, touch } from '../talks/commands.ts';
import { en } from '../texts.en.ts';
import { ru } from '../texts.ru.ts';

/** What an outcome does to the client; answers from when on the client may be called again. */
type Effect = (talk: Talk) => Promise<Result<Temporal.Instant>>;

export const EFFECTS: Readonly<Record<Outcome, Effect>> = {
  no_answer: nobodyReached,
  gatekeeper: nobodyReached,
  wrong_number: wrongNumber,
  call_back: goesOn,
  spoken: goesOn,
  refusal,
  not_target: notTarget,
};

/** Nobody who could talk was reached: the client rests, longer each time; a promise tried in vain to the limit is given up. */
async function nobodyReached(talk: Talk): Promise<Result<Temporal.Instant>> {
  const { context, client } = talk;
  const touched = await touch(talk);
  if (!touched.ok) return touched;
  const { limits } = await callingNorms(context, client.sales_system_id);
  const since = context.now.subtract({ hours: limits.periodDays * 24 }).toString();
  const past = (await callsTo(context, client.id, since)).filter((call) => call.outcome !== 'wrong_number');
  const attempts = [...past.map((call) => Temporal.Instant.from(call.at)), context.now];
  const readyAt = readyAfter(attempts, context.now, limits);
  const used = attemptsUsed(
    past.map((call) => ({ at: Temporal.Instant.from(call.at), outcome: call.outcome })),
    context.now,
    limits.periodDays,
  );
  const exhausted = used + 1 >= limits.limit;
  if (exhausted && qualifiedByCaller(talk) && !(await hasOpenOffer(context, client.id))) {
    const back = await giveUp(talk, textOf(context, `calling.outcome.${talk.input.outcome}`));
    if (!back.ok) return back;
  }
  return ok(readyAt);
}

async function wrongNumber(talk: Talk): Promise<Result<Temporal.Instant>> {
  if (talk.input.number === undefined) return invalid('/number', 'calling.number_required');
  const touched = await touch(talk);
  if (!touched.ok) return touched;
  const { limits } = await callingNorms(talk.context, talk.client.sales_system_id);
  // It disturbed nobody at the client: another number may be dialled at once, unless earlier calls say otherwise.
  return ok((await restsUntil(talk.context, talk.client.id, limits)) ?? talk.context.now);
}

/** The client goes on with a dated step: a queued one is taken by the caller, one of theirs gets its next step. */
async function goesOn(talk: Talk): Promise<Result<Temporal.Instant>> {
  const { context, client, input } = talk;
  const planned = stepOf(talk);
  if (!planned.ok) return planned;
  const { step, at } = planned.value;
  const group = groupOf(client.state);
  const takes =
    group === 'queued' || (group === 'waiting' && (client.holder_id === null || isSelf(context, client.holder_id)));
  const finished = group === 'in_work' && isSelf(context, client.holder_id) ? await finishDue(talk, step) : ok(false);
  if (!finished.ok) return finished;
  if (finished.value) return ok(at);
  const touched = await touch(talk);
  if (!touched.ok) return touched;
  if (group === 'waiting' && !takes && input.outcome === 'call_back') return ok(at);
  const ownerId = context.actor.employeeId ?? undefined;
  const facts = { holder: { employeeId: ownerId ?? '', via: 'taken' as const }, qualifying: true };
  const made = takes
    ? await planStep(context, { ...step, client_id: client.id }, facts)
    : await planStep(context, {
        ...step,
        client_id: client.id,
        ...(ownerId === undefined ? {} : { owner_id: ownerId }),
      });
  if (!made.ok) return made;
  talk.trace.plannedStepId = made.value.id;
  return ok(at);
}

/** What the call was about is done with it, and the next step follows; false when the client's next step is another matter. */
async function finishDue(talk: Talk, next: StepInput): Promise<Result<boolean>> {
  const { context, client, trace } = talk;
  if (client.next_step_id === null || client.next_step_on === null) return ok(false);
  const today = context.now.toZonedDateTimeISO(context.actor.timeZone).toPlainDate().toString();
  if (client.next_step_on > today) return ok(false);
  const finished = await finishStep(context, client.next_step_id, {
    outcome: talk.summary,
    touch: callTouch(talk),
    next,
  });
  if (!finished.ok) return finished;
  trace.touchId = finished.value.touch?.id ?? null;
  keepUndo(talk);
  return ok(true);
}

function stepOf({ context, client, input, contact }: Talk): Result<{ step: StepInput; at: Temporal.Instant }> {
  const { next } = input;
  if (next === undefined) return invalid('/next/due_on', 'calling.date_required');
  const there = next.time_of === 'client' && next.due_time !== undefined;
  const zone = there ? client.time_zone : context.actor.timeZone;
  const day = Temporal.PlainDate.from(next.due_on);
  const at = day.toZonedDateTime({ timeZone: zone, plainTime: next.due_time ?? '00:00' });
  const here = at.withTimeZone(context.actor.timeZone);
  const local = next.due_time === undefined ? day : here.toPlainDate();
  const time = next.due_time === undefined ? {} : { due_time: here.toPlainTime().toString().slice(0, 5) };
  const step: StepInput = {
    kind: next.kind ?? 'call',
    title: next.title?.trim() || textOf(context, 'calling.step.call_back'),
    due_on: local.toString(),
    ...time,
    ...(contact === null ? {} : { contact_id: contact.id }),
  };
  return ok({ step, at: at.toInstant() });
}

/** A refusal is no loss: what the client may need sleeps on with a yearly look, else it rests long in the base. */
async function refusal(talk: Talk): Promise<Result<Temporal.Instant>> {
  const { context, client, input } = talk;
  const touched = await touch(talk);
  if (!touched.ok) return touched;
  // `checkOutcome` has found it in the list.
  const reason = input.reason as RefusalReason;
  if (reason === 'do_not_call') return forbidCalls(talk);
  const rest = context.now.add({ hours: 24 * (await norm(context, client.sales_system_id, 'cadence.later_days')) });
  const slept = await letNeedsSleep(talk, reason);
  if (!slept.ok) return slept;
  const group = groupOf(client.state);
  if (qualifiedByCaller(talk)) {
    const back = await giveUp(talk, talk.summary);
    if (!back.ok) return back;
  } else if (group === 'queued') {
    const cold = await changeFacts(context, client.id, { warmSince: null });
    if (!cold.ok) return cold;
    if (slept.value > 0) {
      const parked = await parkClient(context, client.id, { reason: talk.summary });
      if (!parked.ok) return parked;
    }
  } else if (group === 'waiting' && slept.value === 0 && client.check_owner_id !== null) {
    const days = await norm(context, client.sales_system_id, 'cadence.dormant_days');
    const on = workingDayFrom(await companyCalendar(context), (await todayHere(context)).add({ days }));
    const later = await changeFacts(context, client.id, { check: { on, ownerId: client.check_owner_id } });
    if (!later.ok) return later;
  }
  return ok(rest);
}

/** Nobody ever calls this client again. What was promised falls away; whoever waits goes on waiting. */
async function forbidCalls(talk: Talk): Promise<Result<Temporal.Instant>> {
  const { context, client, summary } = talk;
  const now = await lockClient(context, client.id);
  if (!now.ok) return now;
  const forbidden = await editClient(context, client.id, {
    version: now.value.version,
    do_not_call: true,
    do_not_call_reason: summary.slice(0, 500),
  });
  if (!forbidden.ok) return forbidden;
  keepUndo(talk);
  if (qualifiedByCaller(talk)) {
    const back = await giveUp(talk, summary);
    if (!back.ok) return back;
  }
  return ok(context.now);
}

/** Every open need that has a verdict sleeps from now on, with the refusal as its evidence. Returns how many. */
async function letNeedsSleep(talk: Talk, reason: RefusalReason): Promise<Result<number>> {
  const { context, client, summary } = talk;
  const open = (await needsOf(context, client.id)).filter((need) => isOpen(need.status) && need.verdict !== 'none');
  for (const need of open) {
    const slept = await determineRelevance(context, need.id, {
      version: need.version,
      verdict: 'dormant',
      blocker: BLOCKER_OF_REFUSAL[reason],
      evidence: summary,
    });
    if (!slept.ok) return slept;
    keepUndo(talk);
  }
  return ok(open.length);
}

/** The caller lets the client go: it waits for its needs to ripen, or goes back where it came from. */
async function giveUp(talk: Talk, reason: string): Promise<Result<unknown>> {
  const { context, client, trace } = talk;
  trace.dropped = true;
  const looked = (await needsOf(context, client.id)).some(
    (need) => isOpen(need.status) && need.next_check_on !== null && need.check_owner_id !== null,
  );
  if (looked) return parkClient(context, client.id, { reason });
  const cancelled = await cancelSteps(context, client.id, reason);
  if (!cancelled.ok) return cancelled;
  // A client that waited before it was promised a call waits again; any other goes back to the base.
  const waits = client.waiting_reason !== null || client.lost_on !== null || client.delivered_on !== null;
  return changeFacts(context, client.id, {
    qualifying: false,
    nextStep: null,
    warmSince: null,
    ...(waits ? {} : { holder: null }),
  });
}

async function notTarget(talk: Talk): Promise<Result<Temporal.Instant>> {
  const { context, client, input } = talk;
  const touched = await touch(talk);
  if (!touched.ok) return touched;
  const now = await lockClient(context, client.id);
  if (!now.ok) return now;
  talk.trace.dropped = client.next_step_id !== null;
  talk.trace.final = (await needsOf(context, client.id)).some((need) => isOpen(need.status));
  const note = input.note?.trim();
  const texts: Readonly<Record<string, string>> = context.actor.language === 'en' ? en : ru;
  const reason = [texts[`calling.not_target.${input.reason ?? 'other'}`], note].filter(Boolean).join('. ');
  const closed = await closeClient(context, client.id, { version: now.value.version, as: 'not_target', reason });
  return closed.ok ? ok(context.now) : closed;
}
