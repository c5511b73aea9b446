import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeField, createField, registerFields } from '#modules/fields/commands.ts';
import type { NewField } from '#modules/fields/contract.ts';
import { followDefinitions } from '#modules/fields/indexing/commands.ts';
import { listFields } from '#modules/fields/queries.ts';
import { undo } from '#modules/journal/commands.ts';
import { recordJournal } from '#modules/journal/queries.ts';
import type { Context } from '#platform/context.ts';
import type { EmployeeId } from '#shared/ids.ts';
import type { Result } from '#shared/result.ts';
import { createClient, editClient, registerClients } from '../commands.ts';
import { listClients, showListFields } from '../listing/queries.ts';
import { clientCard } from '../queries.ts';
import { type TestMarket, testMarket } from '../test-market.ts';

let market: TestMarket;
let head: Context;
let seller: Context;
let lytkin: EmployeeId;

beforeAll(async () => {
  market = await testMarket();
  registerFields();
  registerClients();
  head = await market.as(await market.person('Ермолаев Виктор', 'head'));
  lytkin = await market.person('Лыткин Андрей', 'development_manager');
  seller = await market.as(lytkin);
  for (const field of FIELDS) await market.done((write) => createField(write, { entity: 'client', ...field }), head);
  await followDefinitions(market.context);
});
afterAll(() => market.close());

const FIELDS: Omit<NewField, 'entity'>[] = [
  {
    type: 'choice',
    name_ru: 'Источник бюджета',
    name_en: 'Funding',
    filtered: true,
    choices: [{ name_ru: 'Субсидия', name_en: 'Subsidy' }, { name_ru: 'Концессия' }],
  },
  { type: 'money', name_ru: 'Бюджет', filtered: true },
  { type: 'number', name_ru: 'Светильников', filtered: true },
  { type: 'date', name_ru: 'Гарантия до', filtered: true },
  { type: 'text', name_ru: 'Девиз', filtered: true },
  { type: 'link', name_ru: 'Страница закупки', filtered: true },
  { type: 'person', name_ru: 'Куратор', filtered: true },
  { type: 'yes_no', name_ru: 'В программе', filtered: true },
  { type: 'text', name_ru: 'Заметка главы' },
];
const FULL = () => ({
  istochnik_byudzheta: 'subsidiya',
  byudzhet: 12_345_678_90,
  svetilnikov: 420,
  garantiya_do: '2027-03-01',
  deviz: 'Ёлки зелёные',
  stranitsa_zakupki: 'https://zakupki.example.org/1',
  kurator: lytkin,
  v_programme: true,
  zametka_glavy: 'звонить утром',
});

const faultsOf = (result: Result<unknown>) =>
  result.ok ? [] : (result.fields ?? []).map(({ path, reason }) => `${path} ${reason}`);
