import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planStep } from '#modules/activities/commands.ts';
import { openStepsOf, timelineOf } from '#modules/activities/queries.ts';
import { closeClient, transferClient } from '#modules/clients/commands.ts';
import { clientById, reachOf } from '#modules/clients/queries.ts';
import { undo } from '#modules/journal/commands.ts';
import { determineRelevance, parkClient, recordNeed, voidNeed } from '#modules/needs/commands.ts';
import { needCard } from '#modules/needs/queries.ts';
import { LIGHTING, needsAt, VERDICT_OF } from '#modules/needs/test-needs.ts';
import { successionParts } from '#modules/structure/commands.ts';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import type { Result } from '#shared/result.ts';
import { editDeal, loseDeal, moveDeal, openDeal, postponeDeal, recordExitEvidence, signDeal } from './commands.ts';
import { dealList, dealSummary } from './listing/queries.ts';
import { clientDeals, dealCard } from './queries.ts';
import { type TestDeals, testDeals } from './test-deals.ts';

let deals: TestDeals;
let manager: Context;
let head: Context;
beforeAll(async () => {
  deals = await testDeals();
  ({ manager, head } = deals.as);
});
afterAll(() => deals.close());

const done = <T>(command: (w: WriteContext) => Promise<Result<T>>, as = manager) => deals.market.done(command, as);
const write = <T>(command: (w: WriteContext) => Promise<Result<T>>, as = manager) => deals.market.write(command, as);
const client = (id: string) => clientById(deals.market.context, id);
const doAndUndo = async <T>(command: (w: WriteContext) => Promise<Result<T>>) => {
  let entry = '';
  await done(async (w) => {
    const result = await command(w);
    entry = w.effects.undo ?? '';
    return result;
  });
  return inTransaction(manager, (w) => undo(w, entry));
};

describe('opening a deal', () => {
  it('takes an actual need that is relevant now, and the criteria of the sales system', async () => {
    const { clientId, need } = await deals.ready();
    const deal = await deals.open(clientId, need.id);
    expect(deal).toMatchObject({
      stage: 'solution',
      outcome: null,
      title: need.subject,
      value_minor: need.value_minor,
      vat_bp: 2200,
      owner_id: deals.manager,
      missing: [expect.any(String), expect.any(String)],
    });
    expect((await client(clientId))?.state).toBe('in_development');
  });

  it('once: a second deal on the same need is refused', async () => {
    const { clientId, need } = await deals.ready();
    const first = await deals.open(clientId, need.id);
    expect(await write((w) => openDeal(w, clientId, { need_id: need.id }))).toMatchObject({
      reason: 'deals.already_open',
      details: { deal_id: first.id },
    });
  });

  it('not from a potential need, and not at a client that waits', async () => {
    const { clientId, need } = await deals.ready();
    const other = await done((w) => recordNeed(w, clientId, LIGHTING));
    expect(await write((w) => openDeal(w, clientId, { need_id: other.id }))).toMatchObject({
      reason: 'deals.need_not_actual',
    });
    await done((w) => parkClient(w, clientId, { reason: 'Глава в отпуске' }));
    expect(await write((w) => openDeal(w, clientId, { need_id: need.id }))).toMatchObject({
      reason: 'deals.client_not_in_work',
    });
  });

  it('from a near window only by the head, with a reason', async () => {
    const { clientId, need } = await deals.ready();
    const near = { window_from: '2027-03-01', window_until: '2027-06-30' };
    await done((w) => determineRelevance(w, need.id, { ...VERDICT_OF.dated, ...near }));
    const body = { need_id: need.id, reason: 'Строка уже в проекте бюджета' };
    expect(await write((w) => openDeal(w, clientId, body))).toMatchObject({ reason: 'deals.head_reason_required' });
    expect(await clientDeals(head, clientId)).toMatchObject({
      value: { openable: [{ id: need.id, head_only: true }] },
    });
    expect(await done((w) => openDeal(w, clientId, body), head)).toMatchObject({ opened_reason: body.reason });
  });
});

