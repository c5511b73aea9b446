import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { undo } from '#modules/journal/commands.ts';
import { type EmployeeId, newId } from '#shared/ids.ts';
import { ok } from '#shared/result.ts';
import { addContact, admitParticipant, createClient } from '../commands.ts';
import { listClients } from '../listing/queries.ts';
import { compareWaiting } from '../pair-work/commands.ts';
import { clientById, clientCard, contactsOf } from '../queries.ts';
import { search } from '../search/queries.ts';
import { plannedCall, type TestMarket, testMarket } from '../test-market.ts';
import {
  registerTrash,
  registerTrashGuard,
  restoreFromTrash,
  sweepTrash,
  trashClient,
  trashContact,
} from './commands.ts';
import { listTrash, openCard, previewTrash } from './queries.ts';

let market: TestMarket;
let head: EmployeeId;
let manager: EmployeeId;
beforeAll(async () => {
  registerTrash();
  market = await testMarket();
  head = await market.person('Ким Анна', 'head');
  manager = await market.person('Соколов Егор', 'development_manager');
});
afterAll(() => market.close());

const trash = async (id: string, who: EmployeeId = head, stale = false) => {
  const context = await market.as(who);
  const version = ((await clientById(context, id))?.version ?? 0) + (stale ? 1 : 0);
  return market.write((w) => trashClient(w, id, { version, reason: 'добавлен по ошибке' }), context);
};
const entryOf = async (id: string) => {
  const { items } = await market.done(async (w) => listTrash({ ...w, actor: (await market.as(head)).actor }, {}));
  const entry = items.find((item) => item.record_id === id);
  if (entry === undefined) throw new Error('not in the trash');
  return entry;
};
/** Every row that has to do with a client, but for what is kept in step with the register by itself. */
const everything = async (id: string) => {
  const tables = [
    'client_records',
    'client_keys',
    'client_contacts',
    'client_participants',
    'client_holdings',
    'steps',
  ];
  const read = await Promise.all(
    tables.map((table) =>
      sql`SELECT to_jsonb(t) AS row FROM ${sql.table(table)} t
        WHERE ${sql.ref(table === 'client_records' ? 't.id' : 't.client_id')} = ${id} ORDER BY 1`.execute(
        market.context.db,
      ),
    ),
  );
  return read.map(({ rows }) => rows);
};

