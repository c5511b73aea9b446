import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createField, registerFields } from '#modules/fields/commands.ts';
import { followDefinitions } from '#modules/fields/indexing/commands.ts';
import { undo } from '#modules/journal/commands.ts';
import { recordJournal } from '#modules/journal/queries.ts';
import { EXPORT_JOB, runExport, startExport } from '#modules/lists/exports/commands.ts';
import { exportFile } from '#modules/lists/exports/queries.ts';
import type { Context } from '#platform/context.ts';
import { readFile } from '#platform/files/stored-files.ts';
import { openJobs } from '#platform/jobs/store.ts';
import { addContact, editContact, registerClients, runClientImport } from '../commands.ts';
import type { ContactInput } from '../contacts/contract.ts';
import { listContacts } from '../contacts/queries.ts';
import type { ClientContact, ClientRow } from '../contract.ts';
import { listRemarks } from '../imports/queries.ts';
import { type TestMarket, testMarket } from '../test-market.ts';
import { trashClient } from '../trash/commands.ts';
import type { PersonGrouping, PersonListQuery } from './contract.ts';
import { groupPeople, listPeople, readPerson, showPersonFields } from './queries.ts';

let market: TestMarket;
let lytkin: Context;
let head: Context;
let tulun: ClientRow;
let yuzha: ClientRow;
let zima: ClientRow;
const people: Record<string, ClientContact> = {};

beforeAll(async () => {
  market = await testMarket();
  registerClients();
  registerFields();
  head = await market.as(await market.person('Ермолаев Виктор', 'head'));
  const manager = await market.person('Лыткин Андрей', 'development_manager');
  lytkin = await market.as(manager);
  await market.done((w) =>
    createField(w, { entity: 'contact', type: 'date', name_ru: 'День рождения', filtered: true }),
  );
  await market.done((w) => createField(w, { entity: 'contact', type: 'text', name_ru: 'Увлечение' }));
  await followDefinitions(market.context);
  tulun = await market.held('Администрация города Тулуна', manager);
  yuzha = await market.client({
    name: 'Администрация города Южи',
    region: 'Ивановская область',
    do_not_call: true,
    do_not_call_reason: 'просили',
  });
  zima = await market.client('Администрация Зимы');
  const add = async (client: ClientRow, input: ContactInput) => {
    people[input.full_name] = await market.done((w) => addContact(w, client.id, input));
  };
  await add(tulun, {
    full_name: 'Карпов Виктор',
    position_title: 'Глава',
    decision_role: 'decision_maker',
    phones: [{ number: '8 910 555-01-23' }],
    custom: { den_rozhdeniya: '1970-05-09', uvlechenie: 'рыбалка' },
  });
  await add(tulun, { full_name: 'Ким Анна', emails: ['kim@tulun.example'], consent: 'given' });
  await add(yuzha, { full_name: 'Белова Ольга', custom: { den_rozhdeniya: '1981-01-15' } });
  await add(zima, { full_name: 'Ушедший Пётр' });
  await market.done((w) =>
    addContact(w, yuzha.id, { full_name: 'Карпов Виктор', contact_id: people['Карпов Виктор']?.contact_id ?? '' }),
  );
  const gone = people['Ушедший Пётр'];
  await market.done((w) => editContact(w, zima.id, gone?.contact_id ?? '', { version: 1, left_on: '2026-11-01' }));
});
afterAll(() => market.close());

async function found(query: PersonListQuery, as = head): Promise<string[]> {
  const page = await listPeople(as, query);
  if (!page.ok) throw new Error(`${page.reason} ${JSON.stringify(page.fields)}`);
  expect(page.value.count).toEqual({ value: page.value.items.length, exact: true });
  return page.value.items.map(({ full_name }) => full_name);
}