describe('going through the stages', () => {
  it('asks for evidence of the stage that is left', async () => {
    const { deal } = await deals.at('solution');
    const refused = await write((w) => moveDeal(w, deal.id, { to: 'offer' }));
    expect(refused).toMatchObject({ reason: 'deals.criteria_missing' });
    const shown = await deals.show(deal);
    expect(shown.missing).toEqual([]);
    expect(await done((w) => moveDeal(w, deal.id, { to: 'offer' }))).toMatchObject({ stage: 'offer' });
  });

  it('keeps the client in contracting exactly while a contract is being made', async () => {
    const { clientId, deal } = await deals.at('contract');
    expect(await client(clientId)).toMatchObject({ state: 'contracting', contracts_open: 1 });
    await done((w) => moveDeal(w, deal.id, { to: 'decision', reason: 'Дума перенесла решение' }));
    expect(await client(clientId)).toMatchObject({ state: 'in_development', contracts_open: 0 });
  });

  it('a move is taken back together with its effect on the client', async () => {
    const { clientId, deal } = await deals.at('decision');
    await deals.show(deal);
    expect(await doAndUndo((w) => moveDeal(w, deal.id, { to: 'contract' }))).toMatchObject({ ok: true });
    expect(await client(clientId)).toMatchObject({ state: 'in_development', contracts_open: 0 });
    expect(await dealCard(manager, deal.id)).toMatchObject({ value: { stage: 'decision' } });
  });

  it('evidence and edits are taken back', async () => {
    const { deal } = await deals.at('solution');
    const criterion_id = deal.criteria[0]?.id ?? '';
    const shown = { criterion_id, on_day: '2026-11-20', said: 'Протокол № 14' };
    expect(await doAndUndo((w) => recordExitEvidence(w, deal.id, shown))).toMatchObject({ ok: true });
    const edit = { value_minor: 1, expected_on: '2027-02-01' };
    expect(await doAndUndo((w) => editDeal(w, deal.id, edit))).toMatchObject({ ok: true });
    const card = await dealCard(manager, deal.id);
    expect(card).toMatchObject({ value: { value_minor: LIGHTING.value_minor, expected_on: null } });
    expect(card.ok && card.value.criteria.every((one) => !one.met)).toBe(true);
  });

  it('nothing that has not happened yet is evidence, and no day of signing lies in the past', async () => {
    const { deal } = await deals.at('solution');
    const criterion_id = deal.criteria[0]?.id ?? '';
    const early = { criterion_id, on_day: '2026-11-24', said: 'Завтра скажут' };
    expect(await write((w) => recordExitEvidence(w, deal.id, early))).toMatchObject({
      fields: [{ path: '/on_day', reason: 'deals.day_in_future' }],
    });
    expect(await write((w) => editDeal(w, deal.id, { expected_on: '2026-11-01' }))).toMatchObject({
      fields: [{ reason: 'deals.expected_in_past' }],
    });
  });

  it('a stale version changes nothing', async () => {
    const { deal } = await deals.at('solution');
    await done((w) => editDeal(w, deal.id, { version: deal.version, title: 'Набережная' }));
    const late = await write((w) => editDeal(w, deal.id, { version: deal.version, title: 'Площадь' }));
    expect(late).toMatchObject({ code: 'conflict', details: { theirs: { title: 'Набережная' } } });
  });
});

describe('a signed contract', () => {
  it('satisfies the need by us and keeps the client in contracting until delivery accepts it', async () => {
    const { clientId, need, deal } = await deals.signed();
    expect(deal).toMatchObject({ stage: 'signed', outcome: 'signed', contract_number: '44/2026-097' });
    expect(await client(clientId)).toMatchObject({ state: 'contracting', contracts_open: 1, holder_id: deals.manager });
    expect(await needCard(manager, need.id)).toMatchObject({ value: { status: 'satisfied', satisfied_by: 'us' } });
  });

  it('is signed at the contract only, on a day that has come', async () => {
    const { deal } = await deals.at('decision');
    const contract = { contract_number: '1', signed_on: '2026-11-20' };
    expect(await write((w) => signDeal(w, deal.id, contract))).toMatchObject({ reason: 'deals.not_at_contract' });
    const ready = await deals.at('contract');
    await deals.show(ready.deal);
    const tomorrow = { ...contract, signed_on: '2026-11-24' };
    expect(await write((w) => signDeal(w, ready.deal.id, tomorrow))).toMatchObject({
      fields: [{ reason: 'deals.day_in_future' }],
    });
  });
});

