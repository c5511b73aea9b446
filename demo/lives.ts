import type { Random } from '#shared/random.ts';
import { addWorkingDays } from '#shared/working-calendar.ts';
import { askUs, callInVain, letWait, promiseCall, qualify, refuse, refuseAsNotTarget } from './calling.ts';
import { deal, fillSheet, handOver, lose, type OpenStage, offerDelivery, postpone, sign } from './closing.ts';
import type { Company, Place } from './company.ts';
import { deliver, type Ending } from './delivery.ts';
import { type Answer, answerOffer, develop, dispute, keepLooking, returnOffer, wait } from './development.ts';
import { type Answered, expert, type Question } from './experts.ts';
import { type Part, Scene } from './scene.ts';
import { office } from './services.ts';
import type { Life, Player } from './stage.ts';
import type { Readiness } from './verdicts.ts';

/** One client with the people who work on it. */
interface Cast {
  scene: Scene;
  caller: Player;
  manager: Player;
  deliverer: Player;
}

/** How long before the last day: what is to be seen on that day is counted in working days, or a weekend would swallow it. */
type Span = readonly [shortest: number, longest: number];

interface Fate {
  /** How many of three hundred live so. */
  of300: number;
  begins: { daysAgo: Span } | { workingDaysAgo: Span };
  live(cast: Cast): Part<void>;
}

const WAITING = [
  ['dated', 5],
  ['triggered', 3],
  ['dormant', 3],
] as const;
const ANSWERS: readonly (readonly [Answer, number])[] = [
  ['accepted', 16],
  ['returned', 4],
  ['disputed', 1],
];

const PAPERS = ['commercial_offer', 'contract', 'invoice', 'bid_set', 'travel'] as const;
const SERVED = [
  ['requested', 3],
  ['taken', 3],
  ['done', 3],
  ['accepted', 6],
] as const;

const QUESTIONS: readonly Question[] = ['calculation', 'survey', 'audit', 'contract_risks', 'tender_papers'];
const ANSWERED: readonly (readonly [Answered, number])[] = [
  ['asked', 3],
  ['assigned', 5],
  ['answered', 2],
  ['incomplete', 1],
];

const FATES: readonly Fate[] = [
  { of300: 60, begins: { workingDaysAgo: [1, 1] }, live: nobodyCalled },
  { of300: 46, begins: { daysAgo: [4, 900] }, live: triedInVain },
  { of300: 8, begins: { workingDaysAgo: [2, 7] }, live: promised },
  { of300: 6, begins: { workingDaysAgo: [1, 9] }, live: asked },
  { of300: 10, begins: { daysAgo: [30, 700] }, live: refused },
  { of300: 20, begins: { daysAgo: [20, 1500] }, live: notTarget },
  { of300: 4, begins: { daysAgo: [400, 900] }, live: waitsForCaller },
  { of300: 20, begins: { daysAgo: [60, 240] }, live: waitsForCaller },
  { of300: 7, begins: { daysAgo: [500, 1400] }, live: waitsForManager },
  { of300: 26, begins: { daysAgo: [110, 320] }, live: waitsForManager },
  { of300: 35, begins: { daysAgo: [20, 160] }, live: developed },
  { of300: 4, begins: { workingDaysAgo: [1, 1] }, live: offered },
  { of300: 2, begins: { workingDaysAgo: [7, 9] }, live: offered },
  { of300: 2, begins: { workingDaysAgo: [2, 3] }, live: returned },
  { of300: 1, begins: { workingDaysAgo: [3, 3] }, live: disputed },
  { of300: 5, begins: { daysAgo: [150, 260] }, live: dealt('solution') },
  { of300: 4, begins: { daysAgo: [190, 300] }, live: dealt('offer') },
  { of300: 4, begins: { daysAgo: [220, 330] }, live: dealt('decision') },
  { of300: 5, begins: { daysAgo: [250, 360] }, live: dealt('contract') },
  { of300: 2, begins: { daysAgo: [290, 400] }, live: signed('sheet_open') },
  { of300: 2, begins: { daysAgo: [290, 400] }, live: signed('offered') },
  { of300: 3, begins: { daysAgo: [480, 660] }, live: delivered('commissioned', 140) },
  { of300: 3, begins: { daysAgo: [400, 580] }, live: delivered('commissioned', 60) },
  { of300: 3, begins: { daysAgo: [460, 660] }, live: delivered('late', 125) },
  { of300: 1, begins: { daysAgo: [460, 660] }, live: delivered('suspended', 120) },
  { of300: 1, begins: { daysAgo: [900, 1100] }, live: delivered('terminated', 500) },
  { of300: 2, begins: { daysAgo: [1480, 1790] }, live: delivered('commissioned', 1140) },
  { of300: 2, begins: { daysAgo: [1150, 1400] }, live: delivered('commissioned', 820) },
  { of300: 2, begins: { daysAgo: [840, 1050] }, live: delivered('commissioned', 500) },
  { of300: 2, begins: { daysAgo: [900, 1500] }, live: lost },
  { of300: 3, begins: { daysAgo: [330, 600] }, live: lost },
  { of300: 2, begins: { daysAgo: [900, 1500] }, live: postponed },
  { of300: 3, begins: { daysAgo: [330, 600] }, live: postponed },
];

