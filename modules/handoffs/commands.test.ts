import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { timelineOf } from '#modules/activities/queries.ts';
import { closeClient, transferClient } from '#modules/clients/holding/commands.ts';
import { clientById, lockClient, reachOf } from '#modules/clients/queries.ts';
import { recordJournal } from '#modules/journal/queries.ts';
import type { Context } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import { ok, refuse } from '#shared/result.ts';
import { acceptHandoff, offerAgain, offerHandoff, returnHandoff, withdrawHandoff } from './commands.ts';
import type { Handoff } from './contract.ts';
import { handoffCard, handoffList, handoffsToAnswer, myHandoffs, openHandoffOf, readinessOf } from './queries.ts';
import { relayOf } from './relay/queries.ts';
import { type Matter, READY, type TestRelay, testRelay } from './test-relay.ts';

let relay: TestRelay;
let asCaller: Context;
let asManager: Context;
let asColleague: Context;
let asDeliverer: Context;
let asHead: Context;

beforeAll(async () => {
  relay = await testRelay();
  asCaller = await relay.as(relay.caller);
  asManager = await relay.as(relay.manager);
  asColleague = await relay.as(relay.colleague);
  asDeliverer = await relay.as(relay.deliverer);
  asHead = await relay.as(relay.head);
});
afterAll(() => relay.close());

let matter: Matter;
beforeEach(async () => {
  relay.criteria = READY;
  relay.effect = async () => ok();
  matter = await relay.qualified();
});

const offer = () => relay.offer(matter);
const holderOf = async (clientId: string) => (await clientById(relay.market.context, clientId))?.holder_id;
const accept = (handoff: Handoff, from = asManager) =>
  relay.market.write((w) => acceptHandoff(w, handoff.id, { version: handoff.version }), from);
const giveBack = (handoff: Handoff, from = asManager) =>
  relay.market.done(
    (w) => returnHandoff(w, handoff.id, { version: handoff.version, code: 'incomplete', text: 'Нет графика' }),
    from,
  );

describe('offering', () => {
  it('freezes the package, tells the deadline, and leaves the client with the giver', async () => {
    const handoff = await offer();
    expect(handoff).toMatchObject({
      state: 'offered',
      round: 1,
      giver: { id: relay.caller },
      receiver: { id: relay.manager },
      due_at: '2026-11-24T07:00:00Z',
      limit_minutes: 480,
      criteria_met: 2,
      criteria_required: 2,
      seal: { intact: true, erased: 0 },
      escalates_to: { id: relay.head },
      silent_acceptance: false,
      allowed: { accept: false, withdraw: true },
    });
    expect(handoff.criteria[1]).toMatchObject({ key: 'contact', personal: 'Рогожин А. С., зам. главы' });
    expect(await holderOf(matter.clientId)).toBe(relay.caller);
  });

  it('opens the card to the receiver until it is over', async () => {
    expect(await reachOf(asManager, matter.clientId)).toBe('glance');
    const handoff = await offer();
    expect(await reachOf(asManager, matter.clientId)).toBe('card');
    await relay.market.done((w) => withdrawHandoff(w, handoff.id, { reason: 'Рано' }), asCaller);
    expect(await reachOf(asManager, matter.clientId)).toBe('glance');
  });

  it('that misses a required criterion is refused with the list, and nothing stays', async () => {
    relay.criteria = READY.map((criterion) => (criterion.key === 'contact' ? { ...criterion, met: false } : criterion));
    const refused = await relay.market.write(
      (w) => offerHandoff(w, { ...matter, kind: 'H1', receiverId: relay.manager }),
      asCaller,
    );
    expect(refused).toMatchObject({
      ok: false,
      reason: 'handoffs.criteria_missing',
      details: { missing: ['contact'] },
    });
    expect(await openHandoffOf(relay.market.context, 'H1', matter.subject)).toBeNull();
  });

  it('of one matter is under way once', async () => {
    await offer();
    const again = await relay.market.write((w) => offerHandoff(w, { ...matter, kind: 'H1' }), asCaller);
    expect(again).toMatchObject({ ok: false, reason: 'handoffs.already_offered', code: 'conflict' });
    const both = { ...(await relay.qualified()) };
    const raced = await Promise.all(
      [1, 2].map(() =>
        relay.market.write((w) => offerHandoff(w, { ...both, kind: 'H1', receiverId: relay.manager }), asCaller),
      ),
    );
    expect(raced.filter((one) => one.ok)).toHaveLength(1);
  });

  it('finds a receiver itself, and asks that both sides hold their functions', async () => {
    const handoff = await relay.market.done((w) => offerHandoff(w, { ...matter, kind: 'H1' }), asCaller);
    expect([relay.manager, relay.colleague]).toContain(handoff.receiver.id);
    const other = await relay.qualified();
    const wrong = await relay.market.write(
      (w) => offerHandoff(w, { ...other, kind: 'H1', receiverId: relay.deliverer }),
      asCaller,
    );
    expect(wrong).toMatchObject({ fields: [{ path: '/receiver_id', reason: 'handoffs.receiver_lacks_function' }] });
    const notMine = await relay.market.write(
      (w) => offerHandoff(w, { ...other, kind: 'H2', receiverId: relay.deliverer }),
      asCaller,
    );
    expect(notMine).toMatchObject({ reason: 'handoffs.giver_lacks_function' });
    const stranger = await relay.market.write((w) => offerHandoff(w, { ...other, kind: 'H1' }), asDeliverer);
    expect(stranger.ok).toBe(false);
  });

  it('shows live what is missing and who could receive', async () => {
    relay.criteria = [{ key: 'schedule', required: true, met: false, value: 'нет дат платежей 3 и 4' }];
    const readiness = await readinessOf(asCaller, 'H1', matter.clientId, matter.subject);
    expect(readiness).toMatchObject({
      value: { ready: false, missing: ['schedule'], deadline_days: 1, giver: { id: relay.caller }, open_id: null },
    });
    if (!readiness.ok) throw new Error('no readiness');
    expect(readiness.value.receivers.map((one) => one.employee_id).toSorted()).toEqual(
      [relay.manager, relay.colleague].toSorted(),
    );
    expect(readiness.value.receivers.filter((one) => one.chosen)).toHaveLength(1);
  });
});

