import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '#platform/context.ts';
import type { EmployeeId } from '#shared/ids.ts';
import { newId } from '#shared/ids.ts';
import { ok } from '#shared/result.ts';
import { addContact, admitParticipant } from '../commands.ts';
import { listClients } from '../listing/queries.ts';
import { type TestMarket, testMarket } from '../test-market.ts';
import { registerClientSearch, search } from './queries.ts';

/** Each query with what it must find first. */
const FIRST: readonly (readonly [what: string, query: string, first: string])[] = [
  // Names, their parts and forms.
  ['a whole name', 'Администрация города Тулун', 'Администрация города Тулун'],
  ['a name in capitals', 'АДМИНИСТРАЦИЯ ГОРОДА ТУЛУН', 'Администрация города Тулун'],
  ['one word of a name', 'тулун', 'Администрация города Тулун'],
  ['the beginning of a word', 'берёз', 'Берёзовский городской округ'],
  ['two words in another order', 'тулун администрация', 'Администрация города Тулун'],
  ['beginnings of two words', 'адм орех', 'Администрация Орехово-Зуево'],
  ['beginnings of three words', 'адм гор юж', 'Администрация города Южа'],
  ['a word in the genitive', 'тулуна', 'Администрация города Тулун'],
  ['a word in the instrumental', 'администрацией города южа', 'Администрация города Южа'],
  ['a word in the prepositional', 'администрации города Тулуне', 'Администрация города Тулун'],
  ['an adjective in another case', 'городской администрации майкопа', 'Городская администрация Майкопа'],
  ['an adjective in the nominative', 'городская администрация', 'Городская администрация Майкопа'],
  ['an adjective in the genitive', 'березовского округа', 'Берёзовский городской округ'],
  ['a plural', 'светлые дороги', 'АО «Светлая дорога»'],
  ['a name without quotes and form', 'ромашка', 'ООО «Ромашка»'],
  ['a name with its form', 'ООО Ромашка', 'ООО «Ромашка»'],
  ['another legal form than the one kept', 'ЗАО Ромашка', 'ООО «Ромашка»'],
  ['a form written behind', 'светлая дорога АО', 'АО «Светлая дорога»'],
  ['a hyphen', 'орехово-зуево', 'Администрация Орехово-Зуево'],
  ['a space for a hyphen', 'орехово зуево', 'Администрация Орехово-Зуево'],
  ['half of a name with a hyphen', 'зуево', 'Администрация Орехово-Зуево'],
  ['ё for ё', 'Берёзовский', 'Берёзовский городской округ'],
  ['е for ё', 'березовский', 'Берёзовский городской округ'],
  ['ё at the beginning', 'елкинское', 'Ёлкинское поселение'],
  ['a letter that is a word', 'г тулун', 'Администрация города Тулун'],
  ['a dotted abbreviation', 'адм. г. Тулун', 'Администрация города Тулун'],
  ['a number in the name', 'школа 15', 'МБОУ «Школа № 15»'],
  ['a number with its sign', 'школа №15', 'МБОУ «Школа № 15»'],
  ['another number in the name', 'школа 150', 'МБОУ «Школа № 150»'],
  ['a fragment from the middle', 'лкинск', 'Ёлкинское поселение'],
  ['the end of a word', 'водоканал', 'МУП «Горводоканал»'],
  ['a fragment with a word', 'администрация айкоп', 'Городская администрация Майкопа'],
  ['a name and its region', 'рыбинск ярославская', 'Рыбинск'],
  ['a name and its settlement', 'горводоканал кимры', 'МУП «Горводоканал»'],
  ['a legal name', 'светодор', 'АО «Светлая дорога»'],
  // Slips.
  ['a wrong letter', 'тулум', 'Администрация города Тулун'],
  ['a missing letter', 'берзовский', 'Берёзовский городской округ'],
  ['a letter too many', 'тулуун', 'Администрация города Тулун'],
  ['changed places', 'тлуун', 'Администрация города Тулун'],
  ['a slip in a long word', 'адменистрация южа', 'Администрация города Южа'],
  ['two slips in a long word', 'адменистроция южа', 'Администрация города Южа'],
  ['a slip in a case', 'администрацыей города южа', 'Администрация города Южа'],
  ['a slip at the beginning', 'бирезовский', 'Берёзовский городской округ'],
  ['a slip in what is not finished', 'бирезовск', 'Берёзовский городской округ'],
  ['a slip in a surname', 'щюкина', 'Щукина Алёна Юрьевна'],
  ['a doubled letter', 'роммашка', 'ООО «Ромашка»'],
  ['a slip in Latin', 'habarofsk', 'Хабаровский завод'],
  // Keyboard layout.
  ['the other layout', 'nekey', 'Администрация города Тулун'],
  ['the other layout with a sign for a letter', ',thtpjdcrbq', 'Берёзовский городской округ'],
  ['the other layout of two words', 'flvbybcnhfwbz nekey', 'Администрация города Тулун'],
  ['the other layout of one word of two', 'администрация nekey', 'Администрация города Тулун'],
  ['the other layout of a beginning', 'hjvfi', 'ООО «Ромашка»'],
  ['the other layout of a surname', 'bdfyjd', 'Иванов Пётр Ильич'],
  ['Latin typed in Russian layout', 'ЫШУЬУТЫ', 'ООО «Siemens Энерго»'],
  // Alphabets.
  ['Latin of passports', 'khabarovskiy', 'Хабаровский завод'],
  ['everyday Latin', 'habarovskij', 'Хабаровский завод'],
  ['Latin of a standard', 'xabarovskij', 'Хабаровский завод'],
  ['English of a town', 'tutaev', 'Тутаев'],
  ['English with y', 'tutayev', 'Тутаев'],
  ['a shch', 'shchukina', 'Щукина Алёна Юрьевна'],
  ['a sch', 'schukina', 'Щукина Алёна Юрьевна'],
  ['a soft sound', 'yuzha', 'Администрация города Южа'],
  ['a soft sound of another standard', 'iuzha', 'Администрация города Южа'],
  ['a soft sound of a third', 'juzha', 'Администрация города Южа'],
  ['Latin of a first name', 'alena schukina', 'Щукина Алёна Юрьевна'],
  ['a Latin name', 'siemens', 'ООО «Siemens Энерго»'],
  ['a Latin name in Russian letters', 'сименс', 'ООО «Siemens Энерго»'],
  ['both alphabets', 'siemens энерго', 'ООО «Siemens Энерго»'],
  // Numbers.
  ['a tax number', '6281205097', 'Администрация города Тулун'],
  ['a tax number with spaces', '62 8120 5097', 'Администрация города Тулун'],
  ['the beginning of a tax number', '62812', 'Администрация города Тулун'],
  ['the middle of a tax number', '812050', 'Администрация города Тулун'],
  ['the end of a tax number', '5097', 'Администрация города Тулун'],
  ['a code of the municipality', '25732000', 'Администрация города Тулун'],
  ['a phone as it is dialled', '8 (964) 823-23-07', 'Администрация города Южа'],
  ['a phone with its country', '+7 964 823 23 07', 'Администрация города Южа'],
  ['a phone without signs', '89648232307', 'Администрация города Южа'],
  ['the last four digits', '2307', 'Администрация города Южа'],
  ['the last digits with a hyphen', '23-07', 'Администрация города Южа'],
  ['a phone of a person', '8 910 555 01 23', 'Щукина Алёна Юрьевна'],
  ['the last digits of a person', '0123', 'Щукина Алёна Юрьевна'],
  ['a name with a tax number', 'тулун 6281205097', 'Администрация города Тулун'],
  // Addresses.
  ['a mail', 'glava@yuzha.example.org', 'Администрация города Южа'],
  ['a mail in capitals', 'GLAVA@YUZHA.EXAMPLE.ORG', 'Администрация города Южа'],
  ['the beginning of a mail', 'glava@yuz', 'Администрация города Южа'],
  ['the name of a mailbox', 'glava', 'Администрация города Южа'],
  ['a site', 'https://romashka-svet.example.org/', 'ООО «Ромашка»'],
  ['a part of a site', 'romashka-svet', 'ООО «Ромашка»'],
  ['a mail of a person', 'alena@rybinsk.example.org', 'Щукина Алёна Юрьевна'],
  // People.
  ['a surname', 'щукина', 'Щукина Алёна Юрьевна'],
  ['a first name and a surname', 'алёна щукина', 'Щукина Алёна Юрьевна'],
  ['a surname in another case', 'щукиной', 'Щукина Алёна Юрьевна'],
  ['a surname of a man in another case', 'иванову', 'Иванов Пётр Ильич'],
  ['a surname and initials', 'Щукина А. Ю.', 'Щукина Алёна Юрьевна'],
  ['a surname and the town of the client', 'иванов майкоп', 'Иванов Пётр Ильич'],
  ['a surname and the client', 'щукина рыбинск', 'Щукина Алёна Юрьевна'],
];

