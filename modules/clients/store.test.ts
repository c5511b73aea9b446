import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brokenPromise, type ClientFacts, COLD_FACTS, deriveState } from './rules.ts';
import { EMPLOYEES, lived } from './test-facts.ts';
import { type TestMarket, testMarket } from './test-market.ts';

describe('the state in the database', () => {
  let market: TestMarket;
  beforeAll(async () => {
    market = await testMarket();
    for (const id of EMPLOYEES) {
      await market.context.db
        .insertInto('employees')
        .values({
          id,
          full_name: 'Кто-то',
          email: `${id}@example.com`,
          language: 'ru',
          time_zone: 'UTC',
          status: 'active',
          created_at: market.context.now.toString(),
        })
        .execute();
    }
  });
  afterAll(() => market.close());

  it('is the one that the rule derives, and its CHECKs accept what the rule accepts', async () => {
    const { id } = await market.client('Администрация Тулуна');
    await fc.assert(
      fc.asyncProperty(lived, async (facts) => {
        const row = await market.context.db
          .updateTable('clients')
          .set(facts)
          .where('id', '=', id)
          .returning('state')
          .executeTakeFirstOrThrow();
        expect(row.state).toBe(deriveState(facts));
      }),
      { numRuns: 300 },
    );
  });

  it('refuses by CHECK exactly what the rule calls a broken promise', async () => {
    const { id } = await market.client('Администрация Южи');
    const anyFacts = fc.record({
      closed: fc.constantFrom(null, 'archived' as const, 'not_target' as const),
      closed_reason: fc.constantFrom(null, 'Объединён'),
      running_projects: fc.constantFrom(0, 1),
      contracts_open: fc.constantFrom(0, 1),
      developing: fc.boolean(),
      qualifying: fc.boolean(),
      waiting_reason: fc.constantFrom(null, 'Ждёт'),
      regular: fc.boolean(),
      delivered_on: fc.constantFrom(null, '2026-01-01'),
      delivered_note: fc.constantFrom(null, 'Гарантия'),
      lost_on: fc.constantFrom(null, '2026-01-01'),
      lost_reason: fc.constantFrom(null, 'Цена'),
      warm_since: fc.constantFrom(null, '2026-01-01T00:00:00Z'),
      holder_id: fc.constantFrom(null, ...EMPLOYEES),
      next_step_id: fc.constantFrom(null, ...EMPLOYEES),
      next_step_title: fc.constantFrom(null, 'Позвонить'),
      next_step_on: fc.constantFrom(null, '2026-11-24'),
      next_check_on: fc.constantFrom(null, '2026-11-24'),
      check_owner_id: fc.constantFrom(null, ...EMPLOYEES),
    });
    await fc.assert(
      fc.asyncProperty(anyFacts, async (some) => {
        const facts = { ...COLD_FACTS, ...some } as ClientFacts;
        const saved = await market.context.db
          .transaction()
          .execute((tx) => tx.updateTable('clients').set(facts).where('id', '=', id).execute())
          .then(
            () => true,
            () => false,
          );
        const promised = brokenPromise(facts);
        // A title is never checked in the queue: nobody can plan a step there without a date.
        if (promised !== 'clients.queued_is_nobodys') expect(saved).toBe(promised === null);
      }),
      { numRuns: 400 },
    );
  });
});
