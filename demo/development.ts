import { finishStep, recordTouch } from '#modules/activities/commands.ts';
import type { StepInput } from '#modules/activities/contract.ts';
import { addContact } from '#modules/clients/commands.ts';
import { acceptHandoff, disputeHandoff, offerAgain, returnHandoff, settleDispute } from '#modules/handoffs/commands.ts';
import { determineRelevance, letClientWait, recordEvidence } from '#modules/needs/commands.ts';
import type { Need } from '#modules/needs/contract.ts';
import type { Part, Scene } from './scene.ts';
import type { Player } from './stage.ts';
import { type Readiness, verdictOf } from './verdicts.ts';
import {
  BUDGET_BLOCKED,
  EVIDENCE_SAID,
  FINANCE,
  HEADS,
  personName,
  TECHNICIANS,
  TOUCHES,
  WORK_STEPS,
} from './words.ts';

/** How an offer is answered: at once, after it was returned, or after a dispute. */
export type Answer = 'accepted' | 'returned' | 'disputed';

export async function* answerOffer(
  scene: Scene,
  handoffId: string,
  giver: Player,
  receiver: Player,
  answer: Answer,
): Part<void> {
  yield scene.wait(1);
  if (answer !== 'accepted') {
    await returnOffer(scene, handoffId, receiver);
    yield scene.wait(1);
    if (answer === 'disputed') {
      await dispute(scene, handoffId, giver);
      yield scene.wait(1);
      await scene.act(scene.company.player('head'), (context) =>
        settleDispute(context, handoffId, { verdict: 'accepted', text: 'Доказательства достаточны, клиент целевой' }),
      );
      return;
    }
    await scene.act(giver, (context) =>
      offerAgain(context, handoffId, { note: 'Дополнено: слова заместителя записаны' }),
    );
    yield scene.wait(1);
  }
  await scene.act(receiver, (context) => acceptHandoff(context, handoffId));
}

export async function returnOffer(scene: Scene, handoffId: string, receiver: Player): Promise<void> {
  const code = scene.random.pick(['no_evidence_of_need', 'relevance_unproven', 'wrong_contact', 'incomplete'] as const);
  await scene.act(receiver, (context) =>
    returnHandoff(context, handoffId, { code, text: 'Не видно, кто и что сказал о потребности' }),
  );
}

export async function dispute(scene: Scene, handoffId: string, giver: Player): Promise<void> {
  await scene.act(giver, (context) =>
    disputeHandoff(context, handoffId, { text: 'Слова заместителя есть в записи разговора' }),
  );
}

/** In how many days the next touch comes. */
export type Pace = readonly [soonest: number, latest: number];

const CALM: Pace = [60, 170];

/** The next step of the client is done on its day or a little late, and another one follows. */
export async function* nextTouch(
  scene: Scene,
  holder: Player,
  next: Partial<StepInput> = {},
  pace: Pace | (() => Promise<Pace>) = CALM,
): Part<boolean> {
  const { random } = scene;
  const { next_step_on: on, next_step_id: stepId, holder_id: heldBy } = await scene.client();
  if (on === null || stepId === null || heldBy !== holder.employeeId) return false;
  const due = Temporal.PlainDate.from(on);
  yield scene.waitUntil(random.chance(0.2) ? due.add({ days: random.int(1, 9) }) : due);
  const days = typeof pace === 'function' ? await pace() : pace;
  const people = await scene.contacts();
  const contact = people.length === 0 ? undefined : random.pick(people);
  await scene.act(holder, (context) =>
    finishStep(context, stepId, {
      outcome: random.pick(TOUCHES),
      touch: {
        kind: random.weighted([
          ['call', 6],
          ['video_meeting', 2],
          ['meeting', 1],
          ['letter', 2],
        ] as const),
        ...(contact === undefined ? {} : { contact_id: contact.contact_id }),
        duration_minutes: random.int(5, 50),
        with_decision_maker: contact?.decision_role === 'decision_maker',
        result: random.chance(0.45) ? 'advance' : 'continuation',
      },
      next: {
        kind: random.weighted([
          ['call', 6],
          ['video_meeting', 2],
          ['meeting', 1],
          ['task', 1],
        ] as const),
        title: random.pick(WORK_STEPS),
        due_on: scene.in(random.int(...days)),
        ...next,
      },
    }),
  );
  return true;
}

/** The open need that is looked at first. */
export async function needOf(scene: Scene): Promise<Need> {
  const [need] = await scene.needs();
  if (need === undefined) throw new Error(`${scene.place.town[0]} has no open need`);
  return need;
}

/**
 * Touch after touch until a day; in between roles are found out, the need is proven, and readiness is looked at again
 * when its check has come. The nearer the day, the nearer the next touch.
 */
