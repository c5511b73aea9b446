import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clientById } from '#modules/clients/queries.ts';
import { record } from '#modules/journal/commands.ts';
import { ok, refuse } from '#shared/result.ts';
import { acceptHandoff, offerAgain, returnHandoff, sweepHandoffs } from '../commands.ts';
import { handoffCard, handoffList, myHandoffs } from '../queries.ts';
import { type Matter, READY, type TestRelay, testRelay } from '../test-relay.ts';

let relay: TestRelay;
let matter: Matter;

beforeAll(async () => {
  relay = await testRelay();
});
afterAll(() => relay.close());
beforeEach(async () => {
  relay.criteria = READY;
  relay.effect = async () => ok();
  const { db } = relay.market.context;
  await db.deleteFrom('absences').execute();
  const over = { state: 'withdrawn', due_at: null, overdue_at: null, closed_at: relay.market.context.now.toString() };
  await db.updateTable('handoffs').set(over).where('closed_at', 'is', null).execute();
  matter = await relay.qualified();
});

const sweepAt = (at: string) =>
  relay.market.done(sweepHandoffs, { ...relay.market.context, now: Temporal.Instant.from(at) });
const norm = (key: string, value: number) =>
  relay.market.context.db.updateTable('norms').set({ value }).where('key', '=', key).execute();
const card = async (id: string) => {
  const found = await handoffCard(await relay.as(relay.head), id);
  if (!found.ok) throw new Error(found.reason);
  return found.value;
};

describe('a late answer', () => {
  it('is flagged once, escalates to the head, and takes nothing away from the receiver', async () => {
    const handoff = await relay.offer(matter);
    expect(await sweepAt('2026-11-24T07:00:00Z')).toEqual({ overdue: 0, accepted: 0 });
    expect(await sweepAt('2026-11-24T07:00:01Z')).toEqual({ overdue: 1, accepted: 0 });
    expect(await sweepAt('2026-11-25T07:00:00Z')).toEqual({ overdue: 0, accepted: 0 });
    const entries = await relay.market.context.db
      .selectFrom('journal_entries')
      .select('action')
      .where('subject_id', '=', handoff.id)
      .where('action', '=', 'handoff.overdue')
      .execute();
    expect(entries).toHaveLength(1);
    const head = await myHandoffs(await relay.as(relay.head, '2026-11-24T12:00:00Z'));
    expect(head).toMatchObject({ value: { overdue: [{ id: handoff.id, overdue: true }] } });
    const late = await relay.as(relay.manager, '2026-11-26T08:00:00Z');
    expect(
      await relay.market.write((w) => acceptHandoff(w, handoff.id, { version: handoff.version }), late),
    ).toMatchObject({ ok: true });
    const after = await myHandoffs(await relay.as(relay.head, '2026-11-26T12:00:00Z'));
    expect(after).toMatchObject({ value: { overdue: [] } });
  });

  it('counts neither the weekend nor a holiday', async () => {
    const friday = await relay.as(relay.caller, '2026-12-30T08:00:00Z');
    const handoff = await relay.offer(matter, { from: friday });
    expect(handoff.due_at).toBe('2027-01-11T08:00:00Z');
    expect(await sweepAt('2027-01-10T20:00:00Z')).toEqual({ overdue: 0, accepted: 0 });
    expect(await sweepAt('2027-01-11T08:00:01Z')).toMatchObject({ overdue: 1 });
  });

  it('begins anew with the next round', async () => {
    const handoff = await relay.offer(matter);
    const manager = await relay.as(relay.manager, '2026-11-24T06:30:00Z');
    await relay.market.done((w) => returnHandoff(w, handoff.id, { code: 'incomplete' }), manager);
    expect(await sweepAt('2026-11-24T07:00:01Z')).toEqual({ overdue: 0, accepted: 0 });
    const caller = await relay.as(relay.caller, '2026-11-24T08:00:00Z');
    const again = await relay.market.done((w) => offerAgain(w, handoff.id, {}), caller);
    expect(again.due_at).toBe('2026-11-25T08:00:00Z');
    expect(await sweepAt('2026-11-25T08:00:01Z')).toMatchObject({ overdue: 1 });
  });

  it('of a hand-off to delivery is due in three working days', async () => {
    const handoff = await relay.offer(await relay.signed(), { kind: 'H2' });
    expect(handoff.due_at).toBe('2026-11-26T07:00:00Z');
  });
});

