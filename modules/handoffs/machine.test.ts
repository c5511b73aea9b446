import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { closeClient } from '#modules/clients/holding/commands.ts';
import { lockClient } from '#modules/clients/queries.ts';
import type { Context, WriteContext } from '#platform/context.ts';
import type { Result } from '#shared/result.ts';
import {
  acceptHandoff,
  disputeHandoff,
  offerAgain,
  offerHandoff,
  returnHandoff,
  settleDispute,
  sweepHandoffs,
  withdrawHandoff,
} from './commands.ts';
import { RETURN_CODES } from './rules.ts';
import { type Matter, READY, type TestRelay, testRelay } from './test-relay.ts';

let relay: TestRelay;
let actors: Context[];

beforeAll(async () => {
  relay = await testRelay();
  const people = [relay.caller, relay.manager, relay.colleague, relay.deliverer, relay.head];
  actors = await Promise.all(people.map((id) => relay.as(id)));
});
afterAll(() => relay.close());

type Step = (context: WriteContext, matter: Matter, id: string) => Promise<Result<unknown>>;

const moves: Record<string, Step> = {
  offer: (w, matter) => offerHandoff(w, { ...matter, kind: 'H1' }),
  'offer to the manager': (w, matter) => offerHandoff(w, { ...matter, kind: 'H1', receiverId: relay.manager }),
  'offer again': (w, _matter, id) => offerAgain(w, id, {}),
  accept: (w, _matter, id) => acceptHandoff(w, id),
  return: (w, _matter, id) => returnHandoff(w, id, { code: 'incomplete' }),
  withdraw: (w, _matter, id) => withdrawHandoff(w, id),
  dispute: (w, _matter, id) => disputeHandoff(w, id, { text: 'Всё есть' }),
  'settle as accepted': (w, _matter, id) => settleDispute(w, id, { verdict: 'accepted', text: 'Принять' }),
  'uphold the return': (w, _matter, id) => settleDispute(w, id, { verdict: 'upheld', text: 'Вернуть' }),
  sweep: (w) => sweepHandoffs(w),
};
const close: Step = async (w, { clientId }) => {
  const client = await lockClient(w, clientId);
  if (!client.ok) return client;
  return closeClient(w, clientId, { version: client.value.version, as: 'archived', reason: 'Ликвидирован' });
};

/** What ends a life early comes rarely, what leads deep into the machine often. */
const WEIGHT: Record<string, number> = { accept: 1, withdraw: 1, sweep: 1, return: 4, dispute: 4 };
/** Whose move it is when everything goes its way, as a place in `actors`; anybody else tries it now and then. */
const USUAL: Record<string, number> = { accept: 1, return: 1, 'settle as accepted': 4, 'uphold the return': 4 };
const command = fc.record({
  move: fc.oneof(...Object.keys(moves).map((move) => ({ arbitrary: fc.constant(move), weight: WEIGHT[move] ?? 2 }))),
  by: fc.oneof({ arbitrary: fc.constant(null), weight: 4 }, { arbitrary: fc.nat(4), weight: 1 }),
  ready: fc.oneof({ arbitrary: fc.constant(true), weight: 4 }, { arbitrary: fc.constant(false), weight: 1 }),
  hours: fc.nat(30),
  onLatest: fc.boolean(),
});
const life = fc.record({ commands: fc.array(command, { minLength: 6, maxLength: 18 }), closed: fc.boolean() });

type Life = typeof life extends fc.Arbitrary<infer T> ? T : never;

async function run({ commands, closed }: Life): Promise<void> {
  const matter = await relay.qualified();
  const { db } = relay.market.context;
  let now = relay.market.context.now;
  for (const { move, by, ready, hours, onLatest } of commands) {
    now = now.add({ hours });
    relay.criteria = ready ? READY : READY.map((criterion) => ({ ...criterion, met: false }));
    const known = await db
      .selectFrom('handoffs')
      .select('id')
      .where('client_id', '=', matter.clientId)
      .orderBy('id')
      .execute();
    const id = (onLatest ? known.at(-1) : known[0])?.id ?? matter.subject.id;
    await relay.market.write((w) => moves[move]?.(w, matter, id) ?? Promise.reject(), {
      ...(actors[by ?? USUAL[move] ?? 0] ?? relay.market.context),
      now,
    });
    await holds(matter);
  }
  if (closed) {
    await relay.market.write((w) => close(w, matter, ''), { ...relay.market.context, now });
    await holds(matter);
  }
}

/** What must be true of a client in the relay after every move, whoever made it and whether it succeeded or was refused. */
async function holds({ clientId }: Matter): Promise<void> {
  const { db } = relay.market.context;
  const client = await db
    .selectFrom('v_clients')
    .select(['holder_id', 'state'])
    .where('id', '=', clientId)
    .executeTakeFirstOrThrow();
  const current = await db
    .selectFrom('v_client_holdings')
    .select('employee_id')
    .where('client_id', '=', clientId)
    .where('until_at', 'is', null)
    .execute();
  const handoffs = await db.selectFrom('handoffs').selectAll().where('client_id', '=', clientId).execute();
  const rounds = await db
    .selectFrom('handoff_rounds as r')
    .innerJoin('handoffs as h', 'h.id', 'r.handoff_id')
    .selectAll('r')
    .where('h.client_id', '=', clientId)
    .execute();
  const open = handoffs.filter((handoff) => handoff.closed_at === null);

  expect(current.map((holding) => holding.employee_id)).toEqual(client.state === 'archived' ? [] : [client.holder_id]);
  expect(open.length).toBeLessThanOrEqual(client.state === 'archived' ? 0 : 1);
  for (const handoff of open) expect(client.holder_id).toBe(handoff.giver_id);
  for (const round of rounds) {
    const criteria = round.criteria as { required: boolean; met: boolean }[];
    expect(criteria.filter((criterion) => criterion.required && !criterion.met)).toEqual([]);
    if (round.answer === 'returned') expect(RETURN_CODES).toContain(round.return_code);
  }
  for (const handoff of handoffs) {
    expect(rounds.filter((round) => round.handoff_id === handoff.id).length).toBe(handoff.round);
    const answered = rounds.find((round) => round.handoff_id === handoff.id && round.round === handoff.round);
    if (handoff.state === 'offered') expect(answered?.answer).toBeNull();
    if (handoff.state === 'accepted') expect(['accepted', 'returned']).toContain(answered?.answer);
  }
}

it('whatever anybody tries in whatever order, a client has one holder, and one offer at most, and never an unready one', async () => {
  await fc.assert(fc.asyncProperty(life, run), { numRuns: 60, endOnFailure: true });
}, 120_000);
