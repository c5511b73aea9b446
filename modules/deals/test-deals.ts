import { planStep, registerActivities } from '#modules/activities/commands.ts';
import { registerClients } from '#modules/clients/commands.ts';
import { type TestMarket, testMarket } from '#modules/clients/test-market.ts';
import { registerHandoffs } from '#modules/handoffs/commands.ts';
import { registerNeeds } from '#modules/needs/commands.ts';
import type { Need } from '#modules/needs/contract.ts';
import { needsAt } from '#modules/needs/test-needs.ts';
import type { Context } from '#platform/context.ts';
import { type EmployeeId, newId } from '#shared/ids.ts';
import { moveDeal, openDeal, recordExitEvidence, registerDeals, saveHandoverSheet, signDeal } from './commands.ts';
import type { DealCard } from './contract.ts';
import type { HandoverSheetBody } from './handover/contract.ts';
import type { Stage } from './rules.ts';

export const FULL_SHEET: HandoverSheetBody = {
  version: 0,
  scope: '1 240 светильников, 31 улица',
  promises: [{ said: 'Пусковой участок к 9 мая', due_on: '2027-05-09' }],
  no_promises: false,
  risks: [],
  no_risks: true,
  economics: 'Маржа 18 %, оплата по актам',
  payments: [{ title: 'Аванс', due_on: '2026-12-15', amount_minor: 1_920_000_000, of_savings: false }],
  milestones: [{ title: 'Пусковой участок', planned_on: '2027-05-01' }],
  needs_owner_id: null,
};

/** A market with deals in it, and short ways through their stages. */
export interface TestDeals {
  market: TestMarket;
  manager: EmployeeId;
  deliverer: EmployeeId;
  as: { manager: Context; colleague: Context; caller: Context; deliverer: Context; head: Context };
  /** A client that the manager develops, with a need that is actual and relevant now. */
  ready(): Promise<{ clientId: string; need: Need }>;
  open(clientId: string, needId: string): Promise<DealCard>;
  /** Shows everything that the present stage requires. */
  show(deal: DealCard): Promise<DealCard>;
  /** Carries a fresh deal to a stage. */
  at(stage: Exclude<Stage, 'signed'>): Promise<{ clientId: string; need: Need; deal: DealCard }>;
  signed(): Promise<{ clientId: string; need: Need; deal: DealCard }>;
  close(): Promise<void>;
}

export async function testDeals(): Promise<TestDeals> {
  registerClients();
  registerActivities();
  registerHandoffs();
  registerNeeds();
  registerDeals();
  const market = await testMarket();
  const manager = await market.person('Лыткин Андрей', 'development_manager');
  const deliverer = await market.person('Мальцев Сергей', 'project_manager');
  const as = {
    manager: await market.as(manager),
    deliverer: await market.as(deliverer),
    colleague: await market.as(await market.person('Сухих Марина', 'development_manager')),
    caller: await market.as(await market.person('Орлова Ирина', 'telemarketer')),
    head: await market.as(await market.person('Ермолаев Виктор', 'head')),
  };
  const { done } = market;
  const stages = ['solution', 'offer', 'decision', 'contract'] as const;

  const deals: TestDeals = {
    market,
    manager,
    deliverer,
    as,
    async ready() {
      const clientId = (await market.client(`Администрация ${newId()}`)).id;
      const step = { client_id: clientId, kind: 'call', title: 'Позвонить главе', due_on: '2026-11-24' } as const;
      await done((w) => planStep(w, step, { holder: { employeeId: manager, via: 'taken' }, developing: true }));
      const there = needsAt(market, as.manager, clientId);
      const { id } = await there.need();
      await there.evidence(id, await there.contact());
      return { clientId, need: await there.verdict(id, 'now') };
    },
    open: (clientId, needId) => done((w) => openDeal(w, clientId, { need_id: needId }), as.manager),
    async show(deal) {
      let card = deal;
      for (const criterion of deal.criteria.filter((one) => one.stage === deal.stage && one.required && !one.met)) {
        const body = { criterion_id: criterion.id, on_day: '2026-11-20', said: 'Показано' };
        card = await done((w) => recordExitEvidence(w, deal.id, body), as.manager);
      }
      return card;
    },
    async at(stage) {
      const { clientId, need } = await deals.ready();
      let deal = await deals.open(clientId, need.id);
      for (const to of stages.slice(1, stages.indexOf(stage) + 1)) {
        const { id } = await deals.show(deal);
        deal = await done((w) => moveDeal(w, id, { to }), as.manager);
      }
      return { clientId, need, deal };
    },
    async signed() {
      const { clientId, need, deal } = await deals.at('contract');
      await deals.show(deal);
      const contract = { contract_number: '44/2026-097', signed_on: '2026-11-20' };
      const signed = await done((w) => signDeal(w, deal.id, contract), as.manager);
      await done((w) => saveHandoverSheet(w, deal.id, FULL_SHEET), as.manager);
      return { clientId, need, deal: signed };
    },
    close: () => market.close(),
  };
  return deals;
}