describe('the search over everything', () => {
  let market: TestMarket;
  let head: Context;
  let people: Record<'lytkin' | 'kovaleva' | 'engineer' | 'head' | 'nobody', EmployeeId>;
  beforeAll(async () => {
    registerClientSearch();
    market = await testMarket();
    people = {
      lytkin: await market.person('Лыткин Андрей', 'development_manager'),
      kovaleva: await market.person('Ковалёва Ирина', 'development_manager'),
      engineer: await market.person('Седов Пётр', 'engineer'),
      head: await market.person('Ермолаев Виктор', 'head'),
      nobody: await market.person('Никто Никтович'),
    };
    head = await market.as(people.head);
    const { client } = market;
    await client({
      name: 'Администрация города Тулун',
      region: 'Иркутская обл.',
      inn: '6281205097',
      oktmo: '25732000',
    });
    await client({
      name: 'Администрация города Южа',
      region: 'Ивановская область',
      phones: [{ number: '8 (964) 823-23-07' }],
      emails: ['glava@yuzha.example.org'],
    });
    const maykop = await client({ name: 'Городская администрация Майкопа', region: 'Республика Адыгея' });
    await client({ name: 'Администрация Орехово-Зуево', region: 'Московская область' });
    await client({ name: 'Администрация города Тула', region: 'Тульская область' });
    await client({ name: 'Берёзовский городской округ', region: 'Свердловская область' });
    await client({ name: 'Ёлкинское поселение', region: 'Свердловская область' });
    await client({ name: 'ООО «Ромашка»', sites: ['https://romashka-svet.example.org'] });
    await client({ name: 'АО «Светлая дорога»', legal_name: 'Акционерное общество «Светодор»' });
    await client({ name: 'МБОУ «Школа № 15»' });
    await client({ name: 'МБОУ «Школа № 150»' });
    await client({ name: 'МУП «Горводоканал»', settlement: 'Кимры', region: 'Тверская область' });
    await client({ name: 'Хабаровский завод' });
    await client({ name: 'ООО «Siemens Энерго»' });
    await market.held('Тутаев', people.lytkin);
    const rybinsk = await client(
      { name: 'Рыбинск', region: 'Ярославская область' },
      {
        holder: { employeeId: people.kovaleva, via: 'taken' },
        developing: true,
        nextStep: { id: newId(), title: 'Позвонить', on: '2026-11-24' },
      },
    );
    await market.done((w) =>
      addContact(w, rybinsk.id, {
        full_name: 'Щукина Алёна Юрьевна',
        position_title: 'Глава',
        phones: [{ number: '+7 910 555-01-23' }],
        emails: ['alena@rybinsk.example.org'],
      }),
    );
    await market.done((w) => addContact(w, maykop.id, { full_name: 'Иванов Пётр Ильич' }));
    await market.done(async (w) =>
      ok(await admitParticipant(w, rybinsk.id, people.engineer, 'support_request', newId())),
    );
  });
  afterAll(() => market.close());

  const ask = async (who: Context, q: string) => {
    const answer = await search(who, { q });
    if (!answer.ok) throw new Error(answer.reason);
    return answer.value;
  };
  const titles = async (who: Context, q: string) => (await ask(who, q)).items.map(({ title }) => title);

  it.each(FIRST)('finds first by %s', async (_what, query, first) => {
    expect((await titles(head, query))[0]).toBe(first);
  });

  it('finds nothing by nothing, by signs, and by what is not there', async () => {
    for (const query of [' ', '—', '%_\\', "'", '&|!', 'Нью-Васюки', '00000', 'zzzz@qqqq.example'])
      expect(await ask(head, query)).toEqual({ items: [], similar: false });
  });

  it('says when nothing is found exactly, here and in the list of the register', async () => {
    expect((await ask(head, 'тулун')).similar).toBe(false);
    expect((await ask(head, 'тулум')).similar).toBe(true);
    const list = await listClients(head, { q: 'тулум' });
    expect(list).toMatchObject({ value: { similar: true, items: [{ name: 'Администрация города Тулун' }] } });
    const exact = await listClients(head, { q: 'тулуна' });
    expect(exact.ok && exact.value.similar).toBeUndefined();
  });

  it('emphasises what was typed, and shows the number that was meant', async () => {
    const marked = async (query: string) => {
      const [hit] = (await ask(head, query)).items;
      return {
        title: hit?.title_marks.map(([from, to]) => hit.title.slice(from, to)),
        note: hit?.note_marks.map(([from, to]) => hit.note?.slice(from, to)),
        by: hit?.found_by?.marks.map(([from, to]) => hit.found_by?.value.slice(from, to)),
      };
    };
    expect(await marked('адм тулуна')).toEqual({ title: ['Адм', 'Тулун'], note: [], by: undefined });
    expect(await marked('тулун иркутская')).toMatchObject({ title: ['Тулун'], note: ['Иркутская'] });
    expect(await marked('5097')).toMatchObject({ title: [], by: ['5097'] });
    expect(await marked('23 07')).toMatchObject({ by: ['2307'] });
    expect(await marked('glava@yuz')).toMatchObject({ by: ['glava@yuz'] });
  });

  it('puts what is one’s own before what is found as well', async () => {
    await market.held('Посёлок Дальний', people.lytkin);
    await market.held('Посёлок Ближний', people.kovaleva);
    expect((await titles(await market.as(people.lytkin), 'посёлок'))[0]).toBe('Посёлок Дальний');
    expect((await titles(await market.as(people.kovaleva), 'посёлок'))[0]).toBe('Посёлок Ближний');
  });

  it('finds within the reach of each: a glance by its name alone, out of reach nothing, and says no more', async () => {
    const seller = await market.as(people.lytkin);
    expect(await titles(seller, 'рыбинск')).toEqual(['Рыбинск']);
    for (const query of [
      'щукина',
      'щукина рыбинск',
      '0123',
      '6281205097',
      'glava@yuzha.example.org',
      'glava',
      'тулун иркутская',
    ])
      expect(await ask(seller, query)).toEqual({ items: [], similar: false });
    const expert = await market.as(people.engineer);
    expect(await titles(expert, 'щукина')).toEqual(['Щукина Алёна Юрьевна']);
    expect(await titles(expert, 'рыбинск')).toEqual(['Рыбинск']);
    expect(await titles(expert, 'тулун')).toEqual([]);
    const nobody = await market.as(people.nobody);
    for (const query of ['рыбинск', 'щукина', 'рыбинкс', 'тул']) expect(await titles(nobody, query)).toEqual([]);
  });

  it('finds by few digits, by a mail and by two words what is open to a seller, and nothing else', async () => {
    const seller = await market.as(people.lytkin);
    const own = await market.client(
      { name: 'Посёлок Заречный', inn: '7777000019', emails: ['duma@zarechny.example.org'] },
      {
        holder: { employeeId: people.lytkin, via: 'taken' },
        developing: true,
        nextStep: { id: newId(), title: 'Позвонить', on: '2026-11-24' },
      },
    );
    await market.client({ name: 'Посёлок Нагорный', inn: '7777000026', emails: ['duma@nagorny.example.org'] });
    await market.done((w) =>
      addContact(w, own.id, { full_name: 'Дудкина Вера Ивановна', phones: [{ number: '+7 910 555-77-77' }] }),
    );
    expect((await titles(seller, '7777')).toSorted()).toEqual(['Дудкина Вера Ивановна', 'Посёлок Заречный']);
    expect(await titles(seller, 'duma')).toEqual(['Посёлок Заречный']);
    expect(await titles(seller, 'duma@')).toEqual(['Посёлок Заречный']);
    for (const q of ['duma@', '7777'])
      expect(await listClients(seller, { q })).toMatchObject({ value: { items: [{ id: own.id }] } });
    expect(await titles(seller, 'дудкина заречный')).toEqual(['Дудкина Вера Ивановна']);
    expect(await titles(seller, 'дудкина нагорный')).toEqual([]);
    expect(await ask(seller, 'duma@zarechnyi.example.org')).toEqual({ items: [], similar: false });
    expect((await titles(head, '7777')).length).toBe(3);
  });

  it('follows a change of the name at once', async () => {
    const row = await market.client({ name: 'Кукушкино' });
    expect(await titles(head, 'кукушкино')).toEqual(['Кукушкино']);
    await market.context.db
      .updateTable('clients')
      .set({ name: 'Воробьёво', name_search: 'воробьево' })
      .where('id', '=', row.id)
      .execute();
    expect(await titles(head, 'воробьева')).toEqual(['Воробьёво']);
    expect(await titles(head, 'кукушкино')).toEqual([]);
  });
});