describe('a lost deal', () => {
  const lost = { reason: 'Дешевле на 12 %', to: 'Светосервис' };

  it('leaves the need to the competitor and the client lost, with a day to look again', async () => {
    const { clientId, need, deal } = await deals.at('contract');
    const after = { to: 'lost', look_on: '2031-06-02' } as const;
    const card = await done((w) => loseDeal(w, deal.id, { ...lost, need: 'competitor', client: after }));
    expect(card).toMatchObject({ outcome: 'lost', lost_to: 'Светосервис', stage: 'contract' });
    expect(await needCard(manager, need.id)).toMatchObject({
      value: { status: 'satisfied', satisfied_by: 'competitor', closed_note: 'Светосервис' },
    });
    expect(await client(clientId)).toMatchObject({
      state: 'lost',
      lost_to: 'Светосервис',
      next_check_on: '2031-06-02',
      contracts_open: 0,
      holder_id: deals.manager,
    });
  });

  it('may leave the need open, and the client waiting for its check', async () => {
    const { clientId, need, deal } = await deals.at('offer');
    const { to: _to, ...reason } = lost;
    const body = { ...reason, need: 'open', verdict: VERDICT_OF.dormant, client: { to: 'waiting' } } as const;
    await done((w) => loseDeal(w, deal.id, body));
    expect(await needCard(manager, need.id)).toMatchObject({ value: { status: 'actual', verdict: 'dormant' } });
    expect(await client(clientId)).toMatchObject({ state: 'waiting', next_check_on: '2027-11-23' });
  });

  it('names the winner where there is one, and a day ahead', async () => {
    const { deal } = await deals.at('offer');
    const nobody = { reason: 'Дорого', need: 'competitor', client: { to: 'work' } } as const;
    expect(await write((w) => loseDeal(w, deal.id, nobody))).toMatchObject({ fields: [{ path: '/to' }] });
    const past = { ...lost, need: 'competitor', client: { to: 'lost', look_on: '2026-11-23' } } as const;
    expect(await write((w) => loseDeal(w, deal.id, past))).toMatchObject({ fields: [{ path: '/client/look_on' }] });
    expect(await dealCard(manager, deal.id)).toMatchObject({ value: { outcome: null } });
  });

  it('of two keeps the client in work by the other', async () => {
    const { clientId, need, deal } = await deals.at('offer');
    const second = await done((w) => recordNeed(w, clientId, { ...LIGHTING, subject: 'Фасад' }));
    const [evidence] = await needCard(manager, need.id).then((card) => (card.ok ? card.value.evidence : []));
    const there = needsAt(deals.market, manager, clientId);
    await there.evidence(second.id, evidence?.contact_id ?? '');
    await there.verdict(second.id, 'now');
    await deals.open(clientId, second.id);
    const gone = { ...lost, need: 'competitor', client: { to: 'lost', look_on: '2031-06-02' } } as const;
    expect(await write((w) => loseDeal(w, deal.id, gone))).toMatchObject({ reason: 'needs.deal_open' });
    await done((w) => loseDeal(w, deal.id, { ...gone, client: { to: 'work' } }));
    expect((await client(clientId))?.state).toBe('in_development');
  });
});

describe('a postponed deal', () => {
  it('goes back to relevance with what unlocks it; nothing is lost', async () => {
    const { clientId, need, deal } = await deals.at('contract');
    const body = { reason: 'Бюджет срезали', verdict: VERDICT_OF.dated, client_waits: true };
    expect(await done((w) => postponeDeal(w, deal.id, body))).toMatchObject({ outcome: 'postponed' });
    expect(await needCard(manager, need.id)).toMatchObject({ value: { status: 'actual', verdict: 'dated' } });
    expect(await client(clientId)).toMatchObject({ state: 'waiting', lost_on: null, contracts_open: 0 });
    expect((await openStepsOf(manager, deals.manager)).filter((step) => step.client_id === clientId)).toEqual([]);
  });

  it('does not wait for now, and does not wait for never', async () => {
    const { deal } = await deals.at('offer');
    for (const verdict of [VERDICT_OF.now, VERDICT_OF.none]) {
      const body = { reason: 'Потом', verdict, client_waits: false };
      expect(await write((w) => postponeDeal(w, deal.id, body))).toMatchObject({
        fields: [{ reason: 'deals.postponed_is_not_now' }],
      });
    }
  });
});