describe('accepting', () => {
  it('passes the client at that instant, with everything that follows, in one transaction', async () => {
    let opened: unknown;
    relay.effect = async (_w, handoff) => {
      opened = { data: handoff.package.data, phone: handoff.package.personal?.phone?.value };
      return ok();
    };
    const handoff = await offer();
    const accepted = await accept(handoff);
    expect(accepted).toMatchObject({
      ok: true,
      value: { state: 'accepted', accepted_by: { id: relay.manager }, due_at: null },
    });
    expect(opened).toEqual({ data: { lamps: 1870 }, phone: '+79130000000' });
    expect(await clientById(relay.market.context, matter.clientId)).toMatchObject({
      holder_id: relay.manager,
      state: 'in_development',
    });
  });

  it('is refused together with an effect that refuses', async () => {
    relay.effect = async () => refuse('handoffs.not_yours');
    const handoff = await offer();
    expect(await accept(handoff)).toMatchObject({ ok: false, reason: 'handoffs.not_yours' });
    expect(await holderOf(matter.clientId)).toBe(relay.caller);
    expect(await openHandoffOf(relay.market.context, 'H1', matter.subject)).toMatchObject({ state: 'offered' });
  });

  it('twice is refused, and by two at once is done by one', async () => {
    const handoff = await offer();
    const outcomes = await Promise.all([accept(handoff), accept(handoff)]);
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(outcomes.find((outcome) => !outcome.ok)).toMatchObject({
      reason: 'handoffs.already_accepted',
      code: 'conflict',
    });
    const holdings = await relay.market.context.db
      .selectFrom('v_client_holdings')
      .selectAll()
      .where('client_id', '=', matter.clientId)
      .where('until_at', 'is', null)
      .execute();
    expect(holdings).toHaveLength(1);
  });

  it('of an offer that has changed meanwhile shows both versions', async () => {
    const handoff = await offer();
    const stale = await relay.market.write(
      (w) => acceptHandoff(w, handoff.id, { version: handoff.version + 1 }),
      asManager,
    );
    expect(stale).toMatchObject({ reason: 'app.stale_version', details: { theirs: { id: handoff.id } } });
  });

  it('is the receiver’s alone', async () => {
    const handoff = await offer();
    for (const from of [asCaller, asHead]) {
      expect(await accept(handoff, from)).toMatchObject({ code: 'forbidden', reason: 'handoffs.not_yours' });
    }
    for (const from of [asColleague, asDeliverer])
      expect(await accept(handoff, from)).toMatchObject({ code: 'not_found' });
  });
});