/** The lives of all clients, in shares that make every desk alive on the last day; fewer clients live in the same shares. */
export function livesOf(company: Company, places: readonly Place[], random: Random, asOf: Temporal.PlainDate): Life[] {
  const share = places.length / 300;
  const others = FATES.flatMap((fate) =>
    Array.from({ length: Math.max(0, Math.round(fate.of300 * share) - 1) }, () => fate),
  );
  // Of the smallest market too somebody lives each of them.
  const fates = [...FATES, ...others];
  const spread = random.fork('fates').shuffle(places);
  return spread.flatMap((place, index) => {
    const fate = fates[index];
    if (fate === undefined) return [];
    const own = random.fork(place.town[0] + place.town[2]);
    const cast: Cast = {
      scene: new Scene(company, place, own, asOf, beginning(fate, company, own, asOf)),
      caller: own.pick(company.callers),
      manager: own.pick(company.managers),
      deliverer: own.pick(company.deliverers),
    };
    return [fate.live(cast)];
  });
}

function beginning({ begins }: Fate, { calendar }: Company, random: Random, asOf: Temporal.PlainDate) {
  if ('daysAgo' in begins) return asOf.subtract({ days: random.int(...begins.daysAgo) });
  return addWorkingDays(calendar, asOf, -random.int(...begins.workingDaysAgo));
}

async function* nobodyCalled(): Part<void> {}

async function* triedInVain({ scene, caller }: Cast): Part<void> {
  yield* callInVain(scene, caller, scene.random.int(1, 3));
}

async function* promised({ scene, caller }: Cast): Part<void> {
  yield* callInVain(scene, caller, 1);
  yield scene.wait(1);
  await promiseCall(scene, caller, scene.random.int(1, 6));
}

async function* asked({ scene }: Cast): Part<void> {
  yield scene.wait(0);
  await askUs(scene);
}

async function* refused({ scene, caller }: Cast): Part<void> {
  yield* callInVain(scene, caller, scene.random.int(0, 1));
  yield scene.wait(4);
  await refuse(scene, caller);
}

async function* notTarget({ scene, caller }: Cast): Part<void> {
  yield* callInVain(scene, caller, scene.random.int(0, 1));
  yield scene.wait(3);
  await refuseAsNotTarget(scene, caller);
}

async function* waitsForCaller({ scene, caller }: Cast): Part<void> {
  yield* callInVain(scene, caller, scene.random.int(0, 2));
  yield scene.wait(5);
  await letWait(scene, caller, scene.random.weighted(WAITING));
  yield* keepLooking(scene, caller);
}

/** From the first call to the manager's acceptance. */
async function* found({ scene, caller, manager }: Cast, readiness: Readiness = 'dated'): Part<void> {
  if (scene.random.chance(0.2)) await askUs(scene);
  yield* callInVain(scene, caller, scene.random.int(0, 2));
  yield scene.wait(scene.random.int(1, 9));
  const handoffId = await qualify(scene, caller, manager, readiness);
  yield* answerOffer(scene, handoffId, caller, manager, scene.random.weighted(ANSWERS));
}

async function* waitsForManager(cast: Cast): Part<void> {
  const { scene, manager } = cast;
  yield* found(cast, scene.random.weighted(WAITING));
  yield* develop(scene, manager, scene.today.add({ days: scene.random.int(40, 100) }));
  yield scene.wait(1);
  await wait(scene, manager, scene.random.weighted(WAITING));
  yield* keepLooking(scene, manager);
}

