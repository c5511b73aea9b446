import {
  loseDeal,
  moveDeal,
  openDeal,
  postponeDeal,
  recordExitEvidence,
  saveHandoverSheet,
  signDeal,
} from '#modules/deals/commands.ts';
import type { DealCard } from '#modules/deals/contract.ts';
import { acceptHandoff, offerAgain, offerHandoff, returnHandoff } from '#modules/handoffs/commands.ts';
import { lookAgain, needOf, nextTouch, prove } from './development.ts';
import { expert } from './experts.ts';
import type { Part, Scene } from './scene.ts';
import { office } from './services.ts';
import type { Player } from './stage.ts';
import { verdictOf } from './verdicts.ts';
import { BUDGET_BLOCKED, COMPETITORS, LOST_REASONS, MILESTONES, PROMISES, RISKS } from './words.ts';

export const STAGES = ['solution', 'offer', 'decision', 'contract'] as const;
export type OpenStage = (typeof STAGES)[number];

const SHOWN: Record<OpenStage, readonly string[]> = {
  solution: ['Решение согласовал директор «Горсвета», протокол подписан', 'Расчёт окупаемости принят без замечаний'],
  offer: ['Предложение показано главе на совещании', 'Деньги подтверждены письмом финуправления'],
  decision: ['Распоряжение главы подписано', 'Дума утвердила расходы'],
  contract: ['Текст договора согласован юристами', 'Замечания сняты, подписываем'],
};

/** A deal from its opening to a stage, each stage left with everything shown. */
export async function* deal(scene: Scene, manager: Player, stage: OpenStage, expectedOn?: string): Part<DealCard> {
  const { random } = scene;
  const need = await needOf(scene);
  if (need.status === 'potential') await prove(scene, manager);
  await lookAgain(scene, manager, 'now');
  const value = scene.price;
  let card = await scene.act(manager, (context) =>
    openDeal(context, scene.clientId, {
      need_id: need.id,
      value_minor: value,
      margin_minor: Math.round((value * random.int(9, 19)) / 100),
      expected_on: expectedOn === undefined ? scene.in(random.int(90, 200)) : scene.notBefore(expectedOn),
    }),
  );
  for (const left of STAGES.slice(0, STAGES.indexOf(stage))) {
    yield* nextTouch(scene, manager, {}, [15, 30]);
    await confirm(scene, manager);
    if (left === 'solution')
      yield* expert(scene, manager, random.pick(['calculation', 'survey', 'audit'] as const), 'accepted');
    if (left === 'offer') yield* office(scene, manager, 'commercial_offer', 'accepted');
    card = await show(scene, manager, card);
    const to = STAGES[STAGES.indexOf(left) + 1] ?? 'contract';
    card = await scene.act(manager, (context) => moveDeal(context, card.id, { version: card.version, to }));
  }
  return card;
}

/** While the deal goes on, the client's readiness is looked at as often as it has to be. */
async function confirm(scene: Scene, manager: Player): Promise<void> {
  const { next_check_on: on } = await needOf(scene);
  if (on !== null && on <= scene.today.toString()) await lookAgain(scene, manager, 'now');
}

async function show(scene: Scene, manager: Player, deal: DealCard): Promise<DealCard> {
  let card = deal;
  for (const criterion of deal.criteria.filter((one) => one.stage === deal.stage && one.required && !one.met)) {
    const said = scene.random.pick(SHOWN[criterion.stage as OpenStage] ?? SHOWN.offer);
    card = await scene.act(manager, (context) =>
      recordExitEvidence(context, card.id, { criterion_id: criterion.id, on_day: scene.today.toString(), said }),
    );
  }
  return card;
}

/** The contract is signed, and the sheet for those who deliver is filled in. */
export async function* sign(scene: Scene, manager: Player, open: DealCard): Part<DealCard> {
  yield* nextTouch(scene, manager, { title: 'Передать объект в реализацию' }, [10, 20]);
  if (scene.random.chance(0.5)) yield* expert(scene, manager, 'contract_risks', 'accepted');
  yield* office(scene, manager, 'contract', 'accepted');
  const ready = await show(scene, manager, open);
  const signed = await scene.act(manager, (context) =>
    signDeal(context, ready.id, {
      version: ready.version,
      contract_number: `${scene.random.int(11, 98)}/${scene.today.year}-ЛС`,
      signed_on: scene.today.toString(),
    }),
  );
  return signed;
}

/** How a project is paid and how long it takes: what stands in the handover sheet. */
export async function fillSheet(scene: Scene, manager: Player, { id, value_minor: value }: DealCard): Promise<void> {
  const { random } = scene;
  const advance = Math.round(value * 0.3);
  await scene.act(manager, (context) =>
    saveHandoverSheet(context, id, {
      version: 0,
      scope: `${random.int(180, 1900)} светильников, ${random.int(8, 64)} улиц`,
      promises: [{ said: random.pick(PROMISES), due_on: scene.in(random.int(120, 220)) }],
      no_promises: false,
      risks: [{ said: random.pick(RISKS), answer: 'Обследование до начала работ' }],
      no_risks: false,
      economics: `Маржа ${random.int(9, 19)} %, оплата по актам`,
      payments: [
        { title: 'Аванс', due_on: scene.in(20), amount_minor: advance, of_savings: false },
        { title: 'Окончательный расчёт', due_on: scene.in(170), amount_minor: value - advance, of_savings: false },
      ],
      milestones: MILESTONES.map((title, index) => ({ title, planned_on: scene.in(30 + index * 42) })),
      needs_owner_id: null,
    }),
  );
}

export async function offerDelivery(scene: Scene, manager: Player, deliverer: Player, dealId: string): Promise<string> {
  const offered = await scene.act(manager, (context) =>
    offerHandoff(context, {
      kind: 'H2',
      clientId: scene.clientId,
      subject: { kind: 'deal', id: dealId },
      receiverId: deliverer.employeeId,
      note: 'Глава ждёт пусковой участок к празднику города',
    }),
  );
  return offered.id;
}

export async function* handOver(
  scene: Scene,
  manager: Player,
  deliverer: Player,
  dealId: string,
  returned: boolean,
): Part<void> {
  const id = await offerDelivery(scene, manager, deliverer, dealId);
  yield scene.wait(1);
  if (returned) {
    await scene.act(deliverer, (context) =>
      returnHandoff(context, id, { code: 'incomplete', text: 'Нет схемы питания и перечня шкафов' }),
    );
    yield scene.wait(1);
    await scene.act(manager, (context) => offerAgain(context, id, { note: 'Схема питания приложена' }));
    yield scene.wait(1);
  }
  await scene.act(deliverer, (context) => acceptHandoff(context, id));
}

/** A competitor gets it; the client is looked at again in a year or two. */
export async function lose(scene: Scene, manager: Player, card: DealCard): Promise<void> {
  await scene.act(manager, (context) =>
    loseDeal(context, card.id, {
      version: card.version,
      reason: scene.random.pick(LOST_REASONS),
      to: scene.random.pick(COMPETITORS),
      need: 'competitor',
      client: { to: 'lost', look_on: scene.later(scene.random.int(10, 500)) },
    }),
  );
}

/** No loss: the money moves to another year, and the client waits for it. */
export async function postpone(scene: Scene, manager: Player, card: DealCard): Promise<void> {
  const verdict = verdictOf(scene, 'dated');
  await scene.act(manager, (context) =>
    postponeDeal(context, card.id, {
      version: card.version,
      reason: scene.random.pick(BUDGET_BLOCKED),
      verdict,
      client_waits: true,
    }),
  );
}
