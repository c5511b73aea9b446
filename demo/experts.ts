import { acceptAnswer, answerRequest, askSupport, assignRequest, setLevel } from '#modules/support/commands.ts';
import type { RequestType, SupportRequest } from '#modules/support/contract.ts';
import { supportDesk, typesToAsk } from '#modules/support/queries.ts';
import type { Company } from './company.ts';
import type { Part, Scene } from './scene.ts';
import type { Player } from './stage.ts';

export type Question = 'calculation' | 'survey' | 'audit' | 'contract_risks' | 'tender_papers';
/** How far a request gets before the curtain falls, if it falls that early. */
export type Answered = 'incomplete' | 'asked' | 'assigned' | 'answered' | 'accepted';

interface Asked {
  /** How the catalogue of the ready structure calls it. */
  type: string;
  /** Who leads the department and gives the work out. */
  head: 'engineer1' | 'lawyer';
  asks: readonly string[];
  answers: readonly (readonly [finding: string, forClient: string])[];
}

const QUESTIONS: Record<Question, Asked> = {
  calculation: {
    type: 'Светотехнический расчёт',
    head: 'engineer1',
    asks: ['Хватит ли 80 Вт на опорах через 35 м?', 'Какой шаг опор выдержит норму для улицы класса В1?'],
    answers: [
      ['Средняя яркость 0,8 кд/м² при 74 Вт, шаг опор сохраняется', 'Опоры переставлять не нужно, свет станет ровнее'],
      ['Норма выдержана с запасом 12 %, на перекрёстках нужен второй светильник', 'На перекрёстках станет светлее'],
    ],
  },
  survey: {
    type: 'Обследование объекта',
    head: 'engineer1',
    asks: ['Осмотреть сети трёх улиц и шкафы управления', 'Проверить опоры перед заменой светильников'],
    answers: [
      [
        'Две опоры из тридцати требуют замены, провод СИП в порядке',
        'Заменим две опоры, остальное простоит ещё 20 лет',
      ],
      ['Шкафы без учёта по фазам, нужен отдельный ввод', 'Счётчик покажет, сколько город платит за каждую улицу'],
    ],
  },
  audit: {
    type: 'Энергоаудит',
    head: 'engineer1',
    asks: ['Сколько город тратит на свет сверх нужного?'],
    answers: [['Потребление на 58 % выше нужного, горят и днём', 'Больше половины счёта за свет можно не платить']],
  },
  contract_risks: {
    type: 'Риски договора',
    head: 'lawyer',
    asks: ['Проверить пени и порядок приёмки в проекте города'],
    answers: [
      ['Пени без предела, приёмка без срока: оба пункта правим', 'Предложим срок приёмки десять дней для обеих сторон'],
    ],
  },
  tender_papers: {
    type: 'Проверка закупочной документации',
    head: 'lawyer',
    asks: ['Нет ли в описании требований под одного поставщика?'],
    answers: [['Описание допускает эквивалент, участвовать можно', 'Документация в порядке, замечаний нет']],
  },
};

const INPUTS: Record<string, string> = {
  'План или размеры': 'План улиц приложен к карточке',
  'Назначение и норма освещённости': 'Улицы районного значения, 15 лк',
  'Высота подвеса': '9 м',
  'Что и где обследуем': 'Улицы Ленина, Мира и Садовая',
  'Кто встретит на месте': 'Мастер «Горсвета»',
  'Потребление за год': '1 420 МВт·ч',
  Тариф: '8,40 ₽ за кВт·ч',
  'Режим работы': 'По астрономическому реле',
  'Чей проект договора': 'Города',
  'Что беспокоит': 'Пени и срок приёмки',
  'Номер извещения': '0124300017426000115',
  'Окончание подачи': 'через десять дней',
};

/** Who of the experts can do what: one is the master of surveys, the other of calculations, and each learns from the other. */
const LEVELS: readonly (readonly [competence: string, who: string, level: number])[] = [
  ['Обследование и электрика', 'engineer1', 3],
  ['Обследование и электрика', 'engineer2', 1],
  ['Светотехнический расчёт', 'engineer1', 2],
  ['Светотехнический расчёт', 'engineer2', 3],
  ['Энергоаудит', 'engineer1', 2],
  ['Договоры', 'lawyer', 3],
  ['Закупки по 44-ФЗ и 223-ФЗ', 'lawyer', 2],
];

/** The heads of the departments say who can do what. */
export async function nameCompetences(company: Company, at: Temporal.Instant): Promise<void> {
  for (const key of ['engineer1', 'lawyer'] as const) {
    const desk = await company.stage.act(company.player(key), at, (context) => supportDesk(context, undefined));
    for (const { id, name } of desk.competences) {
      for (const [, who, level] of LEVELS.filter(([competence]) => competence === name)) {
        const { employeeId } = company.player(who);
        await company.stage.act(company.player(key), at, (context) => setLevel(context, id, employeeId, level));
      }
    }
  }
}

/** A question to a department from its asking to the acceptance of the answer. */
export async function* expert(scene: Scene, asker: Player, question: Question, until: Answered): Part<void> {
  const { random } = scene;
  const { type: name, head, asks, answers } = QUESTIONS[question];
  const chief = scene.company.player(head);
  const type = await typeOf(scene, asker, name);
  const inputs = type.required_inputs.slice(until === 'incomplete' ? 1 : 0);
  let request: SupportRequest = await scene.act(asker, (context) =>
    askSupport(context, {
      client_id: scene.clientId,
      type_id: type.id,
      question: random.pick(asks),
      inputs: Object.fromEntries(inputs.map((input) => [input, INPUTS[input] ?? 'Приложено'])),
    }),
  );
  if (until === 'asked' || until === 'incomplete') return;
  // Who gets it depends on what all have on their hands by then. Where everybody has a full week, it waits.
  yield { alone: scene.wait(0) };
  const assigned = await scene.attempt(chief, (context) =>
    assignRequest(context, request.id, { version: request.version }),
  );
  if (until === 'assigned' || assigned === null) return;
  request = assigned;
  yield { alone: scene.wait(random.int(1, 2)) };
  const by = scene.company.playerOf(request.specialist_id);
  const [finding, forClient] = random.pick(answers);
  const spent = Math.round((type.standard_minutes * random.int(80, 115)) / 100);
  request = await scene.act(by, (context) =>
    answerRequest(context, request.id, {
      version: request.version,
      finding,
      for_client: forClient,
      spent_minutes: spent,
    }),
  );
  if (until === 'answered') return;
  yield scene.wait(1);
  await scene.act(asker, (context) => acceptAnswer(context, request.id, request.version));
}

async function typeOf(scene: Scene, asker: Player, name: string): Promise<RequestType> {
  const { items } = await scene.act(asker, (context) => typesToAsk(context, scene.company.structure.salesSystemId));
  const type = items.find((one) => one.name === name);
  if (type === undefined) throw new Error(`Nothing is called ${name} in the catalogue of the departments`);
  return type;
}