it.each<[string, PersonListQuery, string[]]>([
  ['nothing', {}, ['Белова Ольга', 'Карпов Виктор', 'Ким Анна']],
  ['who has left', { scope: 'left' }, ['Ушедший Пётр']],
  ['a role in the decision', { filter: 'role is decision_maker' }, ['Карпов Виктор']],
  ['having no role', { filter: 'role is empty' }, ['Белова Ольга', 'Ким Анна']],
  ['having no phone', { filter: 'phone is no' }, ['Белова Ольга', 'Ким Анна']],
  ['a mail or a consent', { filter: 'mail is yes or consent is given' }, ['Ким Анна']],
  ['the region of a client', { filter: 'region is "Ивановская область"' }, ['Белова Ольга', 'Карпов Виктор']],
  ['a part of the name of a client', { filter: 'client has тулун' }, ['Карпов Виктор', 'Ким Анна']],
  ['the state of a client', { filter: 'group is in_work' }, ['Карпов Виктор', 'Ким Анна']],
  ['whom not to call', { filter: 'do_not_call is yes' }, ['Белова Ольга', 'Карпов Виктор']],
  ['a field of the company’s own', { filter: 'custom.den_rozhdeniya is ..1975-01-01' }, ['Карпов Виктор']],
  ['what nobody has told', { filter: 'custom.den_rozhdeniya is empty' }, ['Ким Анна']],
  ['a name in another form', { q: 'карповым' }, ['Карпов Виктор']],
  ['the last digits of a phone', { q: '5550123' }, ['Карпов Виктор']],
  ['the client', { q: 'южа' }, ['Белова Ольга', 'Карпов Виктор']],
  ['a word of the person and one of the client', { q: 'анна тулун' }, ['Ким Анна']],
])('people are narrowed by %s', async (_what, query, expected) => {
  expect(await found(query)).toEqual(expected);
});

it.each<[PersonGrouping, [string | null, number][]]>([
  [
    'role',
    [
      ['decision_maker', 1],
      [null, 2],
    ],
  ],
  // Whoever is at two clients stands in the groups of both.
  [
    'region',
    [
      ['Ивановская область', 2],
      [null, 1],
    ],
  ],
  [
    'state',
    [
      ['in_development', 2],
      ['cold', 2],
    ],
  ],
])('people fall into groups by %s, each of which its filter opens', async (by, expected) => {
  const groups = await groupPeople(head, { by });
  if (!groups.ok) throw new Error(groups.reason);
  expect(groups.value.items.map(({ value, count }) => [value, count.value])).toEqual(expected);
  for (const { filter, count } of groups.value.items) expect(await found({ filter })).toHaveLength(count.value);
});

it.each(['name', 'created', 'client', 'role', 'touch', 'custom.den_rozhdeniya'] as const)(
  'by %s everybody comes once, page by page',
  async (sort) => {
    for (const order of ['asc', 'desc'] as const) {
      const paged: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof listPeople>> = await listPeople(head, {
          sort,
          order,
          limit: 1,
          ...(cursor === null ? {} : { cursor }),
        });
        if (!page.ok) throw new Error(page.reason);
        paged.push(...page.value.items.map(({ full_name }) => full_name));
        cursor = page.value.next_cursor;
      } while (cursor !== null);
      expect(paged).toEqual(await found({ sort, order }));
      if (sort === 'custom.den_rozhdeniya') expect(paged.at(-1)).toBe('Ким Анна');
    }
  },
);

it.each<[PersonListQuery, string[]]>([
  // Of several places the first that is told counts: where somebody decides.
  [{ sort: 'client' }, ['Карпов Виктор', 'Ким Анна', 'Белова Ольга']],
  [{ sort: 'client', order: 'desc' }, ['Белова Ольга', 'Ким Анна', 'Карпов Виктор']],
  [{ sort: 'client', scope: 'left' }, ['Ушедший Пётр']],
  [{ sort: 'client', filter: 'do_not_call is yes' }, ['Карпов Виктор', 'Белова Ольга']],
])('by the name of their client and by role people stand as their rows say: %j', async (query, expected) => {
  const names = await found(query);
  // At one client the id decides.
  const atOne = (all: string[]) => all.filter((name) => name !== 'Белова Ольга').toSorted();
  expect(atOne(names)).toEqual(atOne(expected));
  expect(names.indexOf('Белова Ольга')).toBe(expected.indexOf('Белова Ольга'));
});