async function* developed(cast: Cast): Part<void> {
  const { scene, manager } = cast;
  yield* found(cast, scene.random.weighted(FOUND));
  yield* develop(scene, manager, null);
}

const FOUND = [
  ['now', 1],
  ['dated', 3],
  ['triggered', 2],
] as const;

async function* offered({ scene, caller, manager }: Cast): Part<void> {
  yield scene.wait(0);
  await qualify(scene, caller, manager, 'now');
}

async function* returned({ scene, caller, manager }: Cast): Part<void> {
  yield scene.wait(0);
  const handoffId = await qualify(scene, caller, manager, 'dated');
  yield scene.wait(1);
  await returnOffer(scene, handoffId, manager);
}

async function* disputed(cast: Cast): Part<void> {
  const { scene, caller, manager } = cast;
  yield scene.wait(0);
  const handoffId = await qualify(scene, caller, manager, 'dated');
  yield scene.wait(0);
  await returnOffer(scene, handoffId, manager);
  yield scene.wait(0);
  await dispute(scene, handoffId, caller);
}

function dealt(stage: OpenStage) {
  return async function* ({ scene, caller, manager, deliverer }: Cast): Part<void> {
    const { random } = scene;
    yield* found({ scene, caller, manager, deliverer }, 'dated');
    const reserve = { solution: 15, offer: 45, decision: 75, contract: 105 }[stage];
    yield* develop(scene, manager, scene.asOf.subtract({ days: random.int(reserve, reserve + 25) }));
    yield* deal(scene, manager, stage, scene.later(random.int(-12, 20 + reserve)));
    yield* develop(scene, manager, scene.asOf.subtract({ days: 6 }));
    yield scene.waitUntil(scene.workingDaysAgo(random.int(1, 4)));
    if (random.chance(0.6)) yield* expert(scene, manager, random.pick(QUESTIONS), random.weighted(ANSWERED));
    if (random.chance(0.7)) yield* office(scene, manager, random.pick(PAPERS), random.weighted(SERVED));
    yield* develop(scene, manager, null);
  };
}

/** Days from the opening of a deal to its contract, about. */
const A_DEAL_TAKES = 115;

/** A contract `daysAgo` days before the last one. */
async function* contract({ scene, caller, manager, deliverer }: Cast, daysAgo: number) {
  yield* found({ scene, caller, manager, deliverer }, 'dated');
  yield* develop(scene, manager, scene.asOf.subtract({ days: daysAgo + A_DEAL_TAKES }));
  const open = yield* deal(scene, manager, 'contract');
  return yield* sign(scene, manager, open);
}

function signed(then: 'sheet_open' | 'offered') {
  return async function* (cast: Cast): Part<void> {
    const { scene, manager, deliverer } = cast;
    const { id, ...card } = yield* contract(cast, scene.random.int(25, 35));
    if (then === 'offered') {
      yield* develop(scene, manager, scene.asOf.subtract({ days: 5 }));
      yield scene.waitUntil(scene.workingDaysAgo(scene.random.int(1, 4)));
      await fillSheet(scene, manager, { id, ...card });
      await offerDelivery(scene, manager, deliverer, id);
    }
    yield* develop(scene, manager, null);
  };
}

function delivered(ending: Ending, daysAgo: number) {
  return async function* (cast: Cast): Part<void> {
    const { scene, manager, deliverer } = cast;
    const card = yield* contract(cast, daysAgo + scene.random.int(0, 40));
    await fillSheet(scene, manager, card);
    yield* handOver(scene, manager, deliverer, card.id, scene.random.chance(0.3));
    yield* deliver(scene, deliverer, ending);
  };
}

async function* lost(cast: Cast): Part<void> {
  const { scene, manager } = cast;
  yield* found(cast, 'dated');
  yield* develop(scene, manager, scene.today.add({ days: 120 }));
  const card = yield* deal(scene, manager, scene.random.pick(['offer', 'decision'] as const));
  yield scene.wait(20);
  await lose(scene, manager, card);
}

async function* postponed(cast: Cast): Part<void> {
  const { scene, manager } = cast;
  yield* found(cast, 'dated');
  yield* develop(scene, manager, scene.today.add({ days: 120 }));
  const card = yield* deal(scene, manager, 'offer');
  yield scene.wait(20);
  await postpone(scene, manager, card);
  yield* keepLooking(scene, manager);
}