const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.reason} ${JSON.stringify(result.fields ?? {})}`);
  return result.value;
};
const names = async (filter: string, more: object = {}, who = head) =>
  value(await listClients(who, { filter, ...more })).items.map(({ name }) => name);

describe('fields of the company’s own at clients', () => {
  it('are kept with a new client, shown on its card and in the list, and changed one by one', async () => {
    const client = await market.done((write) => createClient(write, { name: 'Тулун', custom: FULL() }), head);
    const card = value(await clientCard(head, client.id));
    expect(card.custom).toEqual(FULL());
    expect(card.custom_people).toEqual({ [lytkin]: 'Лыткин Андрей' });
    const edited = await market.done(
      (write) => editClient(write, client.id, { version: client.version, custom: { svetilnikov: 421, deviz: null } }),
      head,
    );
    const { deviz: _gone, ...rest } = FULL();
    expect(edited.custom).toEqual({ ...rest, svetilnikov: 421 });
    const page = value(await listClients(head, { filter: 'name has "тулун"' }));
    expect(page.items[0]).toMatchObject({ custom: { svetilnikov: 421 } });
    expect(page.custom_people).toEqual({ [lytkin]: 'Лыткин Андрей' });
  });

  it('are refused by name where there is no such field, and on the field where the value is of another type', async () => {
    const refused = await market.write(
      (write) =>
        createClient(write, {
          name: '',
          custom: {
            nesuschestvuyuschee: 1,
            byudzhet: 0.5,
            svetilnikov: '420',
            garantiya_do: '2027-02-30',
            istochnik_byudzheta: 'grant',
            stranitsa_zakupki: 'не адрес',
            kurator: '019abc00-0000-7000-8000-000000000000',
            v_programme: 'да',
          },
        }),
      head,
    );
    expect(faultsOf(refused).sort()).toEqual(
      [
        '/name field.required',
        '/custom/nesuschestvuyuschee fields.unknown',
        '/custom/byudzhet fields.not_kopecks',
        '/custom/svetilnikov fields.not_number',
        '/custom/garantiya_do fields.not_date',
        '/custom/istochnik_byudzheta fields.not_a_choice',
        '/custom/stranitsa_zakupki fields.not_a_link',
        '/custom/kurator fields.not_a_person',
        '/custom/v_programme fields.not_yes_no',
      ].sort(),
    );
  });

  it('refuse a stale version with the card as it stands', async () => {
    const client = await market.done((write) => createClient(write, { name: 'Братск' }), head);
    await market.done((write) => editClient(write, client.id, { version: 1, custom: { svetilnikov: 1 } }), head);
    const stale = await market.write(
      (write) => editClient(write, client.id, { version: 1, custom: { svetilnikov: 2 } }),
      head,
    );
    expect(stale).toMatchObject({ reason: 'app.stale_version', details: { theirs: { custom: { svetilnikov: 1 } } } });
  });

  it('are told in the journal field by field, and taken back', async () => {
    const client = await market.done(
      (write) => createClient(write, { name: 'Зима', custom: { svetilnikov: 7 } }),
      head,
    );
    let token = '';
    await market.done(async (write) => {
      const done = await editClient(write, client.id, { version: 1, custom: { svetilnikov: 8, byudzhet: 100 } });
      token = write.effects.undo ?? '';
      return done;
    }, head);
    const journal = value(await recordJournal(head, 'client', client.id, { field: 'custom.svetilnikov' }));
    expect(journal.items.map(({ before, after }) => [before, after])).toEqual([
      [
        { 'custom.svetilnikov': 7, 'custom.byudzhet': null },
        { 'custom.svetilnikov': 8, 'custom.byudzhet': 100 },
      ],
      [null, expect.objectContaining({ 'custom.svetilnikov': 7 })],
    ]);
    expect(journal.fields.find(({ field }) => field === 'custom.svetilnikov')).toMatchObject({
      kind: 'client',
      name: 'Светильников',
      type: 'number',
    });
    await market.done((write) => undo(write, token), head);
    expect(value(await clientCard(head, client.id)).custom).toEqual({ svetilnikov: 7 });
  });
});

describe('lists by fields of the company’s own', () => {
  beforeAll(async () => {
    const add = (name: string, custom: object) =>
      market.done((write) => createClient(write, { name, custom: { ...custom } }), head);
    await add('Первый', FULL());
    await add('Второй', {
      ...FULL(),
      byudzhet: 5_000_00,
      svetilnikov: 5,
      istochnik_byudzheta: 'kontsessiya',
      v_programme: false,
    });
    await add('Третий', {});
  });
  const all = 'name is "Первый","Второй","Третий" and';

  it.each([
    ['custom.istochnik_byudzheta is subsidiya', ['Первый']],
    ['custom.istochnik_byudzheta not subsidiya', ['Второй', 'Третий']],
    ['custom.istochnik_byudzheta is empty', ['Третий']],
    ['custom.byudzhet is 5000..6000', ['Второй']],
    ['custom.byudzhet is 12345678.90', ['Первый']],
    ['custom.svetilnikov is ..5', ['Второй']],
    ['custom.garantiya_do is 2027-01-01..2027-12-31', ['Второй', 'Первый']],
    ['custom.garantiya_do is overdue', []],
    ['custom.deviz has "елки зел"', ['Второй', 'Первый']],
    ['custom.deviz is "Ёлки зелёные"', ['Второй', 'Первый']],
    ['custom.stranitsa_zakupki has zakupki', ['Второй', 'Первый']],
    ['custom.v_programme is no', ['Второй']],
    ['custom.v_programme is empty', ['Третий']],
  ])('filters by %s', async (filter, expected) => {
    expect(await names(`${all} ${filter}`)).toEqual(expected);
  });

  it('filters by a person, and by oneself', async () => {
    expect(await names(`${all} custom.kurator is ${lytkin}`)).toEqual(['Второй', 'Первый']);
    expect(await names(`${all} custom.kurator is me`)).toEqual([]);
  });

  it('puts the list in order, those without a value last, page by page', async () => {
    const filter = 'name is "Первый","Второй","Третий"';
    for (const order of ['asc', 'desc'] as const) {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = value(
          await listClients(head, {
            filter,
            sort: 'custom.byudzhet',
            order,
            limit: 1,
            ...(cursor === undefined ? {} : { cursor }),
          }),
        );
        seen.push(...page.items.map(({ name }) => name));
        cursor = page.next_cursor ?? undefined;
      } while (cursor !== undefined);
      expect(seen).toEqual(order === 'asc' ? ['Второй', 'Первый', 'Третий'] : ['Первый', 'Второй', 'Третий']);
    }
  });

  it('tells a seller nothing of cards that are not theirs', async () => {
    const page = value(await listClients(seller, { filter: 'name is "Первый"' }));
    expect(page.items[0]).not.toHaveProperty('custom');
    expect(await names('custom.v_programme is yes', {}, seller)).toEqual([]);
    expect(value(await listClients(seller, { sort: 'custom.byudzhet' })).scope).toBe('open');
  });

  it('are filtered only by what the company has chosen for it', async () => {
    expect(await listClients(head, { filter: 'custom.zametka_glavy has "утром"' })).toMatchObject({ ok: false });
    expect(await listClients(head, { sort: 'custom.zametka_glavy' })).toMatchObject({ code: 'invalid_input' });
    const fields = value(await showListFields(head)).items.map(({ name }) => name);
    expect(fields).toContain('custom.byudzhet');
    expect(fields).not.toContain('custom.zametka_glavy');
  });

  it('a choice that a card has is not removed but put away; then it stays there and is not chosen anew', async () => {
    const all = value(await listFields(head, 'client')).items;
    const field = all.find(({ key }) => key === 'istochnik_byudzheta');
    if (field === undefined) throw new Error('the field is there');
    const [subsidy, concession] = field.choices;
    if (subsidy === undefined || concession === undefined) throw new Error('both choices are there');
    const said = ({ key, name_ru, name_en }: typeof subsidy) => ({ key, name_ru, name_en });
    const change = (choices: object[]) =>
      market.write((write) => changeField(write, field.id, { version: field.version, choices: choices as [] }), head);
    expect(await change([said(subsidy)])).toMatchObject({
      reason: 'fields.choice_in_use',
      values: { name: 'Концессия' },
    });
    value(await change([said(subsidy), { ...said(concession), archived: true }]));
    const anew = await market.write(
      (write) => createClient(write, { name: 'Новый', custom: { istochnik_byudzheta: 'kontsessiya' } }),
      head,
    );
    expect(faultsOf(anew)).toEqual(['/custom/istochnik_byudzheta fields.choice_archived']);
    expect(await names(`${all2} custom.istochnik_byudzheta is kontsessiya`)).toEqual(['Второй']);
  });
  const all2 = all;
});

it('is defined by the administrator and the head, not by a seller', async () => {
  const field = { entity: 'client', type: 'text', name_ru: 'Секрет' } as const;
  expect(await market.write((write) => createField(write, field), seller)).toMatchObject({ code: 'forbidden' });
  const administrator = await market.as(await market.person('Админов Пётр', undefined, { administrator: true }));
  expect(await market.write((write) => createField(write, field), administrator)).toMatchObject({ ok: true });
});
