import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { undo } from '#modules/journal/commands.ts';
import { inTransaction } from '#platform/context.ts';
import type { EmployeeId } from '#shared/ids.ts';
import { registerClients } from '../commands.ts';
import { contactsOf } from '../queries.ts';
import { type TestMarket, testMarket } from '../test-market.ts';
import { addContact, editContact } from './commands.ts';
import { listContacts } from './queries.ts';

describe('people at a client', () => {
  let market: TestMarket;
  let lytkin: EmployeeId;
  let kovaleva: EmployeeId;

  beforeAll(async () => {
    market = await testMarket();
    registerClients();
    lytkin = await market.person('Лыткин Андрей', 'development_manager');
    kovaleva = await market.person('Ковалёва Ирина', 'development_manager');
  });
  afterAll(() => market.close());

  it('are added with clean data; values about the person go to the side row of the journal', async () => {
    const client = await market.held('Тулун', lytkin);
    const contact = await market.done(
      (w) =>
        addContact(w, client.id, {
          full_name: ' Карпов  Виктор ',
          position_title: 'Глава администрации',
          decision_role: 'decision_maker',
          phones: [{ number: '8 910 555-01-23' }],
          consent: 'given',
        }),
      await market.as(lytkin),
    );
    expect(contact).toMatchObject({
      full_name: 'Карпов Виктор',
      phones: [{ number: '+79105550123' }],
      consent_on: '2026-11-23',
    });
    const entry = await market.context.db
      .selectFrom('journal_entries as e')
      .innerJoin('journal_personal_values as p', 'p.entry_id', 'e.id')
      .select(['e.action', 'e.after', 'p.after as personal', 'p.person_id'])
      .where('e.subject_id', '=', contact.contact_id)
      .executeTakeFirstOrThrow();
    expect(entry).toMatchObject({ action: 'contact.added', person_id: contact.contact_id });
    expect(Object.keys(entry.after as object).toSorted()).toEqual([
      'consent',
      'consent_on',
      'decision_role',
      'position_title',
    ]);
    expect(Object.keys(entry.personal as object).toSorted()).toEqual(['full_name', 'phones']);
  });

  it('have one decision maker among them, until that one leaves', async () => {
    const client = await market.held('Южа', lytkin);
    const me = await market.as(lytkin);
    const first = await market.done(
      (w) => addContact(w, client.id, { full_name: 'Первый', decision_role: 'decision_maker' }),
      me,
    );
    const second = () =>
      market.write((w) => addContact(w, client.id, { full_name: 'Второй', decision_role: 'decision_maker' }), me);
    expect(await second()).toMatchObject({
      ok: false,
      reason: 'clients.decision_maker_known',
      values: { name: 'Первый' },
    });
    const gone = await market.done(
      (w) => editContact(w, client.id, first.contact_id, { version: first.version, left_on: '2026-11-20' }),
      me,
    );
    expect(gone.decision_role).toBeNull();
    expect(await second()).toMatchObject({ ok: true });
    expect((await contactsOf(market.context, client.id)).map(({ full_name }) => full_name)).toEqual([
      'Второй',
      'Первый',
    ]);
  });

  it('may be known from another client, within one’s reach only, and are one person at both', async () => {
    const [mine, foreign] = [await market.held('Неман', lytkin), await market.held('Кашин', kovaleva)];
    const person = await market.done(
      (w) => addContact(w, foreign.id, { full_name: 'Совместитель Олег' }),
      await market.as(kovaleva),
    );
    const take = (clientId: string, who: EmployeeId) =>
      market
        .as(who)
        .then((context) =>
          market.write(
            (w) => addContact(w, clientId, { full_name: 'Совместитель Олег', contact_id: person.contact_id }),
            context,
          ),
        );
    expect(await take(mine.id, lytkin)).toMatchObject({ ok: false, code: 'invalid_input' });
    expect(await take(foreign.id, kovaleva)).toMatchObject({ ok: false, reason: 'clients.contact_already_here' });
    const other = await market.held('Калязин', kovaleva);
    expect(await take(other.id, kovaleva)).toMatchObject({ ok: true, value: { contact_id: person.contact_id } });
  });

  it('are edited under their version, and an undo puts them back', async () => {
    const client = await market.held('Корсаков', lytkin);
    const me = await market.as(lytkin);
    const contact = await market.done((w) => addContact(w, client.id, { full_name: 'Иванова Анна' }), me);
    const edit = {
      version: contact.version,
      full_name: 'Иванова-Петрова Анна',
      phones: [{ number: '+7 495 123-45-67' }],
    };
    const edited = await inTransaction(me, async (w) => {
      const done = await editContact(w, client.id, contact.contact_id, edit);
      return done.ok ? { ok: true, value: w.effects.undo ?? '' } : done;
    });
    const stale = await market.write(
      (w) => editContact(w, client.id, contact.contact_id, { version: 1, note: 'x' }),
      me,
    );
    expect(stale).toMatchObject({
      ok: false,
      reason: 'app.stale_version',
      details: { theirs: { full_name: 'Иванова-Петрова Анна' } },
    });
    await market.done((w) => undo(w, edited.ok ? edited.value : ''), me);
    expect(await contactsOf(market.context, client.id)).toMatchObject([{ full_name: 'Иванова Анна', phones: [] }]);
  });

  it('are read by those to whom the card is open, and changed by those who work with it', async () => {
    const client = await market.held('Новосиль', lytkin);
    const foreign = await market.as(kovaleva);
    expect(await listContacts(foreign, client.id)).toMatchObject({ ok: false, code: 'not_found' });
    expect(await market.write((w) => addContact(w, client.id, { full_name: 'Чужой' }), foreign)).toMatchObject({
      ok: false,
      code: 'forbidden',
    });
  });
});
