import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#platform/context.ts';
import { type EmployeeId, newId } from '#shared/ids.ts';
import { ok } from '#shared/result.ts';
import { addContact, admitParticipant, changeFacts, registerClients } from '../commands.ts';
import { groupClients } from '../grouping/queries.ts';
import { clientCard, reachableAmong, reachesOf } from '../queries.ts';
import { search } from '../search/queries.ts';
import { type TestMarket, testMarket } from '../test-market.ts';
import { CLIENT_GROUPINGS, CLIENT_SORTS, type ClientListQuery } from './contract.ts';
import { listClients, listRegions } from './queries.ts';

describe('the list of the register', () => {
  let market: TestMarket;
  let people: Record<'caller' | 'lytkin' | 'kovaleva' | 'engineer' | 'head' | 'administrator' | 'nobody', EmployeeId>;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    market = await testMarket();
    registerClients();
    people = {
      caller: await market.person('Бахтина Ольга', 'telemarketer'),
      lytkin: await market.person('Лыткин Андрей', 'development_manager'),
      kovaleva: await market.person('Ковалёва Ирина', 'development_manager'),
      engineer: await market.person('Седов Пётр', 'engineer'),
      head: await market.person('Ермолаев Виктор', 'head'),
      administrator: await market.person('Админов Пётр', undefined, { administrator: true }),
      nobody: await market.person('Никто Никтович'),
    };
    const add = async (name: string, more: object = {}, facts?: Parameters<TestMarket['client']>[1]) => {
      const row = await market.client({ name, ...more }, facts);
      ids[name] = row.id;
      return row;
    };
    await add('Администрация города Тулун', {
      region: 'Иркутская обл.',
      size: 42029,
      inn: '6281205097',
      oktmo: '25732000',
    });
    await add('Администрация города Южа', {
      region: 'Ивановская область',
      size: 11000,
      phones: [{ number: '8 (964) 823-23-07' }],
      emails: ['glava@yuzha.example.org'],
    });
    await add(
      'Берёзовский городской округ',
      { region: 'Свердловская область', size: 72000 },
      { warmSince: '2026-11-20T08:00:00Z' },
    );
    await add('Ёлкинское поселение', { region: 'Свердловская область' });
    const tulun = await market.held('Тутаев', people.lytkin);
    ids.Тутаев = tulun.id;
    const rybinsk = await market.held('Рыбинск', people.kovaleva);
    ids.Рыбинск = rybinsk.id;
    await market.done(async (w) =>
      ok(await admitParticipant(w, rybinsk.id, people.engineer, 'support_request', newId())),
    );
    await market.done(async (w) =>
      ok(await admitParticipant(w, ids['Администрация города Южа'] ?? '', people.caller, 'lease', newId())),
    );
    await market.done((w) =>
      addContact(w, rybinsk.id, {
        full_name: 'Щукина Алёна Юрьевна',
        decision_role: 'decision_maker',
        phones: [{ number: '+7 910 555-01-23' }],
      }),
    );
    await market.done((w) =>
      changeFacts(w, rybinsk.id, {
        developing: false,
        waitingReason: 'Бюджет',
        check: { on: '2026-10-01', ownerId: people.kovaleva },
      }),
    );
  });
  afterAll(() => market.close());

  const list = async (who: Context, query: ClientListQuery = {}) => {
    const page = await listClients(who, query);
    if (!page.ok) throw new Error(page.reason);
    return page.value;
  };
  const names = async (who: Context, query: ClientListQuery = {}) =>
    (await list(who, query)).items.map(({ name }) => name);

  it('shows the head everything, in the order of the Russian alphabet, ё beside е', async () => {
    expect(await names(await market.as(people.head))).toEqual([
      'Администрация города Тулун',
      'Администрация города Южа',
      'Берёзовский городской округ',
      'Ёлкинское поселение',
      'Рыбинск',
      'Тутаев',
    ]);
  });

  it('shows a seller their own card in full and of the others only name, region, holder and state', async () => {
    const { items } = await list(await market.as(people.lytkin));
    expect(items).toHaveLength(6);
    const own = items.find(({ name }) => name === 'Тутаев');
    expect(own).toMatchObject({ reach: 'card', next_step: { on: '2026-11-24' } });
    const glance = items.find(({ name }) => name === 'Рыбинск');
    expect(glance).toEqual({
      id: ids.Рыбинск,
      reach: 'glance',
      name: 'Рыбинск',
      region: null,
      state: 'waiting',
      holder: { id: people.kovaleva, full_name: 'Ковалёва Ирина' },
    });
  });

  it('shows those who serve only what they take part in, and those without a position nothing', async () => {
    expect(await names(await market.as(people.engineer))).toEqual(['Рыбинск']);
    expect(await names(await market.as(people.nobody))).toEqual([]);
    expect(await names(await market.as(people.administrator))).toHaveLength(6);
  });

  it('counts exactly what it shows, for everybody and with every filter', async () => {
    for (const who of Object.values(people)) {
      const context = await market.as(who);
      for (const query of [
        {},
        { filter: 'group is queued' },
        { q: 'администрация' },
        { filter: 'phone is yes' },
        { filter: 'check is overdue' },
      ]) {
        const { items, count } = await list(context, query);
        expect(count).toEqual({ value: items.length, exact: true });
      }
    }
  });

  it('falls into groups that hold every client of the list once, for everybody', async () => {
    for (const who of [people.head, people.lytkin, people.engineer]) {
      const context = await market.as(who);
      for (const by of CLIENT_GROUPINGS) {
        const groups = await groupClients(context, { by });
        if (!groups.ok) throw new Error(groups.reason);
        const { items, scope } = groups.value;
        expect(items.reduce((all, { count }) => all + count.value, 0)).toBe(
          (await list(context, { scope })).count.value,
        );
        for (const group of items) {
          expect((await list(context, { filter: group.filter, scope })).count).toEqual(group.count);
        }
      }
    }
  });

  it('says the same as the reach of each client, for everybody', async () => {
    const all = Object.values(ids);
    for (const who of Object.values(people)) {
      const context = await market.as(who);
      const reaches = await reachesOf(context, all);
      const { items } = await list(context);
      const listed = new Map(items.map((item) => [item.id, item.reach]));
      for (const id of all) {
        const reach = reaches.get(id) ?? 'none';
        expect(listed.get(id) ?? 'none').toBe(reach === 'work' ? 'card' : reach);
        expect((await clientCard(context, id)).ok).toBe(reach !== 'none');
      }
      expect(await reachableAmong(context, all)).toEqual(
        new Set(items.filter(({ reach }) => reach === 'card').map(({ id }) => id)),
      );
    }
  });

  it('gives no hidden value away: what a glance does not show is neither searched, filtered nor sorted by', async () => {
    const seller = await market.as(people.lytkin);
    expect(await names(seller, { q: '6281205097' })).toEqual([]);
    expect(await names(seller, { q: '823-23-07' })).toEqual([]);
    expect(await names(seller, { q: 'Щукина' })).toEqual([]);
    expect(await names(seller, { filter: 'phone is yes' })).toEqual([]);
    expect(await names(seller, { filter: 'name has "южа" or phone is yes' })).toEqual([]);
    expect(await names(seller, { filter: 'name has "южа"' })).toEqual(['Администрация города Южа']);
    expect(await list(seller, { sort: 'size' })).toMatchObject({ scope: 'open', items: [{ name: 'Тутаев' }] });
    const head = await market.as(people.head);
    expect(await list(head, { sort: 'size' })).toMatchObject({ scope: 'market', count: { value: 6 } });
  });

  it.each([
    ['a word without its dots', 'березовский', ['Берёзовский городской округ']],
    ['the wrong keyboard layout', ',thtpjdcrbq', ['Берёзовский городской округ']],
    ['the wrong layout of another word', 'nekey', ['Администрация города Тулун']],
    ['Latin letters', 'tutaev', ['Тутаев']],
    ['a fragment', 'лкинск', ['Ёлкинское поселение']],
    ['several words in any order', 'южа администрация', ['Администрация города Южа']],
    ['a tax number', '6281205097', ['Администрация города Тулун']],
    ['the last digits of a phone', '23-07', ['Администрация города Южа']],
    ['a whole phone in another spelling', '+7 964 8232307', ['Администрация города Южа']],
    ['a mail', 'glava@yuzha.example.org', ['Администрация города Южа']],
    ['a contact', 'щукина алена', ['Рыбинск']],
    ['a phone of a contact', '8 910 555 01 23', ['Рыбинск']],
    ['nothing of the register', 'Нью-Васюки', []],
    ['signs with a meaning in SQL', '%_\\', []],
  ])('finds by %s', async (_what, q, expected) => {
    expect(await names(await market.as(people.head), { q })).toEqual(expected);
  });

  it('filters by group, state, holder, region, contact, decision maker and overdue check', async () => {
    const head = await market.as(people.head);
    expect(await names(head, { filter: 'group is waiting' })).toEqual(['Рыбинск']);
    expect(await names(head, { filter: 'state is warm,in_development' })).toEqual([
      'Берёзовский городской округ',
      'Тутаев',
    ]);
    expect(await names(head, { filter: `holder is ${people.lytkin}` })).toEqual(['Тутаев']);
    expect(await names(await market.as(people.lytkin), { filter: 'holder is me' })).toEqual(['Тутаев']);
    expect(await names(head, { filter: 'region is "Свердловская область"' })).toHaveLength(2);
    expect(await names(head, { filter: 'contact is yes' })).toEqual(['Рыбинск']);
    expect(await names(head, { filter: 'decision_maker is no and group is waiting' })).toEqual([]);
    expect(await names(head, { filter: 'check is overdue' })).toEqual(['Рыбинск']);
    expect(await names(head, { filter: 'group is waiting or (state is warm and size is 70000..)' })).toHaveLength(2);
    expect(await names(await market.as(people.lytkin), { scope: 'mine' })).toEqual(['Тутаев']);
  });

  it('lists the regions that one may see', async () => {
    const regions = await listRegions(await market.as(people.lytkin));
    expect(regions).toEqual({
      ok: true,
      value: { items: ['Ивановская область', 'Иркутская область', 'Свердловская область'] },
    });
    expect(await listRegions(await market.as(people.engineer))).toEqual({ ok: true, value: { items: [] } });
  });

  it('gives every client once, whatever the order and the size of the page', async () => {
    const head = await market.as(people.head);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...CLIENT_SORTS),
        fc.constantFrom('asc' as const, 'desc' as const),
        fc.integer({ min: 1, max: 7 }),
        async (sort, order, limit) => {
          const whole = await list(head, { sort, order });
          const paged: string[] = [];
          let cursor: string | null = null;
          do {
            const page: Awaited<ReturnType<typeof list>> = await list(head, {
              sort,
              order,
              limit,
              ...(cursor === null ? {} : { cursor }),
            });
            paged.push(...page.items.map(({ id }) => id));
            cursor = page.next_cursor;
          } while (cursor !== null);
          expect(paged).toEqual(whole.items.map(({ id }) => id));
          expect(new Set(paged).size).toBe(6);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('counts once: every page says what the first one did', async () => {
    const head = await market.as(people.head);
    const first = await list(head, { limit: 2 });
    const next = await list(head, { limit: 2, cursor: first.next_cursor ?? '' });
    expect(first.count).toEqual({ value: 6, exact: true });
    expect(next.count).toEqual(first.count);
    expect(next.items).toHaveLength(2);
  });

  it('opens no card by a lease that has ended', async () => {
    const source = newId();
    const lease = (until: string) =>
      market.done(async (w) =>
        ok(await admitParticipant(w, ids.Тутаев ?? '', people.kovaleva, 'lease', source, Temporal.Instant.from(until))),
      );
    const kovaleva = await market.as(people.kovaleva);
    const open = async () => (await list(kovaleva, { scope: 'open' })).items.map(({ id }) => id);
    const reachOf = async () => (await list(kovaleva, {})).items.find(({ id }) => id === ids.Тутаев)?.reach;
    await lease('2999-01-01T00:00:00Z');
    expect(await open()).toContain(ids.Тутаев);
    expect(await reachOf()).toBe('card');
    await lease('2020-01-01T00:00:00Z');
    expect(await open()).not.toContain(ids.Тутаев);
    expect(await reachOf()).toBe('glance');
  });

  it('refuses a cursor that is not its own', async () => {
    const head = await market.as(people.head);
    expect(await listClients(head, { cursor: 'abc' })).toMatchObject({ ok: false, code: 'invalid_input' });
  });

  it('is searched from everywhere within the same reach, names that begin so first', async () => {
    const hits = async (who: EmployeeId, q: string) => {
      const found = await search(await market.as(who), { q });
      return found.ok ? found.value.items.map(({ kind, title, note }) => [kind, title, note]) : found;
    };
    expect(await hits(people.head, 'тут')).toEqual([['client', 'Тутаев', 'Лыткин Андрей']]);
    expect(await hits(people.engineer, 'щукина')).toEqual([['contact', 'Щукина Алёна Юрьевна', 'Рыбинск']]);
    expect(await hits(people.lytkin, 'щукина')).toEqual([]);
    expect(await hits(people.lytkin, 'рыбинск')).toEqual([['client', 'Рыбинск', 'Ковалёва Ирина']]);
    expect(await hits(people.nobody, 'рыбинск')).toEqual([]);
  });
});