it.each(['asc', 'desc'] as const)(
  'by role who has none comes last, by touch whom nobody has touched: %s',
  async (order) => {
    expect((await found({ sort: 'role', order }))[0]).toBe('Карпов Виктор');
    await market.context.db
      .updateTable('clients')
      .set({ last_touch_at: '2026-11-20T07:00:00Z' })
      .where('id', '=', yuzha.id)
      .execute();
    // The latest touch counts, at whichever client it was.
    const touched = await found({ sort: 'touch', order });
    expect(touched.slice(0, 2).toSorted()).toEqual(['Белова Ольга', 'Карпов Виктор']);
    expect(touched.at(2)).toBe('Ким Анна');
    await market.context.db.updateTable('clients').set({ last_touch_at: null }).where('id', '=', yuzha.id).execute();
  },
);

describe('who sees whom', () => {
  it('one sees the people of open cards alone, and of their places those alone', async () => {
    expect(await found({}, lytkin)).toEqual(['Карпов Виктор', 'Ким Анна']);
    expect(await found({ scope: 'mine' }, lytkin)).toEqual(['Карпов Виктор', 'Ким Анна']);
    // A place out of reach neither shows, nor answers, nor makes a group.
    expect(await groupPeople(lytkin, { by: 'region' })).toMatchObject({ value: { items: [{ count: { value: 2 } }] } });
    expect(await found({ filter: 'region is "Ивановская область"' }, lytkin)).toEqual([]);
    expect(await found({ q: 'южа' }, lytkin)).toEqual([]);
    const id = people['Карпов Виктор']?.contact_id ?? '';
    const seen = await readPerson(lytkin, id);
    expect(seen).toMatchObject({
      value: { places: [{ client_id: tulun.id }], editable_at: tulun.id, custom: { uvlechenie: 'рыбалка' } },
    });
    expect(await readPerson(head, id)).toMatchObject({ value: { places: [{}, {}] } });
    expect(await readPerson(lytkin, people['Белова Ольга']?.contact_id ?? '')).toMatchObject({ code: 'not_found' });
  });

  it('what lies in the trash is not there', async () => {
    const gone = await market.client('Администрация Кашина');
    const person = await market.done((w) => addContact(w, gone.id, { full_name: 'Невидимый Иван' }));
    expect(await found({ q: 'невидимый' })).toEqual(['Невидимый Иван']);
    await market.done((w) => trashClient(w, gone.id, { version: gone.version }));
    expect(await found({ q: 'невидимый' })).toEqual([]);
    expect(await readPerson(head, person.contact_id)).toMatchObject({ code: 'not_found' });
  });
});

it('fields of one’s own are checked, told field by field aside of the journal, and taken back', async () => {
  const { contact_id: id = '' } = people['Белова Ольга'] ?? {};
  const now = async () => {
    const list = await listContacts(head, yuzha.id);
    return list.ok ? list.value.items.find(({ contact_id }) => contact_id === id) : undefined;
  };
  const version = (await now())?.version ?? 0;
  const wrong = { version, full_name: ' ', custom: { den_rozhdeniya: '15.01.1981', vozrast: 45 } };
  expect(await market.write((w) => editContact(w, yuzha.id, id, wrong), head)).toMatchObject({
    fields: [
      { path: '/full_name', reason: 'field.required' },
      { path: '/custom/den_rozhdeniya', reason: 'fields.not_date' },
      { path: '/custom/vozrast', reason: 'fields.unknown' },
    ],
  });
  let token = '';
  await market.done(async (w) => {
    const done = await editContact(w, yuzha.id, id, {
      version,
      custom: { uvlechenie: 'шахматы', den_rozhdeniya: null },
    });
    token = w.effects.undo ?? '';
    return done;
  }, head);
  expect((await now())?.custom).toEqual({ uvlechenie: 'шахматы' });
  expect(await recordJournal(head, 'contact', id, { field: 'custom.uvlechenie' })).toMatchObject({
    value: {
      items: [{ before: { 'custom.uvlechenie': null }, after: { 'custom.uvlechenie': 'шахматы' } }],
      fields: expect.arrayContaining([expect.objectContaining({ kind: 'contact', name: 'Увлечение' })]),
    },
  });
  const { rows } = await market.context.db
    .selectFrom('journal_entries')
    .select('after')
    .where('subject_id', '=', id)
    .execute()
    .then((entries) => ({ rows: JSON.stringify(entries) }));
  // About a person it lies aside, so that it can be erased.
  expect(rows).not.toContain('шахматы');
  await market.done((w) => undo(w, token), head);
  expect((await now())?.custom).toEqual({ den_rozhdeniya: '1981-01-15' });
});

