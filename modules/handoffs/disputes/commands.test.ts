import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clientById } from '#modules/clients/queries.ts';
import type { Context } from '#platform/context.ts';
import { disputeHandoff, offerAgain, returnHandoff, settleDispute } from '../commands.ts';
import type { Handoff } from '../contract.ts';
import { myHandoffs, pairStatistics } from '../queries.ts';
import { relayOf } from '../relay/queries.ts';
import { type Matter, type TestRelay, testRelay } from '../test-relay.ts';

let relay: TestRelay;
let matter: Matter;
let returned: Handoff;
let asCaller: Context;
let asManager: Context;
let asHead: Context;

beforeAll(async () => {
  relay = await testRelay();
  asCaller = await relay.as(relay.caller);
  asManager = await relay.as(relay.manager);
  asHead = await relay.as(relay.head);
});
afterAll(() => relay.close());
beforeEach(async () => {
  matter = await relay.qualified();
  const { id } = await relay.offer(matter);
  returned = await relay.market.done(
    (w) => returnHandoff(w, id, { code: 'relevance_unproven', text: 'Нет приложения 7' }),
    asManager,
  );
});

const dispute = (from = asCaller) =>
  relay.market.write((w) => disputeHandoff(w, returned.id, { text: 'Приложение 7 лежит в файлах' }), from);
const settle = (verdict: 'accepted' | 'upheld', from = asHead) =>
  relay.market.write((w) => settleDispute(w, returned.id, { verdict, text: 'Смотрел файлы' }), from);

describe('a disputed return', () => {
  it('goes to the head, and nobody else may move it', async () => {
    expect(await dispute(asManager)).toMatchObject({ code: 'forbidden' });
    expect(await dispute()).toMatchObject({
      ok: true,
      value: { state: 'disputed', arbiter: { id: relay.head }, dispute_text: 'Приложение 7 лежит в файлах' },
    });
    expect(await dispute()).toMatchObject({ reason: 'handoffs.already_disputed' });
    for (const from of [asCaller, asManager])
      expect(await settle('accepted', from)).toMatchObject({ code: 'forbidden' });
    expect(await relay.market.write((w) => offerAgain(w, returned.id, {}), asCaller)).toMatchObject({
      reason: 'handoffs.already_disputed',
    });
    const head = await myHandoffs(asHead);
    expect(head.ok && head.value.disputes.map((item) => item.id)).toContain(returned.id);
  });

  it('settled as accepted passes the client, though never as accepted at the first offer', async () => {
    await dispute();
    expect(await settle('accepted')).toMatchObject({
      ok: true,
      value: { state: 'accepted', settled_by: { id: relay.head }, settlement: 'Смотрел файлы' },
    });
    expect(await clientById(relay.market.context, matter.clientId)).toMatchObject({ holder_id: relay.manager });
    const figures = await pairStatistics(asHead, { kind: 'H1', giver_id: relay.caller, receiver_id: relay.manager });
    expect(figures).toMatchObject({ value: { pair: { accepted_first: { n: 0 } } } });
    const lines = await relayOf(asManager, matter.clientId);
    expect(lines.ok && lines.value.items.map((line) => line.what)).toEqual(
      expect.arrayContaining(['returned', 'settled']),
    );
  });

  it('upheld leaves the client with the giver, who may offer the matter anew', async () => {
    await dispute();
    expect(await settle('upheld')).toMatchObject({ ok: true, value: { state: 'upheld' } });
    expect(await clientById(relay.market.context, matter.clientId)).toMatchObject({ holder_id: relay.caller });
    expect(await settle('accepted')).toMatchObject({ reason: 'handoffs.already_upheld' });
    const anew = await relay.offer(matter);
    expect(anew).toMatchObject({ round: 1, state: 'offered' });
    expect(anew.id).not.toBe(returned.id);
  });

  it('is too late after two working days', async () => {
    const late = await relay.as(relay.caller, '2026-11-25T07:00:01Z');
    expect(await dispute(late)).toMatchObject({ ok: false, reason: 'handoffs.dispute_too_late' });
    const inTime = await relay.as(relay.caller, '2026-11-25T07:00:00Z');
    expect(await dispute(inTime)).toMatchObject({ ok: true });
  });
});

describe('where the head is a party', () => {
  it('the arbiter named in the structure settles it, and without one it is refused', async () => {
    const own = await relay.qualified();
    const { id } = await relay.offer(own, { to: relay.colleague });
    await relay.market.done((w) => returnHandoff(w, id, { code: 'duplicate' }), await relay.as(relay.colleague));
    // As after a succession: the head has taken the receiver's place in this hand-off.
    await relay.market.context.db
      .updateTable('handoffs')
      .set({ receiver_id: relay.head })
      .where('id', '=', id)
      .execute();
    const refused = await relay.market.write((w) => disputeHandoff(w, id, { text: 'Не дубль' }), asCaller);
    expect(refused).toMatchObject({ ok: false, reason: 'handoffs.no_arbiter' });
    await relay.market.context.db.updateTable('sales_systems').set({ arbiter_id: relay.deliverer }).execute();
    const disputed = await relay.market.write((w) => disputeHandoff(w, id, { text: 'Не дубль' }), asCaller);
    expect(disputed).toMatchObject({ ok: true, value: { arbiter: { id: relay.deliverer } } });
    const byHead = await relay.market.write((w) => settleDispute(w, id, { verdict: 'upheld', text: 'Дубль' }), asHead);
    expect(byHead).toMatchObject({ code: 'forbidden' });
    const arbiter = await relay.as(relay.deliverer);
    expect(
      await relay.market.write((w) => settleDispute(w, id, { verdict: 'upheld', text: 'Дубль' }), arbiter),
    ).toMatchObject({ ok: true });
  });
});
