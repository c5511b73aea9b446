import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '#platform/context.ts';
import { addContact } from '../commands.ts';
import { groupPeople, listPeople } from '../people/queries.ts';
import { registerClientSearch, search } from '../search/queries.ts';
import { type TestMarket, testMarket } from '../test-market.ts';

const SAME_NAME = 1_500;

let market: TestMarket;
let head: Context;
let seller: Context;

/** So many people of one name that the search and the list no longer look at all of them. */
beforeAll(async () => {
  registerClientSearch();
  market = await testMarket();
  head = await market.as(await market.person('Ермолаев Виктор', 'head'));
  const lytkin = await market.person('Лыткин Андрей', 'development_manager');
  const crowd = await market.client({ name: 'Администрация города Тулун', region: 'Иркутская область' });
  const own = await market.held('Тутаев', lytkin);
  seller = await market.as(lytkin);
  await sql`
    WITH people AS (
      INSERT INTO contact_records (id, full_name, search_text, created_at)
      SELECT gen_random_uuid(), 'Петров Иван ' || chr(1040 + n % 32) || 'овлевич' || n, '', now() FROM generate_series(1, ${SAME_NAME}) n
      RETURNING id)
    INSERT INTO client_contacts (client_id, contact_id, added_at) SELECT ${crowd.id}, id, now() FROM people`.execute(
    market.context.db,
  );
  for (const [client, full_name] of [
    [crowd.id, 'Петров Иван'],
    [crowd.id, 'Агеев Иван Петров'],
    [own.id, 'Петров Иван Ильич'],
    [own.id, 'Щукина Алёна Юрьевна'],
  ] as const)
    await market.done((w) => addContact(w, client, { full_name }));
  await sql`ANALYZE contact_records`.execute(market.context.db);
});
afterAll(() => market.close());

const found = async (who: Context, q: string) => {
  const answer = await search(who, { q });
  if (!answer.ok) throw new Error(answer.reason);
  return answer.value.items.map(({ title }) => title);
};

const QUERIES = ['петров иван', 'Иван Петров', 'gtnhjd bdfy', 'ПЕТРОВ  ИВАН'];

it.each(QUERIES)('of very many who are called «%s» the one who is called so exactly is found first', async (q) => {
  const titles = await found(head, q);
  expect(titles).toHaveLength(12);
  expect(titles[0]).toBe('Петров Иван');
});

it.each(QUERIES)(
  'a seller finds of those who are called «%s» whoever is at their own clients, and nobody else',
  async (q) => {
    expect(await found(seller, q)).toEqual(['Петров Иван Ильич']);
  },
);

it('what is typed behind a common name narrows it', async () => {
  expect((await found(head, 'петров иван ильич'))[0]).toBe('Петров Иван Ильич');
  expect((await found(head, 'петров иван аовлевич1024'))[0]).toBe('Петров Иван Аовлевич1024');
  expect((await found(seller, 'иван тутаев'))[0]).toBe('Петров Иван Ильич');
});

it.each(['asc', 'desc'] as const)(
  'a list of a common name has each once, in the order of names (%s)',
  async (order) => {
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listPeople(head, {
        q: 'петров',
        sort: 'name',
        order,
        limit: 200,
        ...(cursor === undefined ? {} : { cursor }),
      });
      if (!page.ok) throw new Error(page.reason);
      expect(page.value.count).toEqual({ value: SAME_NAME + 3, exact: true });
      names.push(...page.value.items.map(({ full_name }) => full_name));
      cursor = page.value.next_cursor ?? undefined;
    } while (cursor !== undefined);
    const collator = new Intl.Collator('ru');
    const sorted = names.toSorted((one, other) => collator.compare(one, other));
    expect(names).toEqual(order === 'asc' ? sorted : sorted.toReversed());
    expect(new Set(names).size).toBe(SAME_NAME + 3);
    expect(names[order === 'asc' ? 0 : names.length - 1]).toBe('Агеев Иван Петров');
  },
);

it('a seller sees of a common name their own, in lists and groups', async () => {
  expect(await listPeople(seller, { q: 'петров иван' })).toMatchObject({
    value: { count: { value: 1 }, items: [{ full_name: 'Петров Иван Ильич' }] },
  });
  expect(await groupPeople(seller, { by: 'role', q: 'петров' })).toMatchObject({
    value: { items: [{ value: null, count: { value: 1, exact: true } }] },
  });
  expect(await groupPeople(head, { by: 'region' })).toMatchObject({
    value: {
      items: [
        { value: 'Иркутская область', count: { value: SAME_NAME + 2, exact: true } },
        { value: null, count: { value: 2 } },
      ],
    },
  });
});