export async function* develop(scene: Scene, manager: Player, until: Temporal.PlainDate | null): Part<void> {
  for (let round = 1; ; round++) {
    const { next_step_on: on } = await scene.client();
    if (until !== null && on !== null && Temporal.PlainDate.compare(Temporal.PlainDate.from(on), until) > 0) return;
    const lookAndPlan = async () => {
      await lookIfDue(scene, manager);
      return paceUntil(scene, until);
    };
    if (!(yield* nextTouch(scene, manager, {}, lookAndPlan))) return;
    if (round === 1) await meet(scene, manager, 'decision_maker');
    if (round === 2) await prove(scene, manager);
    if (round === 3) await meet(scene, manager, scene.random.pick(['technical', 'financier'] as const));
  }
}

/** Readiness is looked at again when its check has come; who is ready stays ready. */
async function lookIfDue(scene: Scene, manager: Player): Promise<void> {
  const [need] = await scene.needs();
  if (need === undefined || need.next_check_on === null || need.next_check_on > scene.today.toString()) return;
  await lookAgain(scene, manager, need.verdict === 'now' ? 'now' : scene.random.weighted(ALONG_THE_WAY));
}

const SOONEST = 4;

/** Nobody is let go beyond the day on which readiness is looked at, nor beyond what is planned: near it, that is the day. */
async function paceUntil(scene: Scene, until: Temporal.PlainDate | null): Promise<Pace> {
  const checks = (await scene.needs()).flatMap(({ next_check_on: on }) => (on === null ? [] : [on]));
  const ahead = [...checks.map((on) => Temporal.PlainDate.from(on)), ...(until === null ? [] : [until])]
    .map((day) => scene.today.until(day).days)
    .filter((count) => count > 0);
  const [soonest, latest] = CALM;
  const most = Math.max(SOONEST, Math.min(latest, ...ahead));
  return [Math.min(soonest, most), most];
}

const ALONG_THE_WAY = [
  ['dated', 5],
  ['triggered', 3],
] as const;

export async function meet(
  scene: Scene,
  manager: Player,
  role: 'decision_maker' | 'technical' | 'financier',
): Promise<void> {
  const known = await scene.contacts();
  if (known.some((one) => one.decision_role === role)) return;
  const titles = { decision_maker: HEADS, technical: TECHNICIANS, financier: FINANCE }[role];
  // No subscriber anywhere has a number of the area 000.
  const number = `+7000${scene.random.fork(`phone of ${role}`).int(2_000_000, 9_999_999)}`;
  await scene.act(manager, (context) =>
    addContact(context, scene.clientId, {
      full_name: personName(scene.random),
      position_title: scene.random.pick(titles),
      decision_role: role,
      verified_on: scene.today.toString(),
      phones: [{ number }],
    }),
  );
}

/** The buyer's own words make a need actual. */
export async function prove(scene: Scene, manager: Player): Promise<void> {
  const [need] = await scene.needs();
  const [contact] = await scene.contacts();
  if (need === undefined || contact === undefined) return;
  await scene.act(manager, (context) =>
    recordEvidence(context, need.id, {
      on_day: scene.today.toString(),
      contact_id: contact.contact_id,
      form: scene.random.pick(['conversation', 'letter', 'meeting_minutes'] as const),
      said: scene.random.pick(EVIDENCE_SAID),
    }),
  );
}

export async function lookAgain(scene: Scene, looker: Player, readiness: Readiness): Promise<Need> {
  const need = await needOf(scene);
  const verdict = verdictOf(scene, readiness);
  return scene.act(looker, (context) => determineRelevance(context, need.id, verdict));
}

/** The work stops until the client is ready: it leaves the manager's steps and stays on their horizon. */
export async function wait(scene: Scene, manager: Player, readiness: Exclude<Readiness, 'now'>): Promise<void> {
  await lookAgain(scene, manager, readiness);
  await scene.act(manager, (context) =>
    letClientWait(context, scene.clientId, { reason: scene.random.pick(BUDGET_BLOCKED) }),
  );
}

/** A waiting client is looked at when its check comes, year after year; some looks are late. */
export async function* keepLooking(scene: Scene, looker: Player): Part<void> {
  const { random } = scene;
  for (;;) {
    const { next_check_on: on } = await needOf(scene);
    if (on === null) return;
    const due = Temporal.PlainDate.from(on);
    yield scene.waitUntil(random.chance(0.3) ? due.add({ days: random.int(3, 25) }) : due);
    const [contact] = await scene.contacts();
    await scene.act(looker, (context) =>
      recordTouch(context, {
        client_id: scene.clientId,
        kind: 'call',
        ...(contact === undefined ? {} : { contact_id: contact.contact_id }),
        duration_minutes: random.int(3, 15),
        summary: random.pick([
          'Пока без перемен',
          'Срок подтвердили',
          'Ждут решения Думы',
          'Заместитель сменился, тема осталась',
        ]),
      }),
    );
    await lookAgain(scene, looker, random.weighted(WHILE_WAITING));
  }
}

const WHILE_WAITING = [
  ['dated', 5],
  ['triggered', 3],
  ['dormant', 2],
] as const;