describe('returning', () => {
  it('keeps the round with its code, and the giver offers the next one with the package as it now is', async () => {
    const returned = await giveBack(await offer());
    expect(returned).toMatchObject({
      state: 'returned',
      last_return: { code: 'incomplete', text: 'Нет графика' },
      dispute_until: '2026-11-25T07:00:00Z',
    });
    expect(await holderOf(matter.clientId)).toBe(relay.caller);
    relay.criteria = [...READY, { key: 'schedule', required: true, met: true, value: 'есть' }];
    const offered = await relay.market.done(
      (w) => offerAgain(w, returned.id, { version: returned.version, note: 'Дописал график' }),
      asCaller,
    );
    expect(offered).toMatchObject({ state: 'offered', round: 2, note: 'Дописал график', criteria_required: 3 });
    expect(offered.rounds.map((round) => [round.round, round.answer, round.return_code])).toEqual([
      [1, 'returned', 'incomplete'],
      [2, null, null],
    ]);
    expect(await accept(offered)).toMatchObject({ ok: true, value: { state: 'accepted', round: 2 } });
  });

  it('by the same call as the first offer goes on with the next round', async () => {
    await giveBack(await offer());
    expect(await offer()).toMatchObject({ round: 2, state: 'offered' });
  });

  it('«other» without words is refused', async () => {
    const handoff = await offer();
    const refused = await relay.market.write(
      (w) => returnHandoff(w, handoff.id, { code: 'other', text: '  ' }),
      asManager,
    );
    expect(refused).toMatchObject({ fields: [{ path: '/text', reason: 'handoffs.return_text_required' }] });
  });

  it('may go on to another receiver', async () => {
    const returned = await giveBack(await offer());
    const offered = await relay.market.done(
      (w) => offerAgain(w, returned.id, { receiverId: relay.colleague }),
      asCaller,
    );
    expect(offered.receiver.id).toBe(relay.colleague);
    expect(await reachOf(asManager, matter.clientId)).toBe('glance');
    expect(await accept(offered, asColleague)).toMatchObject({ ok: true });
  });
});

describe('withdrawing', () => {
  it('is the giver’s and the head’s, and frees the matter for a new offer', async () => {
    const handoff = await offer();
    expect(await relay.market.write((w) => withdrawHandoff(w, handoff.id), asManager)).toMatchObject({
      code: 'forbidden',
    });
    const withdrawn = await relay.market.done(
      (w) => withdrawHandoff(w, handoff.id, { reason: 'Клиент закрылся' }),
      asHead,
    );
    expect(withdrawn).toMatchObject({ state: 'withdrawn', closing_note: 'Клиент закрылся' });
    expect(await accept(handoff)).toMatchObject({ reason: 'handoffs.already_withdrawn' });
    expect(await offer()).toMatchObject({ round: 1, state: 'offered' });
  });
});

describe('a self-check', () => {
  it('has the same criteria, no second person, and is not counted among what waits', async () => {
    await relay.market.context.db
      .updateTable('assignments')
      .set({ position_id: asManager.actor.positions[0]?.id ?? '' })
      .where('function', '=', 'qualification')
      .execute();
    try {
      const own = await relay.signed();
      const checker = await relay.as(relay.manager);
      relay.criteria = READY.map((criterion) => ({ ...criterion, met: false }));
      const missing = await relay.market.write((w) => offerHandoff(w, { ...own, kind: 'H1' }), checker);
      expect(missing).toMatchObject({ reason: 'handoffs.criteria_missing' });
      relay.criteria = READY;
      const checked = await relay.market.done((w) => offerHandoff(w, { ...own, kind: 'H1' }), checker);
      expect(checked).toMatchObject({ state: 'accepted', self_check: true, due_at: null });
      expect(await holderOf(own.clientId)).toBe(relay.manager);
      expect(await handoffList(asHead, { outcome: 'accepted', client_id: own.clientId })).toMatchObject({
        value: { items: [] },
      });
    } finally {
      await relay.market.context.db
        .updateTable('assignments')
        .set({ position_id: asCaller.actor.positions[0]?.id ?? '' })
        .where('function', '=', 'qualification')
        .execute();
    }
  });
});

