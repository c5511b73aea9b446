import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#shared/ids.ts';
import { parsePhones } from '#shared/phone.ts';
import { registerClients } from '../commands.ts';
import { saveRules } from '../duplicate-rules/commands.ts';
import { DEFAULT_RULES } from '../duplicate-rules/rules.ts';
import { bareDetails, nameKeyOf } from '../register/rules.ts';
import { searchTextOf } from '../store.ts';
import { type TestMarket, testMarket } from '../test-market.ts';
import { matchAll } from './jobs.ts';
import { type DirtyRow, dirtyBase } from './test-dirty.ts';

describe('a base that came in bulk', () => {
  let market: TestMarket;
  beforeAll(async () => {
    market = await testMarket();
    registerClients();
  });
  afterAll(() => market.close());

  /** In one statement, as an import does: nothing but the queue learns of it at once. */
  const bring = async (rows: readonly DirtyRow[]): Promise<string[]> => {
    const now = market.context.now.toString();
    const clients = rows.map((row) => {
      const name = row.name.trim();
      const details = {
        ...bareDetails(name, 'Europe/Moscow'),
        inn: row.inn,
        phones: parsePhones(row.phone ?? '').phones.map(({ number }) => ({ number })),
        emails: row.email === null ? [] : [row.email],
        sites: row.site === null ? [] : [row.site],
      };
      return {
        ...details,
        ...searchTextOf(details),
        ...{ id: newId(), sales_system_id: market.salesSystemId, name_key: nameKeyOf(name) },
        ...{ phones: JSON.stringify(details.phones), created_at: now, updated_at: now },
      };
    });
    await market.context.db.insertInto('clients').values(clients).execute();
    return clients.map(({ id }) => id);
  };
  const stateOf = async (one: string, other: string) =>
    market.context.db
      .selectFrom('duplicate_pairs')
      .select(['state', 'score'])
      .where((eb) => eb.or([eb.and({ one_id: one, other_id: other }), eb.and({ one_id: other, other_id: one })]))
      .executeTakeFirst();
  const mergedOfTwoNumbers = async () =>
    (
      await sql<{ count: number }>`SELECT count(*) AS count FROM client_merges m
        WHERE m.by_rule AND m.reasons @> '[{"kind": "other_inn"}]'`.execute(market.context.db)
    ).rows[0]?.count;

  it('has every group of one tax number merged by rule, the others found for people, and no two numbers merged', {
    timeout: 120_000,
  }, async () => {
    const base = dirtyBase('dirty', 240);
    const ids = await bring(base.rows);
    const looked = await matchAll(market.context);
    expect(looked).toBeGreaterThanOrEqual(ids.length);
    const found = { inn: [0, 0], phone: [0, 0], site: [0, 0] } as Record<string, [number, number]>;
    for (const { by, rows } of base.groups) {
      const pair = await stateOf(ids[rows[0]] ?? '', ids[rows[1]] ?? '');
      const counted = found[by] ?? [0, 0];
      counted[1]++;
      if (by === 'inn' ? pair?.state === 'merged' : pair?.state === 'open') counted[0]++;
    }
    const share = (by: string) => (found[by]?.[0] ?? 0) / (found[by]?.[1] ?? 1);
    expect(found.inn?.[1]).toBeGreaterThan(30);
    expect(share('inn'), JSON.stringify(found)).toBe(1);
    expect(share('phone'), JSON.stringify(found)).toBeGreaterThanOrEqual(0.95);
    expect(share('site'), JSON.stringify(found)).toBeGreaterThanOrEqual(0.95);
    expect(await mergedOfTwoNumbers()).toBe(0);
    const numbers = await market.context.db
      .selectFrom('clients')
      .select('inn')
      .where('merged_into', 'is', null)
      .where('inn', 'is not', null)
      .execute();
    // Nobody's number was lost in a merge either.
    expect(new Set(numbers.map(({ inn }) => inn)).size).toBe(
      new Set(base.rows.map(({ inn }) => inn).filter((inn) => inn !== null)).size,
    );
    expect(await matchAll(market.context)).toBe(0);
  });

  it('even with rules that merge everything leaves two tax numbers two clients', { timeout: 120_000 }, async () => {
    await market.done((write) =>
      saveRules(
        write,
        undefined,
        DEFAULT_RULES.map(({ reason }) => ({ reason, action: 'merge', from_score: 1 })),
      ),
    );
    const row = (inn: string): DirtyRow => ({
      ...{
        name: 'МУП «Горсвет» Верхний',
        inn,
        phone: '+7 (491) 555-66-77',
        email: 'a@verh.example.org',
        site: 'verh.example.org',
      },
    });
    const [one, other] = await bring([row('7707083893'), row('7736050003')]);
    await matchAll(market.context);
    expect((await stateOf(one ?? '', other ?? ''))?.state).not.toBe('merged');
    expect(await mergedOfTwoNumbers()).toBe(0);
    await market.done((write) => saveRules(write, undefined, []));
  });

  it('a phone of very many makes no pairs, and takes back those it has made', async () => {
    const row = (at: number): DirtyRow => ({
      ...{
        name: `${'абвгдежзик'[at % 10]}${'лмнопрстуф'[Math.floor(at / 10)]}ель`,
        inn: null,
        email: null,
        site: null,
      },
      phone: '+7 (492) 111-22-33',
    });
    const few = await bring([0, 1, 2].map(row));
    await matchAll(market.context);
    expect(await stateOf(few[0] ?? '', few[1] ?? '')).toMatchObject({ state: 'open' });
    const many = await bring(Array.from({ length: 30 }, (_, at) => row(at + 3)));
    await matchAll(market.context);
    expect(await stateOf(many[0] ?? '', many[1] ?? '')).toBeUndefined();
    expect(await stateOf(few[0] ?? '', few[1] ?? '')).toBeUndefined();
  });
});
