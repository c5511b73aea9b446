import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '#shared/ids.ts';
import { parsePhones } from '#shared/phone.ts';
import { addContact, registerClients } from '../commands.ts';
import { saveRules } from '../duplicate-rules/commands.ts';
import { DEFAULT_RULES } from '../duplicate-rules/rules.ts';
import { compareWaiting } from '../pair-work/commands.ts';
import { bareDetails, nameKeyOf } from '../register/rules.ts';
import { searchTextOf } from '../store.ts';
import { type TestMarket, testMarket } from '../test-market.ts';
import { findSimilar } from './queries.ts';

interface DirtyRow {
  name: string;
  inn: string | null;
  phone: string | null;
  email: string | null;
  site: string | null;
  region?: string | null;
}
const BARE = { inn: null, phone: null, email: null, site: null };

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
        region: row.region ?? null,
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
  const reasonsOf = async (one: string, other: string) => {
    const { rows } = await sql<{ reasons: { kind: string; value: string | null }[] }>`
      SELECT reasons FROM duplicate_pairs WHERE one_id IN (${one}, ${other}) AND other_id IN (${one}, ${other})`.execute(
      market.context.db,
    );
    return rows[0]?.reasons
      .filter(({ kind }) => !kind.startsWith('other_'))
      .map(({ kind, value }) => ({ kind, value }));
  };
  const mergedOfTwoNumbers = async () =>
    (
      await sql<{ count: number }>`SELECT count(*) AS count FROM client_merges m
        WHERE m.by_rule AND m.reasons @> '[{"kind": "other_inn"}]'`.execute(market.context.db)
    ).rows[0]?.count;

  it('in Russian: names of one region that differ by a slip are found, towns of one name in two regions are not', async () => {
    const row = (name: string, region: string | null): DirtyRow => ({ ...BARE, name, region });
    const [works, slip, elsewhere, nowhere] = await bring([
      row('Птицефабрика «Заволжская Нива»', 'Тверская область'),
      row('Птицефабрика «Заволжская Нивa»', 'Тверская область'),
      row('Птицефабрика «Заволжская Нива»', 'Омская область'),
      row('Птицефабрика «Заволжская Ниваа»', null),
    ]);
    await compareWaiting(market.context);
    expect(await stateOf(works ?? '', slip ?? '')).toMatchObject({ state: 'open', score: expect.any(Number) });
    expect(await stateOf(works ?? '', elsewhere ?? '')).toBeUndefined();
    expect(await stateOf(works ?? '', nowhere ?? '')).toBeUndefined();
    const typed = await findSimilar(market.context, {
      name: 'Заволжская нива птицефабрикa',
      region: 'Тверская область',
    });
    expect(typed.ok ? typed.value.items.map(({ id }) => id) : typed).toContain(works);
  });

  it('is found by the people at it, too: by their phones and mails, not by mails that everybody has', async () => {
    const client = (name: string) => market.client({ name, region: 'Омская область' });
    const [one, other, third, fourth] = [
      await client('Котельная Любинская'),
      await client('Теплосеть'),
      await client('Водоканал Называевск'),
      await client('Исилькульские сети'),
    ];
    const person = (at: { id: string }, full_name: string, emails: string[], phone: string) =>
      market.done((w) => addContact(w, at.id, { full_name, emails, phones: [{ number: phone }] }));
    await person(one, 'Сомов Пётр', ['somov@teplo.example.org'], '8 (3812) 55-00-01');
    await person(other, 'Карпова Анна', ['karpova@teplo.example.org'], '+7 3812 550002');
    await person(third, 'Линев Олег', ['linev@mail.ru'], '8 3812 55-00-03');
    await person(fourth, 'Щукин Яков', ['schukin@mail.ru'], '8-3812-550-003, доб. 7');
    await compareWaiting(market.context);
    expect(await reasonsOf(one.id, other.id)).toEqual([{ kind: 'domain', value: 'teplo.example.org' }]);
    expect(await reasonsOf(third.id, fourth.id)).toEqual([{ kind: 'phone', value: '+73812550003' }]);
    expect(await stateOf(one.id, third.id)).toBeUndefined();
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
    await compareWaiting(market.context);
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
    await compareWaiting(market.context);
    expect(await stateOf(few[0] ?? '', few[1] ?? '')).toMatchObject({ state: 'open' });
    const many = await bring(Array.from({ length: 30 }, (_, at) => row(at + 3)));
    await compareWaiting(market.context);
    expect(await stateOf(many[0] ?? '', many[1] ?? '')).toBeUndefined();
    expect(await stateOf(few[0] ?? '', few[1] ?? '')).toBeUndefined();
  });
});