describe('silence', () => {
  it('is no consent by default', async () => {
    const handoff = await relay.offer(matter);
    await sweepAt('2026-11-24T12:00:00Z');
    expect(await card(handoff.id)).toMatchObject({ state: 'offered', silent_acceptance: false });
  });

  it('is consent where the norm says so, and never counts as accepted at the first offer', async () => {
    await norm('handoff.silent_acceptance_h1', 1);
    const handoff = await relay.offer(matter);
    expect(handoff.silent_acceptance).toBe(true);
    expect(await sweepAt('2026-11-24T12:00:00Z')).toMatchObject({ accepted: 1 });
    expect(await card(handoff.id)).toMatchObject({ state: 'accepted', accepted_silently: true, accepted_by: null });
    expect(await clientById(relay.market.context, matter.clientId)).toMatchObject({ holder_id: relay.manager });
    const head = await relay.as(relay.head);
    const query = { client_id: matter.clientId };
    expect(await handoffList(head, { ...query, outcome: 'accepted_first' })).toMatchObject({ value: { items: [] } });
    expect(await handoffList(head, { ...query, outcome: 'accepted' })).toMatchObject({
      value: { items: [{ id: handoff.id }] },
    });
    await norm('handoff.silent_acceptance_h1', 0);
  });

  it('is never consent at the hand-off to delivery', async () => {
    await norm('handoff.silent_acceptance_h1', 1);
    const handoff = await relay.offer(await relay.signed(), { kind: 'H2' });
    await sweepAt('2026-12-01T12:00:00Z');
    expect(await card(handoff.id)).toMatchObject({ state: 'offered', silent_acceptance: false });
    await norm('handoff.silent_acceptance_h1', 0);
  });

  it('against which an effect speaks is a late answer like any other', async () => {
    await norm('handoff.silent_acceptance_h1', 1);
    relay.effect = async (write) => {
      await record(write, { action: 'project.opened', subject: { kind: 'client', id: matter.clientId } });
      return refuse('handoffs.not_yours');
    };
    const [refused, other] = [await relay.offer(matter), await relay.offer(await relay.qualified())];
    expect(await sweepAt('2026-11-24T12:00:00Z')).toEqual({ overdue: 2, accepted: 0 });
    for (const { id } of [refused, other]) expect(await card(id)).toMatchObject({ state: 'offered', overdue: false });
    expect(await clientById(relay.market.context, matter.clientId)).toMatchObject({ holder_id: relay.caller });
    const told = relay.market.context.db.selectFrom('journal_entries').where('action', '=', 'project.opened');
    expect(await told.selectAll().execute()).toEqual([]);
    await norm('handoff.silent_acceptance_h1', 0);
  });
});

describe('an absent receiver', () => {
  it('is answered for by the deputy, in the deputy’s working time', async () => {
    await relay.away(relay.manager, relay.colleague, '2026-11-23', '2026-12-11');
    const handoff = await relay.offer(matter);
    expect(handoff).toMatchObject({ due_at: '2026-11-24T07:00:00Z', deputy: { id: relay.colleague } });
    const deputy = await relay.as(relay.colleague);
    expect(await myHandoffs(deputy)).toMatchObject({
      value: { to_answer: [{ id: handoff.id, allowed: { accept: true } }] },
    });
    const accepted = await relay.market.done((w) => acceptHandoff(w, handoff.id), deputy);
    expect(accepted).toMatchObject({ receiver: { id: relay.manager }, accepted_by: { id: relay.colleague } });
    expect(await clientById(relay.market.context, matter.clientId)).toMatchObject({ holder_id: relay.manager });
  });

  it('is not answered for by the giver, though the giver deputises', async () => {
    await relay.away(relay.manager, relay.caller, '2026-11-23', '2026-12-11');
    const handoff = await relay.offer(matter);
    const giver = await relay.as(relay.caller);
    expect(await relay.market.write((w) => acceptHandoff(w, handoff.id), giver)).toMatchObject({ code: 'forbidden' });
  });

  it('who answers nevertheless may', async () => {
    await relay.away(relay.manager, relay.colleague, '2026-11-23', '2026-12-11');
    const handoff = await relay.offer(matter);
    expect(await relay.market.write((w) => acceptHandoff(w, handoff.id), await relay.as(relay.manager))).toMatchObject({
      ok: true,
    });
  });
});
