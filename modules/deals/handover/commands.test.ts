import { Value } from 'typebox/value';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { planStep } from '#modules/activities/commands.ts';
import { openStepsOf } from '#modules/activities/queries.ts';
import { clientById } from '#modules/clients/queries.ts';
import { acceptHandoff, offerHandoff, registerAcceptanceEffect, returnHandoff } from '#modules/handoffs/commands.ts';
import { myHandoffs } from '#modules/handoffs/queries.ts';
import { recordNeed } from '#modules/needs/commands.ts';
import { needCard } from '#modules/needs/queries.ts';
import { LIGHTING } from '#modules/needs/test-needs.ts';
import { newId } from '#shared/ids.ts';
import { saveHandoverSheet } from '../commands.ts';
import { dealCard } from '../queries.ts';
import { FULL_SHEET, type TestDeals, testDeals } from '../test-deals.ts';
import { HandoverData } from './contract.ts';
import { handoverSheet } from './queries.ts';

let deals: TestDeals;
beforeAll(async () => {
  deals = await testDeals();
});
afterAll(() => deals.close());

const offer = (clientId: string, dealId: string) =>
  deals.market.done(
    (w) =>
      offerHandoff(w, { kind: 'H2', clientId, subject: { kind: 'deal', id: dealId }, receiverId: deals.deliverer }),
    deals.as.manager,
  );

it('acceptance is refused while nothing in the program opens a project', async () => {
  const { clientId, deal } = await deals.signed();
  const { id } = await offer(clientId, deal.id);
  expect(await deals.market.write((w) => acceptHandoff(w, id), deals.as.deliverer)).toMatchObject({
    ok: false,
    reason: 'deals.delivery_missing',
  });
  expect(await clientById(deals.market.context, clientId)).toMatchObject({ holder_id: deals.manager });
});

it('an offer says what the sheet still misses, by name', async () => {
  const { clientId, deal } = await deals.signed();
  const gaps = { ...FULL_SHEET, version: 1, promises: [], milestones: [] };
  await deals.market.done((w) => saveHandoverSheet(w, deal.id, gaps), deals.as.manager);
  const refused = await deals.market.write(
    (w) => offerHandoff(w, { kind: 'H2', clientId, subject: { kind: 'deal', id: deal.id } }),
    deals.as.manager,
  );
  expect(refused).toMatchObject({ ok: false, details: { missing: ['promises', 'schedule'] } });
  expect(await dealCard(deals.as.manager, deal.id)).toMatchObject({ value: { handover: { met: 5, required: 7 } } });
  const mine = await myHandoffs(deals.as.manager);
  expect(mine.ok && mine.value.drafts.find((draft) => draft.subject.id === deal.id)).toMatchObject({
    criteria_met: 5,
    criteria_required: 7,
  });
});

it('accepted, the client is delivered by the receiver, and the giver keeps what is left of the needs', async () => {
  // What the module of projects does: one change of facts, with the first step of whoever delivers.
  registerAcceptanceEffect('H2', (context, handoff) => {
    if (!Value.Check(HandoverData, handoff.package.data)) throw new Error('the package is not what projects open from');
    const step = {
      client_id: handoff.clientId,
      kind: 'meeting',
      title: 'Стартовая встреча',
      due_on: '2026-11-25',
    } as const;
    return planStep(context, step, {
      holder: { employeeId: handoff.receiverId, via: 'handoff' },
      runningProjectsBy: 1,
      contractsOpenBy: -1,
    });
  });
  const { clientId, deal } = await deals.signed();
  const kept = await deals.market.done(
    (w) => recordNeed(w, clientId, { ...LIGHTING, subject: 'Фасад' }),
    deals.as.manager,
  );
  const first = await offer(clientId, deal.id);
  await deals.market.done(
    (w) => returnHandoff(w, first.id, { code: 'incomplete', text: 'Нет сетей' }),
    deals.as.deliverer,
  );
  const again = await offer(clientId, deal.id);
  expect(again).toMatchObject({ id: first.id, round: 2, state: 'offered' });
  await deals.market.done((w) => acceptHandoff(w, again.id), deals.as.deliverer);

  expect(await clientById(deals.market.context, clientId)).toMatchObject({
    state: 'in_delivery',
    holder_id: deals.deliverer,
    contracts_open: 0,
    running_projects: 1,
    developing: false,
    next_step_title: 'Стартовая встреча',
  });
  expect(await dealCard(deals.as.manager, deal.id)).toMatchObject({
    value: { handed_over_at: expect.any(String), handover: null },
  });
  expect(await needCard(deals.as.manager, kept.id)).toMatchObject({ value: { owner_id: deals.manager } });
  expect(
    await deals.market.write((w) => saveHandoverSheet(w, deal.id, { ...FULL_SHEET, version: 1 }), deals.as.manager),
  ).toMatchObject({
    reason: 'deals.handed_over',
  });
});

it('the package may name another keeper of the needs; steps of the giver end with the last of them', async () => {
  const { clientId, deal } = await deals.signed();
  const need = await deals.market.done((w) => recordNeed(w, clientId, LIGHTING), deals.as.manager);
  const keeper = deals.as.colleague.actor.employeeId;
  await deals.market.done(
    (w) => saveHandoverSheet(w, deal.id, { ...FULL_SHEET, version: 1, needs_owner_id: keeper }),
    deals.as.manager,
  );
  const { id } = await offer(clientId, deal.id);
  await deals.market.done((w) => acceptHandoff(w, id), deals.as.deliverer);
  expect(await needCard(deals.as.colleague, need.id)).toMatchObject({ value: { owner_id: keeper } });
  const steps = await openStepsOf(deals.as.manager, deals.manager);
  expect(steps.filter((step) => step.client_id === clientId)).toEqual([]);
});

it('two who write one sheet do not overwrite each other', async () => {
  const { deal } = await deals.signed();
  const sheet = { ...FULL_SHEET, version: 1, scope: 'Парк' };
  await deals.market.done((w) => saveHandoverSheet(w, deal.id, sheet), deals.as.head);
  const late = await deals.market.write(
    (w) => saveHandoverSheet(w, deal.id, { ...sheet, scope: 'Сквер' }),
    deals.as.manager,
  );
  expect(late).toMatchObject({ code: 'conflict', details: { theirs: { scope: 'Парк' } } });
  expect(await handoverSheet(deals.as.manager, deal.id)).toMatchObject({ value: { scope: 'Парк', version: 2 } });
  expect(await handoverSheet(deals.as.caller, deal.id)).toMatchObject({ code: 'not_found' });
  const nobody = { ...FULL_SHEET, version: 2, needs_owner_id: newId() };
  expect(await deals.market.write((w) => saveHandoverSheet(w, deal.id, nobody), deals.as.manager)).toMatchObject({
    fields: [{ path: '/needs_owner_id' }],
  });
});
