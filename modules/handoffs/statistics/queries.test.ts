import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptHandoff, returnHandoff, withdrawHandoff } from '../commands.ts';
import { handoffFlow, handoffList, pairStatistics } from '../queries.ts';
import { type TestRelay, testRelay } from '../test-relay.ts';

describe('how a pair has fared', () => {
  let relay: TestRelay;
  const at = (time: string) => `2026-11-23T${time}:00Z`;

  /** Two accepted at once, one returned and then accepted, one still waiting, one withdrawn, one long ago. */
  beforeAll(async () => {
    relay = await testRelay();
    const { market } = relay;
    const accept = async (id: string, time: string) =>
      market.done((w) => acceptHandoff(w, id), await relay.as(relay.manager, at(time)));
    await accept((await relay.offer(await relay.qualified())).id, '07:30');
    await accept((await relay.offer(await relay.qualified())).id, '09:00');
    const matter = await relay.qualified();
    const first = await relay.offer(matter);
    await market.done(
      (w) => returnHandoff(w, first.id, { code: 'wrong_contact' }),
      await relay.as(relay.manager, at('08:00')),
    );
    await relay.offer(matter, { from: await relay.as(relay.caller, at('08:30')) });
    await accept(first.id, '09:00');
    await relay.offer(await relay.qualified());
    const taken = await relay.offer(await relay.qualified());
    await market.done((w) => withdrawHandoff(w, taken.id), await relay.as(relay.caller));
    const old = await relay.offer(await relay.qualified());
    await accept(old.id, '08:00');
    const longAgo = { first_offered_at: '2024-11-25T07:00:00Z' };
    await market.context.db.updateTable('handoffs').set(longAgo).where('id', '=', old.id).execute();
  });
  afterAll(() => relay.close());

  const query = () => ({ kind: 'H1' as const, giver_id: relay.caller, receiver_id: relay.manager });

  it('is counted over twelve months, as n of N with its interval', async () => {
    const read = await pairStatistics(await relay.as(relay.manager), query());
    expect(read).toMatchObject({
      ok: true,
      value: {
        months: 12,
        pair: {
          offered: 5,
          answered: 3,
          accepted_first: { n: 2, of: 3 },
          returned: { n: 1, of: 3 },
          by_code: [{ code: 'wrong_contact', count: 1 }],
          median_minutes: 45,
        },
        positions: { answered: 3 },
        giver_total: { answered: 3 },
        receiver_total: { answered: 3 },
      },
    });
    const longer = await pairStatistics(await relay.as(relay.manager), { ...query(), months: 36 });
    expect(longer).toMatchObject({ value: { pair: { answered: 4 } } });
  });

  it('opens the records that were counted', async () => {
    const since = '2025-11-23T00:00:00Z';
    const head = await relay.as(relay.head);
    for (const [outcome, count] of [
      ['accepted_first', 2],
      ['returned', 1],
      ['accepted', 3],
      ['waiting_answer', 1],
      ['contract', 0],
    ] as const) {
      expect(await handoffList(head, { ...query(), since, outcome })).toMatchObject({
        value: { count: { value: count, exact: true } },
      });
    }
  });

  it('is for the two of them and for the head', async () => {
    for (const who of [relay.caller, relay.manager, relay.head]) {
      expect(await pairStatistics(await relay.as(who), query())).toMatchObject({ ok: true });
    }
    for (const who of [relay.colleague, relay.deliverer]) {
      expect(await pairStatistics(await relay.as(who), query())).toMatchObject({ code: 'not_found' });
    }
  });

  it('stands in the relay of the whole system, which is the head’s', async () => {
    expect(await handoffFlow(await relay.as(relay.head))).toMatchObject({
      value: {
        kinds: [
          { kind: 'H1', figures: { offered: 5, answered: 3 }, waiting_answer: 1, oldest_at: at('07:00'), disputed: 0 },
          { kind: 'H2', figures: { offered: 0 }, waiting_answer: 0, oldest_at: null },
        ],
        pairs: [{ kind: 'H1', giver: { id: relay.caller }, receiver: { id: relay.manager } }],
      },
    });
    expect(await handoffFlow(await relay.as(relay.manager))).toMatchObject({ code: 'not_found' });
  });
});
