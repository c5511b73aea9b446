import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { undo } from '#modules/journal/commands.ts';
import { clientJournal } from '#modules/journal/queries.ts';
import type { Context } from '#platform/context.ts';
import { inTransaction } from '#platform/context.ts';
import type { EmployeeId } from '#shared/ids.ts';
import { addContact, registerClients } from '../commands.ts';
import type { ClientInput, ClientRow } from '../contract.ts';
import { keepApart, linkBranch, reopenDecision } from '../duplicates/commands.ts';
import { findSimilar, listDecided, listPairs } from '../duplicates/queries.ts';
import { clientCard } from '../queries.ts';
import { editClient } from '../register/commands.ts';
import { type TestMarket, testMarket } from '../test-market.ts';
import { forgetInMerges, mergeClients, undoMerge } from './commands.ts';
import { previewMerge } from './queries.ts';
import type { MergeChoices } from './rules.ts';

const TOWNS = [
  ...[
    'Южа',
    'Кохма',
    'Тейково',
    'Вичуга',
    'Родники',
    'Фурманов',
    'Приволжск',
    'Заволжск',
    'Комсомольск',
    'Пучеж',
    'Плёс',
  ],
  ...['Наволоки', 'Лежнево', 'Палех', 'Савино', 'Пестяки', 'Лух', 'Ильинское', 'Новописцово', 'Каминский', 'Архиповка'],
];

