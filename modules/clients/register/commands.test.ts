import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { undo } from '#modules/journal/commands.ts';
import { clientJournal, recordJournal } from '#modules/journal/queries.ts';
import { inTransaction } from '#platform/context.ts';
import type { EmployeeId } from '#shared/ids.ts';
import { registerClients } from '../commands.ts';
import { clientCard, reachOf } from '../queries.ts';
import { type TestMarket, testMarket } from '../test-market.ts';
import { createClient, editClient } from './commands.ts';

describe('the card of a client', () => {
  let market: TestMarket;
  let head: EmployeeId;
  let lytkin: EmployeeId;
  let kovaleva: EmployeeId;
  let engineer: EmployeeId;

  beforeAll(async () => {
    market = await testMarket();
    registerClients();
    head = await market.person('Ермолаев Виктор', 'head');
    lytkin = await market.person('Лыткин Андрей', 'development_manager');
    kovaleva = await market.person('Ковалёва Ирина', 'development_manager');
    engineer = await market.person('Седов Пётр', 'engineer');
  });
  afterAll(() => market.close());

  it('needs no more than a name, and belongs to nobody to begin with', async () => {
    const client = await market.done(
      (w) => createClient(w, { name: '  Администрация   Кашина ' }),
      await market.as(lytkin),
    );
    expect(client).toMatchObject({
      name: 'Администрация Кашина',
      state: 'cold',
      holder_id: null,
      time_zone: 'Europe/Moscow',
      version: 1,
    });
    expect(await reachOf(await market.as(lytkin), client.id)).toBe('work');
    expect(await reachOf(await market.as(kovaleva), client.id)).toBe('glance');
  });

  it('is kept clean: identifiers checked, phones in one spelling, the zone by the region', async () => {
    const client = await market.done((w) =>
      createClient(w, {
        name: 'ООО «Ромашка»',
        inn: ' 7707083893 ',
        kpp: '773601001',
        ogrn: '1027700132195',
        region: 'Омская обл.',
        phones: [{ number: '8 (3812) 24-10-10 доб. 12' }, { number: '+7 3812 241010', extension: '12' }],
        emails: ['info@example.org'],
        call_basis: 'individual_offer',
      }),
    );
    expect(client).toMatchObject({
      inn: '7707083893',
      region: 'Омская область',
      time_zone: 'Asia/Omsk',
      phones: [{ number: '+73812241010', extension: '12' }],
      call_basis_on: '2026-11-23',
    });
  });

  it('names every wrong field at once and saves nothing', async () => {
    const refused = await market.write((w) =>
      createClient(w, {
        name: ' ',
        inn: '7707083894',
        kpp: '1',
        ogrn: '123',
        oktmo: 'нет',
        phones: [{ number: 'позвоните' }],
        emails: ['не почта'],
        time_zone: 'Луна',
      }),
    );
    expect(refused).toMatchObject({ ok: false, code: 'invalid_input' });
    expect(!refused.ok && refused.fields?.map(({ path, reason }) => [path, reason])).toEqual([
      ['/name', 'field.required'],
      ['/inn', 'inn.checksum'],
      ['/kpp', 'kpp.format'],
      ['/ogrn', 'ogrn.length'],
      ['/oktmo', 'oktmo.not_digits'],
      ['/time_zone', 'clients.time_zone_unknown'],
      ['/emails/0', 'clients.email_unreadable'],
      ['/phones/0/number', 'clients.phone_unreadable'],
    ]);
  });

  it('says of an INN that is in the register only that it is, whoever asks', async () => {
    await market.client({ name: 'Держатель номера', inn: '7736050003', kpp: '773601001' });
    const ask = async (input: { inn: string; kpp?: string }) =>
      market.write((w) => createClient(w, { name: 'Другое название', ...input }), await market.as(lytkin));
    const refused = await ask({ inn: '7736050003' });
    expect(refused).toEqual({ ok: false, reason: 'clients.already_registered', code: 'conflict' });
    expect(await ask({ inn: '7736050003', kpp: '773601001' })).toMatchObject({ ok: false });
    expect(await ask({ inn: '7736050003', kpp: '540601001' })).toMatchObject({ ok: true });
  });

  it('takes one of two clients with the same INN that come at the same instant', async () => {
    const input = { name: 'Близнец', inn: '5009051111' };
    const results = await Promise.allSettled([1, 2].map(() => market.write((w) => createClient(w, input))));
    expect(results.filter((result) => result.status === 'fulfilled' && result.value.ok)).toHaveLength(1);
  });

  it('is added by those who carry clients, not by those who serve', async () => {
    const refused = await market.write((w) => createClient(w, { name: 'Новый' }), await market.as(engineer));
    expect(refused).toMatchObject({ ok: false, code: 'forbidden' });
  });

  it('is edited by its holder, and a stale edit gets both versions and overwrites nothing', async () => {
    const client = await market.held('Тулун', lytkin);
    const me = await market.as(lytkin);
    const edited = await market.done((w) => editClient(w, client.id, { version: client.version, size: 42029 }), me);
    expect(edited).toMatchObject({ size: 42029, version: client.version + 1 });
    const stale = await market.write((w) => editClient(w, client.id, { version: client.version, size: 1 }), me);
    expect(stale).toMatchObject({ ok: false, reason: 'app.stale_version', details: { theirs: { size: 42029 } } });
    const foreign = async (who: EmployeeId) =>
      market.write((w) => editClient(w, client.id, { version: edited.version, size: 1 }), await market.as(who));
    expect(await foreign(kovaleva)).toMatchObject({ ok: false, code: 'forbidden', reason: 'clients.not_yours' });
    expect(await foreign(engineer)).toMatchObject({ ok: false, code: 'not_found' });
    expect(await foreign(head)).toMatchObject({ ok: true });
  });

  it('is put back by an undo, unless it has been changed since', async () => {
    const client = await market.held('Рыбинск', lytkin);
    const me = await market.as(lytkin);
    const editAs = async (size: number, version: number, who = me) =>
      inTransaction(who, async (w) => {
        const edited = await editClient(w, client.id, { version, size, note: `размер ${size}` });
        return edited.ok ? { ok: true, value: { row: edited.value, undo: w.effects.undo ?? '' } } : edited;
      });
    const first = await editAs(100, client.version);
    if (!first.ok) throw new Error(first.reason);
    await market.done((w) => undo(w, first.value.undo), me);
    const back = await clientCard(me, client.id);
    expect(back).toMatchObject({ ok: true, value: { size: null, note: null, version: client.version + 2 } });
    const second = await editAs(200, client.version + 2);
    if (!second.ok) throw new Error(second.reason);
    await editAs(300, second.value.row.version, await market.as(head));
    expect(await market.write((w) => undo(w, second.value.undo), me)).toMatchObject({
      ok: false,
      reason: 'journal.acted_on_since',
    });
  });

  it('has a journal for those to whom the card is open', async () => {
    const client = await market.held('Мышкин', lytkin);
    const read = async (who: EmployeeId) => clientJournal(await market.as(who), client.id, {});
    expect(await read(lytkin)).toMatchObject({
      ok: true,
      value: { items: [{ action: 'client.state_changed' }, { action: 'client.created' }] },
    });
    expect(await read(kovaleva)).toMatchObject({ ok: false, code: 'not_found' });
  });

  it('tells of each field who changed it, from what to what, and nothing of the others', async () => {
    const client = await market.client({ name: 'Администрация Торжка', size: 44_000 });
    const edit = { version: client.version, size: 43_100, source: 'Росстат' };
    await market.done((w) => editClient(w, client.id, edit), await market.as(head));
    const changes = async (field: string, who: EmployeeId) => {
      const read = await recordJournal(await market.as(who), 'client', client.id, { field });
      return read.ok ? read.value.items.map(({ before, after, actor_name }) => ({ before, after, actor_name })) : read;
    };
    expect(await changes('size', head)).toMatchObject([
      { before: { size: 44_000 }, after: { size: 43_100 }, actor_name: 'Ермолаев Виктор' },
      { after: { size: 44_000 } },
    ]);
    expect(await changes('source', head)).toHaveLength(1);
    expect(await changes('note', head)).toEqual([]);
    expect(await changes('size', engineer)).toMatchObject({ code: 'not_found' });
  });

  it('shows at a glance name, region, holder and state, and nothing else', async () => {
    const client = await market.held('Углич', lytkin);
    const card = await clientCard(await market.as(kovaleva), client.id);
    expect(card).toEqual({
      ok: true,
      value: {
        id: client.id,
        reach: 'glance',
        name: 'Углич',
        region: null,
        state: 'in_development',
        group: 'in_work',
        holder: { id: lytkin, full_name: 'Лыткин Андрей' },
        allowed: { edit: false, work: false, take: false, transfer: false, close: false, trash: false },
      },
    });
    expect(await clientCard(await market.as(engineer), client.id)).toMatchObject({ ok: false, code: 'not_found' });
  });
});