describe('a client in the trash', () => {
  test('is seen nowhere, and comes back as it was, to the letter', async () => {
    const client = await market.held('Администрация города Тулуна', manager);
    await market.done((w) =>
      addContact(w, client.id, { full_name: 'Лебедева Наталья', decision_role: 'decision_maker' }),
    );
    const before = await everything(client.id);
    expect(await trash(client.id)).toMatchObject({ ok: true });
    const context = await market.as(head);
    expect(await clientCard(context, client.id)).toMatchObject({ ok: false, code: 'not_found' });
    expect(await listClients(context, {})).toMatchObject({ value: { items: [], count: { value: 0 } } });
    for (const q of ['Тулун', 'Лебедева']) {
      expect(await search(context, { q })).toMatchObject({ value: { items: [] } });
    }
    expect(await openCard(context, client.id)).toMatchObject({
      ok: false,
      code: 'not_found',
      reason: 'clients.in_trash',
      details: { name: 'Администрация города Тулуна', trashed_by: 'Ким Анна', days_left: 30, may_restore: true },
    });
    expect(await openCard(await market.as(manager), client.id)).toMatchObject({ details: { may_restore: false } });
    const other = await market.as(await market.person('Зайцев Пётр', 'engineer'));
    expect(await openCard(other, client.id)).toEqual({ ok: false, code: 'not_found', reason: 'app.not_found' });

    const entry = await entryOf(client.id);
    expect(entry).toMatchObject({ kind: 'client', note: 'добавлен по ошибке', days_left: 30, via: 'by_hand' });
    expect(await market.write((w) => restoreFromTrash(w, entry.id), other)).toMatchObject({ code: 'not_found' });
    expect(await market.done((w) => restoreFromTrash(w, entry.id), context)).toMatchObject({ record_id: client.id });
    expect(await everything(client.id)).toEqual(before);
    expect(await clientCard(context, client.id)).toMatchObject({ ok: true, value: { state: 'in_development' } });
  });

  test('is taken back at once by whoever has moved it', async () => {
    const client = await market.client('Администрация Братска');
    const context = await market.as(head);
    let offered: string | null = null;
    await market.done(async (w) => {
      const done = await trashClient(w, client.id, { version: 1 });
      offered = w.effects.undo;
      return done;
    }, context);
    expect(await market.done((w) => undo(w, offered ?? ''), context)).toEqual({ undone: true });
    expect(await clientCard(context, client.id)).toMatchObject({ ok: true });
  });

  test.each([
    ['somebody who may not', async (id: string) => trash(id, manager), 'clients.not_found_or_may_not'],
    ['a stale card', async (id: string) => trash(id, head, true), 'app.stale_version'],
    [
      'a call under way',
      async (id: string) => {
        await market.done(async (w) => ok(await admitParticipant(w, id, manager, 'lease', newId())));
        return trash(id);
      },
      'clients.being_called',
    ],
    [
      'what a module has under way',
      async (id: string) => {
        registerTrashGuard('test', (_context, ids) =>
          Promise.resolve(
            new Map(ids.filter((one) => one === id).map((one) => [one, { reason: 'handoffs.keeps_client' }])),
          ),
        );
        return trash(id);
      },
      'handoffs.keeps_client',
    ],
  ])('stays in the register: %s', async (_case, attempt, reason) => {
    const client = await market.client(`Администрация ${_case}`);
    const result = await attempt(client.id);
    expect(result).toMatchObject({
      ok: false,
      reason: reason === 'clients.not_found_or_may_not' ? 'clients.may_not_trash' : reason,
    });
    expect(await clientCard(await market.as(head), client.id)).toMatchObject({ ok: true });
  });

  test('leaves its number free: it may be added anew, and then the old one does not come back beside it', async () => {
    const input = { name: 'Город Шуя', inn: '7736050003' };
    const client = await market.client(input);
    await trash(client.id);
    const again = await market.client(input);
    const entry = await entryOf(client.id);
    const context = await market.as(head);
    expect(await market.write((w) => restoreFromTrash(w, entry.id), context)).toMatchObject({
      reason: 'clients.registered_again',
      values: { name: 'Город Шуя' },
      details: { client_id: again.id },
    });
    await trash(again.id);
    await market.done((w) => restoreFromTrash(w, entry.id), context);
    expect(await market.write((w) => createClient(w, input))).toMatchObject({ reason: 'clients.already_registered' });
  });

  test('is no candidate for duplicates while it is there', async () => {
    const one = await market.client({
      name: 'Мосты',
      region: 'Тверская область',
      phones: [{ number: '+74822345678' }],
    });
    await market.client({ name: 'Мосты и дороги', region: 'Тверская область', phones: [{ number: '+74822345678' }] });
    await compareWaiting(market.context);
    const pairs = () =>
      market.context.db.selectFrom('duplicate_pairs').select('score').where('state', '=', 'open').execute();
    const found = await pairs();
    expect(found.length).toBeGreaterThan(0);
    await trash(one.id);
    await compareWaiting(market.context);
    expect(await pairs()).toHaveLength(found.length - 1);
    const entry = await entryOf(one.id);
    await market.done(async (w) => restoreFromTrash(w, entry.id), await market.as(head));
    await compareWaiting(market.context);
    expect(await pairs()).toEqual(found);
  });

  test('passes to whoever brings it back, where its holder has left meanwhile', async () => {
    const leaver = await market.person('Ушедший Олег', 'development_manager');
    const client = await market.client('Город Ковров', {
      holder: { employeeId: leaver, via: 'taken' },
      developing: true,
      nextStep: plannedCall(),
    });
    await trash(client.id);
    await market.context.db
      .updateTable('employees')
      .set({ status: 'departed', departed_on: '2026-11-23' })
      .where('id', '=', leaver)
      .execute();
    const entry = await entryOf(client.id);
    await market.done((w) => restoreFromTrash(w, entry.id), await market.as(head));
    expect(await clientCard(await market.as(head), client.id)).toMatchObject({ value: { holder: { id: head } } });
  });

  test('is erased after 30 days with all that hung on it; the journal keeps that it was there', async () => {
    const client = await market.held('Город Ржев', manager);
    await market.done((w) =>
      addContact(w, client.id, { full_name: 'Стёртов Иван', phones: [{ number: '+74822345699' }] }),
    );
    const person = (await contactsOf(market.context, client.id))[0];
    await trash(client.id);
    await market.done((w) => sweepTrash({ ...w, now: w.now.add({ hours: 24 * 29 }) }));
    expect(await openCard(await market.as(head), client.id)).toMatchObject({ reason: 'clients.in_trash' });
    const later = { ...market.context, now: market.context.now.add({ hours: 24 * 30 }) };
    await market.done(sweepTrash, later);
    expect(await market.done(sweepTrash, later)).toEqual({ erased: 0 });
    expect((await everything(client.id)).flat()).toEqual([]);
    expect(await openCard(await market.as(head), client.id)).toMatchObject({ reason: 'app.not_found' });
    const kept = await sql<{
      said: string;
    }>`SELECT coalesce(string_agg(e.action || coalesce(e.before::text, '') || coalesce(p.after::text, ''), ' '), '') AS said
      FROM journal_entries e LEFT JOIN journal_personal_values p ON p.entry_id = e.id
      WHERE e.client_id = ${client.id} OR e.subject_id = ${person?.contact_id ?? ''}`.execute(market.context.db);
    expect(kept.rows[0]?.said).toContain('client.erased');
    expect(kept.rows[0]?.said).toContain('Город Ржев');
    expect(kept.rows[0]?.said).not.toContain('Стёртов');
  });
});