describe('a client that changes', () => {
  it('hands takes its offer along to the new giver', async () => {
    const second = await relay.market.person('Орлова Нина', 'telemarketer');
    const handoff = await offer();
    const { version } = await relay.market.done((w) => lockClient(w, matter.clientId));
    await relay.market.done(
      (w) => transferClient(w, matter.clientId, { version, to_id: second, note: 'Её область' }),
      asHead,
    );
    expect(await handoffCard(asHead, handoff.id)).toMatchObject({ value: { state: 'offered', giver: { id: second } } });
  });

  it('is closed makes its offers void', async () => {
    const handoff = await offer();
    const { version } = await relay.market.done((w) => lockClient(w, matter.clientId));
    await relay.market.done(
      (w) => closeClient(w, matter.clientId, { version, as: 'archived', reason: 'Ликвидирован' }),
      asCaller,
    );
    expect(await handoffCard(asHead, handoff.id)).toMatchObject({
      value: { state: 'void', closing_note: 'Ликвидирован' },
    });
    expect(await accept(handoff, asManager)).toMatchObject({ ok: false });
  });
});

describe('lists', () => {
  it('show each what waits for them', async () => {
    const handoff = await offer();
    const others = await myHandoffs(asManager);
    expect(others.ok && others.value.to_answer.map((item) => item.id)).toContain(handoff.id);
    expect((await handoffsToAnswer(asManager)).map((item) => item.id)).toContain(handoff.id);
    const own = await myHandoffs(asCaller);
    expect(own.ok && own.value.offered.map((item) => item.id)).toContain(handoff.id);
    const returned = await giveBack(handoff);
    const after = await myHandoffs(asCaller);
    expect(after.ok && after.value.returned.map((item) => item.id)).toContain(returned.id);
    const stranger = await myHandoffs(asDeliverer);
    expect(stranger.ok && [...stranger.value.to_answer, ...stranger.value.offered]).toEqual([]);
  });

  it('page through hand-offs within reach, newest first', async () => {
    const first = await market50(asHead);
    expect(first.items.length).toBe(2);
    const next = await handoffList(asHead, { limit: 2, cursor: first.next_cursor ?? '' });
    expect(next.ok && next.value.items[0]?.id).not.toBe(first.items[0]?.id);
    expect(await handoffList(asDeliverer, {})).toMatchObject({
      value: { items: [], count: { value: 0, exact: true } },
    });
    expect(await handoffList(asHead, { cursor: 'rubbish' })).toMatchObject({ code: 'invalid_input' });
  });
  const market50 = async (from: Context) => {
    const page = await handoffList(from, { limit: 2 });
    if (!page.ok) throw new Error(page.reason);
    return page.value;
  };
});

describe('what stays', () => {
  it('is the journal of every move, the timeline and the relay of the client', async () => {
    const returned = await giveBack(await offer());
    const offered = await relay.market.done((w) => offerAgain(w, returned.id, {}), asCaller);
    const later = await relay.as(relay.manager, '2026-11-23T09:30:00Z');
    expect(await accept(offered, later)).toMatchObject({ ok: true });
    const journal = await recordJournal(asManager, 'handoff', offered.id, {});
    expect(journal.ok && journal.value.items.map((entry) => entry.action)).toEqual([
      'handoff.accepted',
      'handoff.offered',
      'handoff.returned',
      'handoff.offered',
    ]);
    const timeline = await timelineOf(asManager, matter.clientId, { group: 'decisions' });
    expect(timeline.ok && timeline.value.items.map((item) => item.text_key).toSorted()).toEqual([
      'handoffs.line.accepted',
      'handoffs.line.returned',
    ]);
    const carried = await relayOf(asManager, matter.clientId);
    expect(carried.ok && carried.value.items.map((line) => line.what).toSorted()).toEqual([
      'accepted',
      'returned',
      'taken',
    ]);
    expect(await relayOf(asDeliverer, matter.clientId)).toMatchObject({ code: 'not_found' });
    expect(await handoffCard(asDeliverer, offered.id)).toMatchObject({ code: 'not_found' });
    expect(await handoffCard(asHead, newId())).toMatchObject({ code: 'not_found' });
  });
});
