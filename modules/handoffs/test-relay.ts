import { planStep, registerActivities } from '#modules/activities/commands.ts';
import { type TestMarket, testMarket } from '#modules/clients/test-market.ts';
import type { SalesFunction } from '#modules/structure/rules.ts';
import type { Context, WriteContext } from '#platform/context.ts';
import { type EmployeeId, newId } from '#shared/ids.ts';
import { ok, type Result } from '#shared/result.ts';
import {
  type AcceptedHandoff,
  type HandoffKind,
  offerHandoff,
  registerAcceptanceEffect,
  registerHandoffKind,
  registerHandoffs,
} from './commands.ts';
import type { Criterion, Handoff, HandoffKindName, Subject } from './contract.ts';

export interface Matter {
  clientId: string;
  subject: Subject;
}

/** A market with a person in every place of the relay, and two made-up kinds of hand-off over it. */
export interface TestRelay {
  market: TestMarket;
  caller: EmployeeId;
  manager: EmployeeId;
  colleague: EmployeeId;
  deliverer: EmployeeId;
  head: EmployeeId;
  /** The context of an employee; `at` puts the clock elsewhere, with the rights of the market's Monday. */
  as(employeeId: EmployeeId, at?: string): Promise<Context>;
  /** What the made-up kinds say of every matter from now on. */
  criteria: Criterion[];
  /** Stands in for what a later module does at acceptance; refuses when told to. */
  effect: (context: WriteContext, handoff: AcceptedHandoff) => Promise<Result<unknown>>;
  /** A client in qualification with the caller, ready to be offered. */
  qualified(): Promise<Matter>;
  /** A client in development with the manager, ready to be offered to delivery. */
  signed(): Promise<Matter>;
  offer(matter: Matter, more?: { kind?: HandoffKindName; to?: string; from?: Context }): Promise<Handoff>;
  away(employeeId: EmployeeId, deputyId: EmployeeId, first: string, last: string): Promise<void>;
  close(): Promise<void>;
}

export const READY: Criterion[] = [
  { key: 'segment', required: true, met: true, value: 'города 20–100 тыс.' },
  { key: 'contact', required: true, met: true, value: null, personal: 'Рогожин А. С., зам. главы' },
  { key: 'budget', required: false, met: false, value: 'неизвестен, узнать до 15.12' },
];

/** The contact whom the made-up packages speak of. */
export const ROGOZHIN = '019a0000-0000-7000-8000-00000000beef';

export async function testRelay(): Promise<TestRelay> {
  registerActivities();
  registerHandoffs();
  const market = await testMarket();
  const [caller, manager, colleague, deliverer, head] = [
    await market.person('Бахтина Ольга', 'telemarketer'),
    await market.person('Лыткин Андрей', 'development_manager'),
    await market.person('Сухих Марина', 'development_manager'),
    await market.person('Мальцев Сергей', 'project_manager'),
    await market.person('Ермолаев Виктор', 'head'),
  ];

  const inWork = async (holder: EmployeeId, facts: { qualifying: true } | { developing: true }): Promise<Matter> => {
    const { id } = await market.client(`Администрация ${newId()}`);
    const step = { client_id: id, kind: 'video_meeting', title: 'Показать расчёт', due_on: '2026-12-01' } as const;
    await market.done((w) => planStep(w, step, { holder: { employeeId: holder, via: 'taken' }, ...facts }));
    return { clientId: id, subject: { kind: 'qualification', id: newId() } };
  };
  const relay: TestRelay = {
    market,
    caller,
    manager,
    colleague,
    deliverer,
    head,
    async as(employeeId, at) {
      const context = await market.as(employeeId);
      return at === undefined ? context : { ...context, now: Temporal.Instant.from(at) };
    },
    criteria: READY,
    effect: async () => ok(),
    qualified: () => inWork(caller, { qualifying: true }),
    signed: () => inWork(manager, { developing: true }),
    async offer(matter, { kind = 'H1', to, from } = {}) {
      const giver = from ?? (await market.as(kind === 'H1' ? caller : manager));
      const receiverId = to ?? (kind === 'H1' ? manager : deliverer);
      return market.done((w) => offerHandoff(w, { ...matter, kind, receiverId, note: 'Просит цифры Назарово' }), giver);
    },
    async away(employeeId, deputyId, first, last) {
      const absence = {
        employee_id: employeeId,
        deputy_id: deputyId,
        first_day: first,
        last_day: last,
        kind: 'vacation',
      };
      await market.context.db
        .insertInto('absences')
        .values({ id: newId(), ...absence, created_at: market.context.now.toString() })
        .execute();
    },
    close: () => market.close(),
  };
  registerHandoffKind(madeUp(relay, 'H1', 'qualification', 'need_development'));
  registerHandoffKind(madeUp(relay, 'H2', 'closing', 'delivery'));
  for (const kind of ['H1', 'H2'] as const) registerAcceptanceEffect(kind, (w, handoff) => relay.effect(w, handoff));
  return relay;
}

function madeUp(relay: TestRelay, kind: HandoffKindName, from: SalesFunction, to: SalesFunction): HandoffKind {
  return {
    kind,
    from,
    to,
    deadlineNorm: kind === 'H1' ? 'handoff.h1.deadline_days' : 'handoff.h2.deadline_days',
    // H2 asks for it as well: the machine must not listen.
    silentAcceptance: true,
    criteria: async () => relay.criteria,
    freeze: async () => ({
      headline: { verdict: 'dated', note: 'окно 03–06.2027' },
      sections: [
        {
          title: 'Разговор',
          rows: [
            { label: 'Слова клиента', value: null, personal: '«Сумму режут»', person_id: ROGOZHIN },
            { label: 'Мешает', value: 'бюджет' },
            { label: 'Стоимость', value: 12_000_000_000, as: 'money' },
          ],
        },
      ],
      data: { lamps: 1870 },
      personal: { phone: { value: '+79130000000', person_id: ROGOZHIN } },
    }),
    onAccepted: (context, handoff) =>
      planStep(
        context,
        { client_id: handoff.clientId, kind: 'call', title: 'Познакомиться', due_on: '2027-06-01' },
        { holder: { employeeId: handoff.receiverId, via: 'handoff' }, qualifying: false, developing: true },
      ),
  };
}
