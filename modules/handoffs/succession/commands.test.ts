import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clientById, reachOf } from '#modules/clients/queries.ts';
import { successionParts } from '#modules/structure/commands.ts';
import { type EmployeeId, newId } from '#shared/ids.ts';
import { acceptHandoff, disputeHandoff, returnHandoff, settleDispute } from '../commands.ts';
import type { Handoff } from '../contract.ts';
import { handoffCard } from '../queries.ts';
import { type Matter, type TestRelay, testRelay } from '../test-relay.ts';

let relay: TestRelay;
let matter: Matter;
let handoff: Handoff;

beforeAll(async () => {
  relay = await testRelay();
});
afterAll(() => relay.close());
beforeEach(async () => {
  const over = { state: 'withdrawn', due_at: null, closed_at: relay.market.context.now.toString() };
  await relay.market.context.db.updateTable('handoffs').set(over).where('closed_at', 'is', null).execute();
  matter = await relay.qualified();
  handoff = await relay.offer(matter);
});

const part = () => {
  const found = successionParts().find((known) => known.key === 'handoffs');
  if (found === undefined) throw new Error('not registered');
  return found;
};
const passOn = (from: EmployeeId, to: EmployeeId) =>
  relay.market.done((w) => part().passOn(w, from, to, 'departure'), {
    ...relay.market.context,
    now: Temporal.Instant.from('2026-11-24T10:00:00Z'),
  });
const left = (employeeId: EmployeeId) => part().left(relay.market.context, employeeId);
const card = async () => {
  const found = await handoffCard(await relay.as(relay.head), handoff.id);
  if (!found.ok) throw new Error(found.reason);
  return found.value;
};

describe('whoever leaves', () => {
  it('as receiver passes the answer on, with the time for it anew', async () => {
    expect(await left(relay.manager)).toEqual([{ key: 'handoffs_to_answer', count: 1 }]);
    await passOn(relay.manager, relay.colleague);
    expect(await left(relay.manager)).toEqual([]);
    expect(await card()).toMatchObject({
      state: 'offered',
      receiver: { id: relay.colleague },
      due_at: '2026-11-25T10:00:00Z',
    });
    expect(await reachOf(await relay.as(relay.manager), matter.clientId)).toBe('glance');
    const accepted = await relay.market.write((w) => acceptHandoff(w, handoff.id), await relay.as(relay.colleague));
    expect(accepted).toMatchObject({ ok: true });
    expect(await clientById(relay.market.context, matter.clientId)).toMatchObject({ holder_id: relay.colleague });
  });

  it('as giver passes the offer on', async () => {
    const heir = await relay.market.person(`Наследник ${newId()}`, 'telemarketer');
    expect(await left(relay.caller)).toEqual([{ key: 'handoffs_offered', count: 1 }]);
    await passOn(relay.caller, heir);
    expect(await card()).toMatchObject({ state: 'offered', giver: { id: heir } });
  });

  it('to the other side leaves nothing to hand over: the offer is withdrawn', async () => {
    await passOn(relay.caller, relay.manager);
    expect(await card()).toMatchObject({ state: 'withdrawn' });
  });

  it('as judge passes the dispute on', async () => {
    await relay.market.done((w) => returnHandoff(w, handoff.id, { code: 'duplicate' }), await relay.as(relay.manager));
    await relay.market.done((w) => disputeHandoff(w, handoff.id, { text: 'Не дубль' }), await relay.as(relay.caller));
    expect(await left(relay.head)).toEqual([{ key: 'disputes_to_settle', count: 1 }]);
    await passOn(relay.head, relay.deliverer);
    const settled = await relay.market.write(
      (w) => settleDispute(w, handoff.id, { verdict: 'upheld', text: 'Дубль' }),
      await relay.as(relay.deliverer),
    );
    expect(settled).toMatchObject({ ok: true, value: { state: 'upheld' } });
  });
});