describe('a person in the trash', () => {
  test('leaves every card, and comes back to where they were; another decision maker stays the only one', async () => {
    const client = await market.held('Город Клин', manager);
    const context = await market.as(manager);
    const contact = await market.done(
      (w) => addContact(w, client.id, { full_name: 'Орлов Пётр', decision_role: 'decision_maker' }),
      context,
    );
    await market.done((w) => trashContact(w, client.id, contact.contact_id, { version: 1 }), context);
    expect(await contactsOf(market.context, client.id)).toEqual([]);
    const { value } = (await listTrash(context, { q: 'орлов' })) as {
      value: { items: { id: string; name: string }[] };
    };
    expect(value.items).toMatchObject([{ name: 'Орлов Пётр', kind: 'contact', clients: [{ id: client.id }] }]);
    await market.done(
      (w) => addContact(w, client.id, { full_name: 'Новая Анна', decision_role: 'decision_maker' }),
      context,
    );
    await market.done((w) => restoreFromTrash(w, value.items[0]?.id ?? ''), context);
    expect((await contactsOf(market.context, client.id)).map((one) => [one.full_name, one.decision_role])).toEqual([
      ['Новая Анна', 'decision_maker'],
      ['Орлов Пётр', null],
    ]);
  });

  test('stays where they are also at a client out of reach', async () => {
    const mine = await market.held('Город Дно', manager);
    const theirs = await market.held('Город Остров', head);
    const contact = await market.done((w) => addContact(w, theirs.id, { full_name: 'Общий Олег' }));
    await market.done((w) => addContact(w, mine.id, { contact_id: contact.contact_id, full_name: 'Общий Олег' }));
    const attempt = await market.write(
      (w) => trashContact(w, mine.id, contact.contact_id, { version: 1 }),
      await market.as(manager),
    );
    expect(attempt).toMatchObject({ ok: false, reason: 'clients.contact_elsewhere' });
  });
});

test('the trash is turned over page by page, and tells beforehand what goes along', async () => {
  const context = await market.as(head);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await market.done((w) => listTrash(w, { limit: 1, cursor }), context);
    seen.push(...page.items.map((item) => item.id));
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  const all = await market.done((w) => listTrash(w, {}), context);
  expect(seen).toEqual(all.items.map((item) => item.id));
  expect(await listTrash(context, { cursor: 'x' })).toMatchObject({ reason: 'app.bad_cursor' });
  const client = await market.held('Город Дуга', manager);
  await market.done((w) => addContact(w, client.id, { full_name: 'Лебедева Наталья' }));
  expect(await previewTrash(context, client.id)).toMatchObject({
    value: { days: 30, stops: [], takes: [{ table: 'contacts', count: 1 }], holder: { full_name: 'Соколов Егор' } },
  });
});

/** What hangs on a client must follow an erasure by itself, and be found fast: also in tables that are yet to come. */
test('every table that hangs on clients or people follows their erasure along an index', async () => {
  const { rows } = await sql<{ fault: string }>`
    WITH RECURSIVE hanging AS (
      SELECT 'client_records'::regclass::oid AS id
      UNION SELECT k.conrelid FROM pg_constraint k JOIN hanging h ON k.confrelid = h.id WHERE k.contype = 'f')
    SELECT format('%s.%s: on delete %s%s', k.conrelid::regclass, a.attname, k.confdeltype,
      CASE WHEN i.indexrelid IS NULL THEN ', no index' ELSE '' END) AS fault
    FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
    LEFT JOIN LATERAL (SELECT indexrelid FROM pg_index i WHERE i.indrelid = k.conrelid AND i.indkey[0] = k.conkey[1]
      AND (i.indpred IS NULL OR pg_get_expr(i.indpred, i.indrelid) = format('(%I IS NOT NULL)', a.attname)) LIMIT 1) i ON true
    WHERE k.contype = 'f' AND (k.confrelid IN (SELECT id FROM hanging) OR k.confrelid = 'contact_records'::regclass)
      AND (k.confdeltype NOT IN ('c', 'n') OR i.indexrelid IS NULL)`.execute(market.context.db);
  expect(rows.map(({ fault }) => fault)).toEqual([]);
});