describe('what rests on a deal', () => {
  it('a need under a deal is neither void nor left to wait', async () => {
    const { clientId, need } = await deals.at('offer');
    expect(await write((w) => voidNeed(w, need.id, { note: 'Ошибка' }))).toMatchObject({ reason: 'needs.deal_open' });
    expect(await write((w) => parkClient(w, clientId, { reason: 'Потом' }))).toMatchObject({
      reason: 'needs.deal_open',
    });
  });

  it('a client that is closed takes its deal with it, unless there is a contract', async () => {
    const { clientId, deal } = await deals.at('offer');
    const version = (await client(clientId))?.version ?? 0;
    await done((w) => closeClient(w, clientId, { version, as: 'archived', reason: 'Присоединена' }), head);
    expect(await dealCard(head, deal.id)).toMatchObject({ value: { outcome: 'lost', outcome_reason: 'Присоединена' } });
  });

  it('deals go with the client that changes hands, and to the successor of a leaver', async () => {
    const { clientId, deal } = await deals.at('offer');
    const colleague = deals.as.colleague.actor.employeeId ?? '';
    const version = (await client(clientId))?.version ?? 0;
    await done((w) => transferClient(w, clientId, { version, to_id: colleague, note: 'Отпуск' }), head);
    expect(await dealCard(deals.as.colleague, deal.id)).toMatchObject({ value: { owner_id: colleague } });
    const part = successionParts().find((one) => one.key === 'deals');
    const leaver = deals.as.colleague.actor.employeeId;
    if (leaver === null || part === undefined) throw new Error('the colleague is an employee');
    expect(await part.left(deals.market.context, leaver)).toEqual([{ key: 'live_deals', count: 1 }]);
    await done((w) => part.passOn(w, leaver, deals.manager, 'departure'), deals.market.context);
    expect(await dealCard(head, deal.id)).toMatchObject({ value: { owner_id: deals.manager } });
  });
});

describe('who works on deals', () => {
  it.each([
    ['its owner', () => deals.as.manager, 'work', true],
    ['the head', () => deals.as.head, 'work', true],
    ['a colleague who holds other clients', () => deals.as.colleague, 'not_found', false],
    ['a telemarketer', () => deals.as.caller, 'not_found', false],
    ['a project manager before acceptance', () => deals.as.deliverer, 'not_found', false],
  ] as const)('%s', async (_who, as, outcome, listed) => {
    const { clientId, deal, need } = await deals.at('solution');
    const results = [
      await dealCard(as(), deal.id),
      await clientDeals(as(), clientId),
      await write((w) => editDeal(w, deal.id, { title: 'Иначе' }), as()),
      await write((w) => loseDeal(w, deal.id, { reason: 'Нет', need: 'open', client: { to: 'work' } }), as()),
    ];
    expect(results.map((result) => (result.ok ? 'work' : result.code))).toEqual(results.map(() => outcome));
    expect(await write((w) => openDeal(w, clientId, { need_id: need.id }), as())).toMatchObject({ ok: listed });
    const list = await dealList(as(), { scope: 'live', limit: 200 });
    expect(list.ok && list.value.items.some((item) => item.client_id === clientId)).toBe(listed);
    const summary = await dealSummary(as(), { scope: 'live' });
    const count = list.ok ? list.value.count.value : -1;
    expect(summary).toMatchObject({ ok: true, value: { count } });
  });
});

it('the timeline tells the way of a deal', async () => {
  const { clientId } = await deals.at('offer');
  const timeline = await timelineOf(manager, clientId, { group: 'decisions' });
  const keys = timeline.ok ? timeline.value.items.map((item) => item.text_key) : [];
  expect(keys).toEqual(expect.arrayContaining(['deals.timeline.stage.solution', 'deals.timeline.evidence.solution']));
});

it('the owner of a deal works with its client even when somebody else holds it', async () => {
  const { clientId } = await deals.at('offer');
  const step = { client_id: clientId, kind: 'call', title: 'Звонок', due_on: '2026-11-30' } as const;
  const colleague = deals.as.colleague.actor.employeeId ?? '';
  await done((w) => planStep(w, step, { holder: { employeeId: colleague, via: 'handoff' } }), deals.market.context);
  expect(await reachOf(manager, clientId)).toBe('work');
});
