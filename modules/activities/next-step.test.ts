import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { transferClient } from '#modules/clients/holding/commands.ts';
import { clientById, lockClient } from '#modules/clients/queries.ts';
import { type TestMarket, testMarket } from '#modules/clients/test-market.ts';
import type { Context, WriteContext } from '#platform/context.ts';
import { type EmployeeId, newId } from '#shared/ids.ts';
import type { Result } from '#shared/result.ts';
import { cancelStep, finishStep, planStep, postponeStep, recordTouch, registerActivities } from './commands.ts';
import { openStepsOf } from './queries.ts';
import { byUrgency } from './rules.ts';

registerActivities();

let market: TestMarket;
let people: EmployeeId[];
let contexts: Context[];

beforeAll(async () => {
  market = await testMarket();
  people = [
    await market.person('Лыткин Андрей', 'development_manager'),
    await market.person('Сухих Марина', 'development_manager'),
    await market.person('Ермолаев Виктор', 'head'),
  ];
  contexts = await Promise.all(people.map((id) => market.as(id)));
});
afterAll(() => market.close());

const day = (offset: number) => Temporal.PlainDate.from('2026-11-23').add({ days: offset }).toString();
const next = (offset: number) => ({ kind: 'call', title: `Через ${offset}`, due_on: day(offset) }) as const;

type Move = (
  w: WriteContext,
  of: { clientId: string; stepId: string; offset: number; other: EmployeeId },
) => Promise<Result<unknown>>;
const moves: Record<string, Move> = {
  plan: (w, { clientId, offset }) => planStep(w, { ...next(offset), client_id: clientId }),
  finish: (w, { stepId }) => finishStep(w, stepId, { outcome: 'Сделано' }),
  'finish with a next': (w, { stepId, offset }) => finishStep(w, stepId, { outcome: 'Сделано', next: next(offset) }),
  postpone: (w, { stepId, offset }) => postponeStep(w, stepId, { due_on: day(offset), reason: 'Занят' }),
  cancel: (w, { stepId }) => cancelStep(w, stepId, { reason: 'Не нужен' }),
  touch: (w, { clientId, offset }) =>
    recordTouch(w, { client_id: clientId, kind: 'call', summary: 'Говорили', next: next(offset) }),
  transfer: async (w, { clientId, other }) => {
    const client = await lockClient(w, clientId);
    return client.ok
      ? transferClient(w, clientId, { version: client.value.version, to_id: other, note: 'Ей' })
      : client;
  },
};

const commands = fc.array(
  fc.record({
    move: fc.constantFrom(...Object.keys(moves)),
    by: fc.nat(2),
    step: fc.nat(5),
    offset: fc.integer({ min: -3, max: 40 }),
  }),
  { minLength: 4, maxLength: 14 },
);

it('whatever is done, a client in work has the most urgent open step of its holder as its next one', async () => {
  await fc.assert(
    fc.asyncProperty(commands, async (list) => {
      const { id: clientId } = await market.client(`Администрация ${newId()}`);
      const [first, second] = people;
      if (first === undefined || second === undefined) throw new Error('nobody');
      const holder = { employeeId: first, via: 'taken' } as const;
      await market.done((w) => planStep(w, { ...next(1), client_id: clientId }, { holder, developing: true }));
      for (const { move, by, step, offset } of list) {
        const open = (await Promise.all(people.map((id) => openStepsOf(market.context, id))))
          .flat()
          .filter((one) => one.client_id === clientId);
        const stepId = open[step % Math.max(1, open.length)]?.id ?? clientId;
        const client = await clientById(market.context, clientId);
        const other = client?.holder_id === first ? second : first;
        await market.write(
          (w) => moves[move]?.(w, { clientId, stepId, offset, other }) ?? Promise.reject(),
          contexts[by],
        );
        await holds(clientId);
      }
    }),
    { numRuns: 30, endOnFailure: true },
  );
}, 120_000);

async function holds(clientId: string): Promise<void> {
  const client = await clientById(market.context, clientId);
  if (client?.holder_id == null) throw new Error('the client has lost its holder');
  const own = (await openStepsOf(market.context, client.holder_id)).filter((step) => step.client_id === clientId);
  const mostUrgent = own.toSorted(byUrgency)[0];
  expect(client.state).toBe('in_development');
  expect({ id: client.next_step_id, on: client.next_step_on }).toEqual({ id: mostUrgent?.id, on: mostUrgent?.due_on });
  expect(own.every((step) => step.due_on >= '2026-11-23')).toBe(true);
}