describe('two cards of one organisation', () => {
  let market: TestMarket;
  let head: EmployeeId;
  let lytkin: EmployeeId;
  let kovaleva: EmployeeId;
  let engineer: EmployeeId;
  let asHead: Context;

  beforeAll(async () => {
    market = await testMarket();
    registerClients();
    head = await market.person('Ермолаев Виктор', 'head');
    lytkin = await market.person('Лыткин Андрей', 'development_manager');
    kovaleva = await market.person('Ковалёва Ирина', 'development_manager');
    engineer = await market.person('Седов Пётр', 'engineer');
    asHead = await market.as(head);
  });
  afterAll(() => market.close());

  let made = 0;
  /** Two cards with one phone, of a town of their own. */
  const twins = async (more: Partial<ClientInput> = {}): Promise<[ClientRow, ClientRow]> => {
    const town = TOWNS[made++];
    const phones = [{ number: `+7493200${String(1000 + made)}` }];
    return [
      await market.client({ name: `Администрация города ${town}`, phones, region: 'Ивановская область' }),
      await market.client({ name: `Адм. г. ${town}`, phones, region: 'Ивановская область', ...more }),
    ];
  };
  const merge = (into: ClientRow, from: ClientRow, choices: Partial<MergeChoices> = {}, who = asHead) =>
    market.write(
      (w) => mergeClients(w, { intoId: into.id, fromId: from.id, choices: { fields: {}, ...choices } }),
      who,
    );
  const merged = async (...args: Parameters<typeof merge>) => {
    const result = await merge(...args);
    if (!result.ok) throw new Error(result.reason);
    return result.value;
  };
  const pairOf = async (client: ClientRow, who = asHead) => {
    const page = await listPairs(who, { client_id: client.id });
    if (!page.ok) throw new Error(page.reason);
    return page.value;
  };

  it('are found at once, shown to the head with the reasons, and to whoever holds both', async () => {
    const [one, other] = await twins();
    expect(await pairOf(one)).toMatchObject({
      left: { value: 1 },
      judges: true,
      items: [{ score: 82, suggestion: 'merge', reasons: [{ kind: 'phone' }, { kind: 'name' }] }],
    });
    const mine = await market.held('Ничей город', lytkin);
    expect((await pairOf(other, await market.as(lytkin))).items).toEqual([]);
    const also = await market.held('Ничей город', lytkin);
    await market.done(
      (w) => editClient(w, mine.id, { version: mine.version, phones: [{ number: '+74932009999' }] }),
      asHead,
    );
    await market.done(
      (w) => editClient(w, also.id, { version: also.version, phones: [{ number: '+74932009999' }] }),
      asHead,
    );
    expect((await pairOf(mine, await market.as(lytkin))).items).toHaveLength(1);
    expect((await pairOf(mine, await market.as(kovaleva))).items).toEqual([]);
  });

  it('become one: what only the other knew is taken over, links and the journal lead to the one that stays', async () => {
    const [into, from] = await twins({ inn: '7707083893', emails: ['info@gorod.example.org'], note: 'Звонить утром' });
    await market.done((w) => addContact(w, from.id, { full_name: 'Новикова Наталья' }), asHead);
    const before = await previewMerge(asHead, into.id, from.id);
    expect(before).toMatchObject({ ok: true, value: { moves: [{ table: 'contacts', count: 1 }], holders: [] } });
    await merged(into, from);
    const card = await clientCard(asHead, from.id);
    expect(card).toMatchObject({
      ok: true,
      value: {
        id: into.id,
        merged_into: into.id,
        inn: '7707083893',
        emails: ['info@gorod.example.org'],
        note: 'Звонить утром',
      },
    });
    const journal = await clientJournal(asHead, into.id, {});
    const actions = journal.ok ? journal.value.items.map(({ action }) => action) : [];
    expect(actions).toEqual(expect.arrayContaining(['client.merged', 'client.merged_away', 'contact.added']));
    expect(await market.write((w) => editClient(w, from.id, { version: 9, note: 'x' }), asHead)).toMatchObject({
      ok: false,
      reason: 'clients.merged_away',
    });
    // The number belongs to the one that stays: it may be edited, and nobody else may have it.
    const row = await clientCard(asHead, into.id);
    if (!row.ok) throw new Error(row.reason);
    await market.done((w) => editClient(w, into.id, { version: row.value.version ?? 0, note: 'Вечером' }), asHead);
  });

  it('survive field by field as somebody chose, and a ban on calls always', async () => {
    const [into, from] = await twins({ settlement: 'Приволжск', do_not_call: true, do_not_call_reason: 'Просили' });
    await merged(into, from, { fields: { name: 'from', settlement: 'into', phones: 'into' } });
    const card = await clientCard(asHead, into.id);
    expect(card).toMatchObject({
      ok: true,
      value: { name: from.name, settlement: null, do_not_call: true, do_not_call_reason: 'Просили' },
    });
  });

  it('of two people who work with them somebody has to say who goes on', async () => {
    const one = await market.held('Город двоих', lytkin);
    const other = await market.held('Город двоих тоже', kovaleva);
    expect(await merge(one, other)).toMatchObject({ ok: false, reason: 'clients.merge_two_holders' });
    await merged(one, other, { holder_id: kovaleva });
    expect(await clientCard(await market.as(lytkin), one.id)).toMatchObject({
      ok: true,
      value: { holder: { id: kovaleva }, reach: 'card', state: 'in_development' },
    });
  });

  it('of two decision makers one stays', async () => {
    const [into, from] = await twins();
    const deciding = { decision_role: 'decision_maker' as const };
    await market.done((w) => addContact(w, into.id, { full_name: 'Ильин Олег', ...deciding }), asHead);
    await market.done((w) => addContact(w, from.id, { full_name: 'Горин Пётр', ...deciding }), asHead);
    expect(await previewMerge(asHead, into.id, from.id)).toMatchObject({
      ok: true,
      value: { decision_makers: { into: 'Ильин Олег', from: 'Горин Пётр' } },
    });
    await merged(into, from, { decision_maker: 'from' });
    const roles = await market.context.db
      .selectFrom('v_client_contacts')
      .select(['full_name', 'decision_role'])
      .where('client_id', '=', into.id)
      .orderBy('full_name')
      .execute();
    expect(roles).toEqual([
      { full_name: 'Горин Пётр', decision_role: 'decision_maker' },
      { full_name: 'Ильин Олег', decision_role: null },
    ]);
  });

  it('are parted again by an undo, unless somebody has gone on with them', async () => {
    const [into, from] = await twins({ note: 'Своя заметка' });
    const done = await inTransaction(asHead, async (w) => {
      const result = await mergeClients(w, { intoId: into.id, fromId: from.id, choices: { fields: {} } });
      return result.ok ? { ok: true, value: { ...result.value, token: w.effects.undo ?? '' } } : result;
    });
    if (!done.ok) throw new Error(done.reason);
    await market.done((w) => undo(w, done.value.token), asHead);
    expect(await clientCard(asHead, from.id)).toMatchObject({ ok: true, value: { id: from.id, note: 'Своя заметка' } });
    expect((await pairOf(into)).items).toHaveLength(1);

    const again = await merged(into, from);
    await market.done((w) => addContact(w, into.id, { full_name: 'Кто-то Новый' }), asHead);
    expect(await market.write((w) => undoMerge(w, again.id), asHead)).toMatchObject({
      ok: false,
      reason: 'clients.merge_built_on',
      details: { built: [{ action: 'contact.added' }] },
    });
  });

  it('are merged by nobody who may not edit both; out of reach they are not found', async () => {
    const [into, from] = await twins();
    expect(await merge(into, from, {}, await market.as(kovaleva))).toMatchObject({ ok: false, code: 'forbidden' });
    expect(await merge(into, from, {}, await market.as(engineer))).toMatchObject({ ok: false, code: 'not_found' });
    expect(await merge(into, into)).toMatchObject({ ok: false, code: 'not_found' });
    const stale = { into: into.version + 1, from: from.version };
    const refused = await market.write(
      (w) => mergeClients(w, { intoId: into.id, fromId: from.id, choices: { fields: {} }, versions: stale }),
      asHead,
    );
    expect(refused).toMatchObject({ ok: false, reason: 'app.stale_version' });
  });

  it('kept apart are not shown again, until the decision is taken back', async () => {
    const [one, other] = await twins();
    await market.done((w) => keepApart(w, one.id, other.id), asHead);
    expect((await pairOf(one)).items).toEqual([]);
    await market.done((w) => editClient(w, one.id, { version: one.version, emails: ['a@apart.example.org'] }), asHead);
    expect((await pairOf(one)).items).toEqual([]);
    const decided = await listDecided(asHead);
    expect(decided.ok && decided.value.items).toContainEqual(
      expect.objectContaining({ decision: 'apart', by_name: 'Ермолаев Виктор' }),
    );
    await market.done((w) => reopenDecision(w, one.id, other.id), asHead);
    expect((await pairOf(one)).items).toHaveLength(1);
  });

  it('a branch and its head organisation name each other', async () => {
    const [main, branch] = await twins();
    await market.done((w) => linkBranch(w, { headId: main.id, branchId: branch.id }), asHead);
    expect(await clientCard(asHead, main.id)).toMatchObject({ ok: true, value: { branches: [{ id: branch.id }] } });
    expect(await clientCard(asHead, branch.id)).toMatchObject({ ok: true, value: { head: { id: main.id } } });
    const [third] = await twins();
    expect(await market.write((w) => linkBranch(w, { headId: branch.id, branchId: third.id }), asHead)).toMatchObject({
      ok: false,
      reason: 'clients.head_is_branch',
    });
    expect(await market.write((w) => linkBranch(w, { headId: third.id, branchId: main.id }), asHead)).toMatchObject({
      ok: false,
      reason: 'clients.branch_is_head',
    });
    await merged(third, main);
    expect(await clientCard(asHead, branch.id)).toMatchObject({ ok: true, value: { head: { id: third.id } } });
  });

  it('are warned of while the second one is being typed in, within reach', async () => {
    await market.client({ name: 'МУП «Горсвет» Юрьевец', inn: '7736050003', phones: [{ number: '+74932005555' }] });
    const ask = async (who: EmployeeId, typed: Parameters<typeof findSimilar>[1]) => {
      const found = await findSimilar(await market.as(who), typed);
      return found.ok ? found.value : null;
    };
    expect(await ask(lytkin, { name: 'Горсвет Юрьевец МУП', phones: ['8 (4932) 00-55-55'] })).toMatchObject({
      items: [{ name: 'МУП «Горсвет» Юрьевец', reasons: [{ kind: 'phone' }, { kind: 'name' }] }],
      already_registered: false,
    });
    expect(await ask(lytkin, { name: 'Администрация города Городa', region: 'Ивановская обл' })).toMatchObject({
      items: expect.any(Array),
    });
    expect(await ask(engineer, { inn: '7736050003' })).toEqual({ items: [], already_registered: false });
    const marketer = await market.person('Белова Анна');
    expect(await ask(marketer, { inn: '7736050003' })).toEqual({ items: [], already_registered: false });
  });

  it('keep nothing of a person who is erased, and are parted all the same', async () => {
    const [into, from] = await twins();
    const kept = await market.done((w) => addContact(w, into.id, { full_name: 'Рогова Инна' }), asHead);
    await market.done(
      (w) => addContact(w, from.id, { full_name: 'Рогова Инна', phones: [{ number: '+79101234567' }] }),
      asHead,
    );
    const { id } = await merged(into, from);
    const changesOf = async () =>
      JSON.stringify(
        await market.context.db.selectFrom('client_merges').select('changes').where('id', '=', id).execute(),
      );
    expect(await changesOf()).toContain('+79101234567');
    expect(await market.done((w) => forgetInMerges(w, kept.contact_id))).toEqual({ erased: 1 });
    expect(await changesOf()).not.toContain('+79101234567');
    expect(await market.done((w) => forgetInMerges(w, kept.contact_id))).toEqual({ erased: 0 });
    expect(await market.write((w) => undoMerge(w, id), asHead)).toMatchObject({ ok: true });
    expect((await clientCard(asHead, from.id)).ok).toBe(true);
  });
});
