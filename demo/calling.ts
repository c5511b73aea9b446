import { leaseClient, recordOutcome } from '#modules/calling/commands.ts';
import { receiveInterest } from '#modules/clients/commands.ts';
import { giveVerdict } from '#modules/qualification/commands.ts';
import type { BriefFields, VerdictInput, VerdictReply } from '#modules/qualification/contract.ts';
import type { Part, Scene } from './scene.ts';
import type { Player } from './stage.ts';
import { type Readiness, verdictOf } from './verdicts.ts';
import { DEPUTIES, FIRST_STEPS, personName, SUBJECTS } from './words.ts';

const IN_VAIN = [
  ['no_answer', 5],
  ['gatekeeper', 4],
] as const;
const GATEKEEPER_SAID = ['Секретарь: заместитель в отпуске', 'Приёмная просит прислать письмо', 'Соединить отказались'];

/** Calls that reached nobody. */
export async function* callInVain(scene: Scene, caller: Player, times: number): Part<void> {
  for (let attempt = 0; attempt < times; attempt++) {
    yield scene.wait(attempt === 0 ? 0 : scene.random.int(2, 18));
    const outcome = scene.random.weighted(IN_VAIN);
    const note = outcome === 'gatekeeper' ? { note: scene.random.pick(GATEKEEPER_SAID) } : {};
    await scene.act(caller, (context) => recordOutcome(context, scene.clientId, { outcome, ...note }));
  }
}

/** Somebody asks to be called back on a day; the client is the caller's from then on. */
export async function promiseCall(scene: Scene, caller: Player, days: number): Promise<void> {
  await scene.act(caller, (context) =>
    recordOutcome(context, scene.clientId, {
      outcome: 'call_back',
      who: { full_name: personName(scene.random), position_title: scene.random.pick(DEPUTIES) },
      note: 'Просит перезвонить: сейчас совещание',
      next: { kind: 'call', due_on: scene.in(days), due_time: scene.random.pick(['10:00', '11:30', '14:20', '15:00']) },
    }),
  );
}

export async function refuse(scene: Scene, caller: Player): Promise<void> {
  const reason = scene.random.pick(['no_budget', 'has_contractor', 'not_interested', 'no_time'] as const);
  await scene.act(caller, (context) =>
    recordOutcome(context, scene.clientId, { outcome: 'refusal', reason, note: 'Сказали не звонить в этом году' }),
  );
}

export async function refuseAsNotTarget(scene: Scene, caller: Player): Promise<void> {
  const reason = scene.random.pick(['too_small', 'does_not_decide', 'no_object'] as const);
  await scene.act(caller, (context) =>
    recordOutcome(context, scene.clientId, { outcome: 'not_target', reason, note: 'Освещением ведает область' }),
  );
}

/** A client asks by itself. */
export async function askUs(scene: Scene): Promise<void> {
  await scene.act(scene.company.player('administrator'), (context) =>
    receiveInterest(context, {
      channel: scene.random.pick(['form', 'event', 'campaign', 'manual'] as const),
      source: scene.random.pick(['Форум «Умный город»', 'Страница «Улицы»', 'Рассылка о субсидиях']),
      said: 'Просят посчитать замену уличного освещения и рассказать о сроках',
      client_id: scene.clientId,
      person_name: personName(scene.random),
      person_position: scene.random.pick(DEPUTIES),
    }),
  );
}

/** A conversation long enough to tell what the client needs and when. */
function briefOf(scene: Scene, readiness: Readiness): BriefFields {
  const { random } = scene;
  return {
    need: { statement: random.pick(SUBJECTS), origin: random.chance(0.6) ? 'formed' : 'identified' },
    relevance: verdictOf(scene, readiness),
    contact: {
      full_name: personName(random),
      position_title: random.pick(DEPUTIES),
      decision_role: random.pick(['decision_shaper', 'influencer', 'technical'] as const),
    },
    next_step: {
      kind: random.pick(['call', 'video_meeting'] as const),
      title: random.pick(FIRST_STEPS),
      due_on: scene.inWorkingDays(random.int(5, 11)),
    },
    sources: ['сайт администрации', random.pick(['план-график закупок', 'новости региона', 'решение Думы о бюджете'])],
    budget: random.chance(0.5) ? { value_minor: scene.price } : { known_by: scene.in(random.int(20, 60)) },
  };
}

/** Not ready yet: the client waits for the caller's next look. */
export async function letWait(scene: Scene, caller: Player, readiness: Exclude<Readiness, 'now'>): Promise<void> {
  await judge(scene, caller, { fields: briefOf(scene, readiness), verdict: 'not_yet' });
}

/** Qualified: the client is offered to a manager. */
export async function qualify(scene: Scene, caller: Player, manager: Player, readiness: Readiness): Promise<string> {
  const { handoff_id: id } = await judge(scene, caller, {
    fields: briefOf(scene, readiness),
    verdict: 'qualified',
    receiver_id: manager.employeeId,
    note: scene.random.pick(['Просит цифры соседнего города', 'Ждёт звонка, тема горит', 'Лучше звонить до обеда']),
  });
  if (id === null) throw new Error('A qualified client was not offered');
  return id;
}

/** A conversation and the verdict on it. The client is at hand for just that long: a caller has one at a time. */
async function judge(
  scene: Scene,
  caller: Player,
  verdict: Omit<VerdictInput, 'version' | 'call'>,
): Promise<VerdictReply> {
  const call = {
    duration_minutes: scene.random.int(6, 24),
    note: 'Рассказали, как устроено освещение и кто решает',
  };
  return scene.act(caller, async (context) => {
    const leased = await leaseClient(context, scene.clientId);
    return leased.ok ? giveVerdict(context, scene.clientId, { ...verdict, version: null, call }) : leased;
  });
}
