import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmployeeId } from '#shared/ids.ts';
import { addContact, changeFacts, closeClient, registerClients } from '../commands.ts';
import { contactsOf } from '../queries.ts';
import { type TestMarket, testMarket } from '../test-market.ts';
import { receiveInterest } from './commands.ts';
import type { InterestInput } from './contract.ts';
import { listInterests } from './queries.ts';
import { domainOf, ownDomain } from './rules.ts';

describe('inbound interest', () => {
  let market: TestMarket;
  let caller: EmployeeId;
  let lytkin: EmployeeId;

  beforeAll(async () => {
    market = await testMarket();
    registerClients();
    caller = await market.person('Бахтина Ольга', 'telemarketer');
    lytkin = await market.person('Лыткин Андрей', 'development_manager');
  });
  afterAll(() => market.close());

  const ask = (more: Partial<InterestInput>): InterestInput => ({
    channel: 'form',
    source: 'Форма на сайте',
    said: 'Пришлите расчёт освещения парка',
    ...more,
  });
  const receive = async (input: InterestInput) =>
    market.done((w) => receiveInterest(w, input), await market.as(caller));

  it.each([
    ['INN', { inn: '6281205097' }, 'inn'],
    ['phone in any spelling', { phone: '8 964 823-23-07', organisation: 'Тулун' }, 'phone'],
    ['phone of a contact', { phone: '+7 (910) 555 01 23' }, 'phone'],
    ['mail', { email: 'Glava@Tulun.example.org' }, 'email'],
    ['site', { site: 'https://www.tulun.example.org/contacts' }, 'site'],
    ['domain of a mail that is its own', { email: 'novichok@tulun.example.org' }, 'site'],
  ])('is matched to the register by %s and makes the client warm', async (_what, asked, matched) => {
    const known = await market.context.db
      .selectFrom('clients')
      .select('id')
      .where('inn', '=', '6281205097')
      .executeTakeFirst();
    const id =
      known?.id ??
      (
        await market.client({
          name: 'Администрация Тулуна',
          inn: '6281205097',
          phones: [{ number: '+7 964 823 23 07' }],
          emails: ['glava@tulun.example.org'],
          sites: ['http://tulun.example.org/'],
        })
      ).id;
    if (known === undefined) {
      await market.done((w) => addContact(w, id, { full_name: 'Карпов Виктор', phones: [{ number: '89105550123' }] }));
    }
    expect(await receive(ask(asked))).toMatchObject({ client_id: id, matched_by: matched, state: 'warm' });
  });

  it('makes a new client, with whoever asked as its contact and the enquiry as the basis for calls', async () => {
    const receipt = await receive(
      ask({
        organisation: 'Завод «Луч»',
        person_name: 'Смирнова Ольга',
        phone: '+7 495 000-11-22',
        email: 'o.smirnova@mail.ru',
      }),
    );
    expect(receipt).toMatchObject({ matched_by: 'new_client', client_name: 'Завод «Луч»', state: 'warm' });
    const client = await market.done((w) => changeFacts(w, receipt.client_id, {}));
    expect(client).toMatchObject({
      call_basis: 'enquiry',
      call_basis_note: 'Форма на сайте',
      call_basis_on: '2026-11-23',
      phones: [],
    });
    expect(await contactsOf(market.context, client.id)).toMatchObject([
      { full_name: 'Смирнова Ольга', phones: [{ number: '+74950001122' }] },
    ]);
    await receive(ask({ phone: '8 495 000 11 22', person_name: 'Ольга Смирнова' }));
    expect(await contactsOf(market.context, client.id)).toHaveLength(1);
  });

  it('matches nobody by a phone that two clients share', async () => {
    for (const name of ['Близнец-1', 'Близнец-2'])
      await market.client({ name, phones: [{ number: '+7 812 333-44-55' }] });
    expect(await receive(ask({ organisation: 'Близнец-3', phone: '+7 812 333-44-55' }))).toMatchObject({
      matched_by: 'new_client',
    });
  });

  it('leaves work that is under way as it is, pulls the check of a waiting client to today, looks again at one that was not of the target', async () => {
    const working = await market.held('В работе', lytkin);
    expect(await receive(ask({ client_id: working.id }))).toMatchObject({
      state: 'in_development',
      matched_by: 'chosen',
    });
    const waiting = await market.client('Ждёт', {
      waitingReason: 'Бюджет',
      check: { on: '2027-06-01', ownerId: lytkin },
    });
    expect(await receive(ask({ client_id: waiting.id }))).toMatchObject({ state: 'waiting' });
    expect(await market.done((w) => changeFacts(w, waiting.id, {}))).toMatchObject({ next_check_on: '2026-11-23' });
    const closed = await market.client('Не наш');
    await market.done((w) =>
      closeClient(w, closed.id, { version: closed.version, as: 'not_target', reason: 'Не занимаются' }),
    );
    expect(await receive(ask({ client_id: closed.id }))).toMatchObject({ state: 'warm' });
  });

  it('is refused where it says nothing of who asked, or says it wrongly', async () => {
    const write = async (more: Partial<InterestInput>) =>
      market.write((w) => receiveInterest(w, ask(more)), await market.as(caller));
    expect(await write({})).toMatchObject({ ok: false, reason: 'clients.interest_of_nobody' });
    expect(await write({ inn: '123' })).toMatchObject({ ok: false, fields: [{ path: '/inn', reason: 'inn.length' }] });
    expect(await write({ phone: 'нет' })).toMatchObject({ ok: false, fields: [{ path: '/phone' }] });
  });

  it('is read at the client by those to whom its card is open', async () => {
    const client = await market.held('Читаемый', lytkin);
    await receive(ask({ client_id: client.id }));
    expect(await listInterests(await market.as(lytkin), client.id)).toMatchObject({
      ok: true,
      value: { items: [{ channel: 'form' }] },
    });
    const other = await market.as(await market.person('Другой Пётр', 'development_manager'));
    expect(await listInterests(other, client.id)).toMatchObject({ ok: false, code: 'not_found' });
  });
});

describe('the domain of an organisation', () => {
  it.each([
    ['https://www.Tulun.example.org/a?b', 'tulun.example.org'],
    ['tulun.example.org', 'tulun.example.org'],
    ['пример.рф/контакты', 'пример.рф'],
    ['просто слова', null],
    ['', null],
  ])('of «%s» is %s', (text, domain) => {
    expect(domainOf(text)).toBe(domain);
  });

  it('is never that of a mail service', () => {
    expect(ownDomain({ site: null, email: 'a@gmail.com' })).toBeNull();
    expect(ownDomain({ site: null, email: 'a@zavod.example.org' })).toBe('zavod.example.org');
  });
});