it('goes into a file as it is seen, several places in one cell', async () => {
  const wanted = {
    format: 'csv' as const,
    filter: 'role is decision_maker',
    columns: ['name', 'client', 'role', 'phone', 'custom.den_rozhdeniya'],
  };
  expect(await market.write((w) => startExport(w, 'contacts', wanted), lytkin)).toMatchObject({ code: 'forbidden' });
  const { id } = await market.done((w) => startExport(w, 'contacts', wanted), head);
  for (const job of await openJobs(head, EXPORT_JOB)) await runExport(head, job.id);
  const file = await exportFile(head, id);
  if (!file.ok) throw new Error(file.reason);
  let text = '';
  for await (const chunk of readFile(head.db, file.value.id)) text += Buffer.from(chunk).toString('utf8');
  expect(text.trim().split('\r\n')).toEqual([
    'Имя;Клиент;Роль в решении;Телефон;День рождения',
    'Карпов Виктор;"Администрация города Тулуна; Администрация города Южи";ЛПР;+79105550123;09.05.1970',
  ]);
});

it('is filled by an import, too: a column with the name of a field is recognised, what is no value is told', async () => {
  const content =
    'Название;ФИО;День рождения;Увлечение\nСамара;Орлов Олег;12.04.1961;шашки\nСызрань;Титов Герман;вчера;\n';
  const { import: done } = await runClientImport(market.context, {
    name: 'base.csv',
    mediaType: 'text/csv',
    async *open() {
      yield new TextEncoder().encode(content);
    },
  }).then((result) => (result.ok ? result.value : Promise.reject(new Error(result.reason))));
  expect(done).toMatchObject({ mapping: { 'День рождения': 'contact_custom.den_rozhdeniya' }, report: { taken: 2 } });
  const page = await listPeople(head, { q: 'орлов' });
  expect(page).toMatchObject({
    value: { items: [{ custom: { den_rozhdeniya: '1961-04-12', uvlechenie: 'шашки' } }] },
  });
  expect(await listRemarks(head, done.id, {})).toMatchObject({
    value: { items: [{ column: 'День рождения', reason: 'fields.not_date' }] },
  });
});

it('says what it can be filtered by', async () => {
  const fields = await showPersonFields(head);
  const names = fields.ok ? fields.value.items.map(({ name }) => name) : [];
  expect(names).toContain('custom.den_rozhdeniya');
  expect(names).not.toContain('custom.uvlechenie');
});

it('a place out of reach puts nobody anywhere, nor does one at a client in the trash', async () => {
  const secret = await market.client('Аааа тайная');
  const person = await market.done((w) =>
    addContact(w, secret.id, { full_name: 'Юдин', decision_role: 'decision_maker' }),
  );
  await market.done((w) => addContact(w, tulun.id, { full_name: 'Юдин', contact_id: person.contact_id }));
  const first = async (context: Context) => {
    const page = await listPeople(context, { sort: 'client', limit: 1 });
    return page.ok ? page.value : Promise.reject(new Error(page.reason));
  };
  expect((await first(head)).items).toMatchObject([{ full_name: 'Юдин', places: [{ client_id: secret.id }, {}] }]);
  const own = await listPeople(lytkin, { sort: 'client' });
  expect(own).toMatchObject({ value: { items: [1, 2, 3].map(() => ({ places: [{ client_id: tulun.id }] })) } });
  const { next_cursor } = await first(lytkin);
  expect(Buffer.from(next_cursor ?? '', 'base64url').toString('utf8')).not.toContain('тайная');
  await market.done((w) => trashClient(w, secret.id, { version: secret.version }));
  expect((await first(head)).items).not.toMatchObject([{ full_name: 'Юдин' }]);
  expect(await found({ sort: 'client', q: 'юдин' })).toEqual(['Юдин']);
});
