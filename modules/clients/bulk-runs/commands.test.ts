import { afterAll, beforeAll, expect, it } from 'vitest';
import { createField, registerFields } from '#modules/fields/commands.ts';
import type { Context } from '#platform/context.ts';
import { openJobs } from '#platform/jobs/store.ts';
import type { EmployeeId } from '#shared/ids.ts';
import type { Result } from '#shared/result.ts';
import { BULK_JOB, cancelBulk, startBulk, sweepBulk, undoBulk } from '../bulk/commands.ts';
import type { BulkChange, BulkSelection } from '../bulk/contract.ts';
import { listBulkLeft, listBulkReceived, listBulks, showBulk } from '../bulk/queries.ts';
import { changeFacts, editClient, registerClients, setTags } from '../commands.ts';
import type { ClientRow } from '../contract.ts';
import { clientById } from '../queries.ts';
import { type TestMarket, testMarket } from '../test-market.ts';
import { runBulk } from './commands.ts';

let market: TestMarket;
let head: Context;
let seller: Context;
let lytkin: EmployeeId;
let ermolaev: EmployeeId;

beforeAll(async () => {
  market = await testMarket();
  registerClients();
  ermolaev = await market.person('Ермолаев Виктор', 'head');
  head = await market.as(ermolaev);
  lytkin = await market.person('Лыткин Андрей', 'development_manager');
  seller = await market.as(lytkin);
});
afterAll(() => market.close());

const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.reason);
  return result.value;
};

async function run(from: Context): Promise<void> {
  for (const job of await openJobs(from, BULK_JOB)) await runBulk(from, job.id, 10);
}

async function changed(change: BulkChange, selection: BulkSelection, from = head) {
  const { id } = await market.done((write) => startBulk(write, { change, selection }), from);
  await run(from);
  return value(await showBulk(from, id));
}

async function undone(id: string, from = head) {
  const undo = await market.done((write) => undoBulk(write, id), from);
  await run(from);
  return value(await showBulk(from, undo.id));
}

const row = async (id: string) => {
  const client = await clientById(market.context, id);
  if (client === null) throw new Error('gone');
  return client;
};
const reasons = async (id: string, from = head) =>
  value(await listBulkLeft(from, id, {})).items.map((item) => [item.client_name, item.reason]);
const eventsOf = async (type: string) =>
  (await market.context.db.selectFrom('outbox_events').select('type').where('type', '=', type).execute()).length;
const actionsOf = async (id: string) =>
  (
    await market.context.db
      .selectFrom('journal_entries')
      .select(['action', 'undoes'])
      .where('client_id', '=', id)
      .orderBy('id')
      .execute()
  ).map((entry) => [entry.action, entry.undoes !== null]);

it('edits fields of chosen clients each by the rules and in the journal of a single edit, and takes it back', async () => {
  const one = await market.client({ name: 'Тулун', source: 'Реестр' });
  const two = await market.client({ name: 'Зима', source: 'Выставка' });
  const edit: BulkChange = { kind: 'edit', fields: { source: '  Выставка ', region: 'Иркутская обл.' } };
  const done = await changed(edit, { ids: [one.id, two.id] });
  expect(done).toMatchObject({ state: 'done', chosen: 2, changed: 2, refused: 0, undoable: true });
  expect(await row(one.id)).toMatchObject({ source: 'Выставка', region: 'Иркутская область', version: 2 });
  expect(await actionsOf(one.id)).toEqual([
    ['client.created', false],
    ['client.edited', false],
  ]);
  expect(await changed(edit, { ids: [one.id, two.id] })).toMatchObject({ changed: 0, unchanged: 2, undoable: false });

  await market.done((write) => editClient(write, two.id, { version: 2, region: 'Республика Бурятия' }), head);
  const back = await undone(done.id);
  expect(back).toMatchObject({ state: 'done', chosen: 2, changed: 1, unchanged: 0, refused: 1, undo_of: done.id });
  expect(await row(one.id)).toMatchObject({ source: 'Реестр', region: null });
  expect(await row(two.id)).toMatchObject({ source: 'Выставка', region: 'Республика Бурятия' });
  expect(await reasons(back.id)).toEqual([['Зима', 'clients.bulk_changed_since']]);
  expect((await actionsOf(one.id)).at(-1)).toEqual(['client.edit_undone', true]);
});

it('takes a change of several fields back field by field: what somebody has changed since stays and is named', async () => {
  const ids: string[] = [];
  for (let at = 1; at <= 50; at += 1) {
    ids.push((await market.client({ name: `Слобода ${at}`, source: 'Перепись', region: 'Тверская область' })).id);
  }
  const before = await eventsOf('client_bulk.advanced');
  const fields = { source: 'Справочник области', settlement: 'Слобода', strategy: 'Через область' };
  const done = await changed({ kind: 'edit', fields }, { ids });
  expect(done).toMatchObject({ chosen: 50, changed: 50 });
  // Ten at a time, and a look that finds nothing more: after each whoever has a list open is told.
  expect((await eventsOf('client_bulk.advanced')) - before).toBe(6);

  const [one = '', two = ''] = ids;
  await market.done((write) => editClient(write, one, { version: 2, settlement: 'Заволжье' }), head);
  const all = { source: 'Иное', settlement: 'Иное', strategy: 'Иное' };
  await market.done((write) => editClient(write, two, { version: 2, ...all }), head);
  const back = await undone(done.id);
  expect(back).toMatchObject({ chosen: 50, changed: 49, refused: 1, partly: 1 });
  expect(await row(one)).toMatchObject({ source: 'Перепись', settlement: 'Заволжье', strategy: null });
  expect(await row(two)).toMatchObject(all);
  expect(await row(ids[49] ?? '')).toMatchObject({ source: 'Перепись', settlement: null, strategy: null });
  const left = value(await listBulkLeft(head, back.id, {})).items;
  expect(left.map((item) => [item.client_name, item.reason, item.partly, item.fields.toSorted()])).toEqual([
    ['Слобода 1', 'clients.bulk_partly_changed_since', true, ['settlement']],
    ['Слобода 2', 'clients.bulk_changed_since', false, ['settlement', 'source', 'strategy']],
  ]);
});

it('changes everything that a filter finds, in several batches, and nothing that is found later', async () => {
  for (let at = 1; at <= 30; at += 1) await market.client({ name: `Посёлок ${at}`, source: 'Справочник' });
  const found = { filter: 'source is Справочник' };
  const done = await changed({ kind: 'tags', add: ['Посёлки', 'посёлки'], remove: [] }, { found });
  expect(done).toMatchObject({ chosen: 30, changed: 30 });
  await market.client({ name: 'Посёлок новый', source: 'Справочник' });
  const tagged = await market.context.db.selectFrom('client_tags').select('client_id').execute();
  expect(tagged).toHaveLength(30);
  expect(await undone(done.id)).toMatchObject({ changed: 30, refused: 0 });
  expect(await market.context.db.selectFrom('client_tags').select('client_id').execute()).toHaveLength(0);
  expect(value(await showBulk(head, done.id)).undoable).toBe(false);
  expect(await market.write((write) => undoBulk(write, done.id), head)).toMatchObject({
    reason: 'clients.bulk_nothing_to_undo',
  });
});

it('asks the rights of whoever changes for each client: what is not theirs is listed, what they do not see has no name', async () => {
  const own = await market.held('Тутаев', lytkin);
  const other = await market.client('Южа');
  const engineer = await market.as(await market.person('Инженер', 'engineer'));
  const edit: BulkChange = { kind: 'edit', fields: { strategy: 'Через подрядчика' } };
  const done = await changed(edit, { ids: [own.id, other.id] }, seller);
  expect(done).toMatchObject({ changed: 1, refused: 1 });
  expect(await reasons(done.id, seller)).toEqual([['Южа', 'clients.not_yours']]);
  const blind = await changed(edit, { ids: [own.id] }, engineer);
  expect(await reasons(blind.id, engineer)).toEqual([[null, 'app.not_found']]);
  expect(await showBulk(seller, blind.id)).toMatchObject({ code: 'not_found' });
});

it('gives a field of the company’s own a value, or takes it away, and takes that back', async () => {
  registerFields();
  await market.done((w) => createField(w, { entity: 'client', type: 'number', name_ru: 'Светильников' }));
  const one = await market.client({ name: 'Кинешма', custom: { svetilnikov: 5 } });
  const two = await market.client('Вичуга');
  const wrong: BulkChange = { kind: 'edit', fields: { custom: { svetilnikov: 'много' } } };
  const selection = { ids: [one.id, two.id] };
  expect(await market.write((w) => startBulk(w, { change: wrong, selection }), head)).toMatchObject({
    fields: [{ path: '/custom/svetilnikov', reason: 'fields.not_number' }],
  });
  const done = await changed({ kind: 'edit', fields: { custom: { svetilnikov: 40 } } }, selection);
  expect(done).toMatchObject({ changed: 2, wanted: { own: [{ name: 'Светильников', value: '40' }], fields: [] } });
  expect((await row(two.id)).custom).toEqual({ svetilnikov: 40 });
  expect(await undone(done.id)).toMatchObject({ changed: 2 });
  expect([(await row(one.id)).custom, (await row(two.id)).custom]).toEqual([{ svetilnikov: 5 }, {}]);
  expect(await changed({ kind: 'edit', fields: { custom: { svetilnikov: null } } }, selection)).toMatchObject({
    changed: 1,
    unchanged: 1,
  });
});

it('takes off tags that a colleague has left, and lists a client whose tags have moved on', async () => {
  const [one, two] = [await market.client('Ангарск'), await market.client('Братск')];
  for (const { id } of [one, two]) await market.done((write) => setTags(write, id, ['холодные', 'север']), head);
  const done = await changed({ kind: 'tags', add: ['тёплые'], remove: ['Холодные'] }, { ids: [one.id, two.id] });
  expect(done).toMatchObject({ changed: 2 });
  await market.done((write) => setTags(write, two.id, ['север', 'холодные']), head);
  const back = await undone(done.id);
  expect(back).toMatchObject({ changed: 1, refused: 1 });
  expect(await reasons(back.id)).toEqual([['Братск', 'clients.bulk_changed_since']]);
  const names = await market.context.db
    .selectFrom('client_tags as g')
    .innerJoin('tags as t', 't.id', 'g.tag_id')
    .select('t.name')
    .where('g.client_id', '=', one.id)
    .orderBy('t.name')
    .execute();
  expect(names.map(({ name }) => name)).toEqual(['север', 'холодные']);
});

it('assigns clients evenly by load, refuses what is in the queue or closed, and gives back what is still where it was put', async () => {
  const [first, second] = [
    await market.person('Первый', 'development_manager'),
    await market.person('Второй', 'development_manager'),
  ];
  const from = await market.person('Уходит', 'development_manager');
  const held: ClientRow[] = [];
  for (let at = 0; at < 4; at += 1) held.push(await market.held(`Город ${at}`, from));
  await market.held('Уже у первого', first);
  await market.held('И это у первого', first);
  const cold = await market.client('Холодный');
  const ids = [...held.map(({ id }) => id), cold.id];
  const assign: BulkChange = { kind: 'assign', to: [first, second], rule: 'evenly', note: 'Передаю участок' };
  expect(await market.write((write) => startBulk(write, { change: assign, selection: { ids } }), seller)).toMatchObject(
    { code: 'forbidden' },
  );

  const done = await changed(assign, { ids });
  expect(done).toMatchObject({ changed: 4, refused: 1 });
  expect(await reasons(done.id)).toEqual([['Холодный', 'clients.bulk_in_queue']]);
  expect(value(await listBulkReceived(head, done.id)).items.map(({ person, clients }) => [person.id, clients])).toEqual(
    [
      [second, 3],
      [first, 1],
    ],
  );
  const holders = async () => (await Promise.all(held.map(({ id }) => row(id)))).map((client) => client.holder_id);
  expect((await holders()).filter((id) => id === second)).toHaveLength(3);
  expect((await actionsOf(held[0]?.id ?? '')).at(-1)).toEqual(['client.transferred', false]);

  const moved = held[3]?.id ?? '';
  await market.done((write) => changeFacts(write, moved, { holder: { employeeId: from, via: 'transfer' } }));
  const back = await undone(done.id);
  expect(back).toMatchObject({ changed: 3, refused: 1 });
  expect(await holders()).toEqual([from, from, from, from]);
  expect(await reasons(back.id)).toEqual([['Город 3', 'clients.bulk_changed_since']]);
});

it('keeps a region in one hand: with whom most of it is already', async () => {
  const [first, second] = [
    await market.person('Западный', 'development_manager'),
    await market.person('Восточный', 'development_manager'),
  ];
  const give = async (name: string, region: string, holder: EmployeeId) => {
    const client = await market.held(name, holder);
    return market.done((write) => editClient(write, client.id, { version: client.version, region }), head);
  };
  await give('Владивосток', 'Приморский край', second);
  const moving = [
    await give('Находка', 'Приморский край', lytkin),
    await give('Уссурийск', 'Приморский край', lytkin),
    await give('Псков', 'Псковская область', lytkin),
  ];
  const assign: BulkChange = { kind: 'assign', to: [first, second], rule: 'by_region', note: 'По областям' };
  await changed(assign, { ids: moving.map(({ id }) => id) });
  const holders = (await Promise.all(moving.map(({ id }) => row(id)))).map((client) => client.holder_id);
  expect(holders).toEqual([second, second, first]);
});

it('gives the check of a client that waits and nobody holds to another', async () => {
  const waiting = await market.client('Ждёт', {
    waitingReason: 'Нет бюджета',
    check: { on: '2026-12-07', ownerId: lytkin },
    nextStep: null,
  });
  const next = await market.person('Следующий', 'telemarketer');
  const done = await changed(
    { kind: 'assign', to: [next], rule: 'evenly', note: 'Телемаркетолог сменился' },
    { ids: [waiting.id] },
  );
  expect(done).toMatchObject({ changed: 1 });
  expect(await row(waiting.id)).toMatchObject({ check_owner_id: next, next_check_on: '2026-12-07', holder_id: null });
  expect(await undone(done.id)).toMatchObject({ changed: 1 });
  expect(await row(waiting.id)).toMatchObject({ check_owner_id: lytkin });
});

it('goes on where an end of the process has interrupted it, once for each client', async () => {
  const clients: ClientRow[] = [];
  for (let at = 1; at <= 25; at += 1) {
    clients.push(await market.client({ name: `Деревня ${at}`, source: 'Деревни' }));
  }
  const change: BulkChange = { kind: 'edit', fields: { settlement: 'Деревня' } };
  const selection: BulkSelection = { found: { filter: 'source is Деревни' } };
  const { id } = await market.done((write) => startBulk(write, { change, selection }), head);
  const [job] = await openJobs(head, BULK_JOB);
  let batches = 0;
  const dying = head.db.withPlugin({
    transformQuery: ({ node }) => {
      if (node.kind === 'UpdateQueryNode' && JSON.stringify(node).includes('long_jobs') && ++batches === 2) {
        throw new Error('the process ends');
      }
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  });
  await expect(runBulk({ ...head, db: dying }, job?.id ?? '', 10)).rejects.toThrow('the process ends');
  expect(value(await showBulk(head, id))).toMatchObject({ state: 'running', chosen: 25, done: 10 });
  await run(head);
  expect(value(await showBulk(head, id))).toMatchObject({ state: 'done', changed: 25 });
  const versions = new Set((await Promise.all(clients.map((client) => row(client.id)))).map(({ version }) => version));
  expect([...versions]).toEqual([2]);
});

it('stops when it is asked to; what was changed can be taken back', async () => {
  const client = await market.client('Стоп');
  const change: BulkChange = { kind: 'edit', fields: { settlement: 'Стоп' } };
  const { id } = await market.done((write) => startBulk(write, { change, selection: { ids: [client.id] } }), head);
  expect(await market.write((write) => undoBulk(write, id), head)).toMatchObject({ reason: 'clients.bulk_not_over' });
  await market.done((write) => cancelBulk(write, id), head);
  await run(head);
  expect(value(await showBulk(head, id))).toMatchObject({ state: 'cancelled', changed: 0, undoable: false });
  expect(await row(client.id)).toMatchObject({ settlement: null });
});

it('is done with the rights that whoever started it has when their turn comes', async () => {
  const client = await market.client('Ушедший');
  const { id } = await market.done(
    (write) =>
      startBulk(write, {
        change: { kind: 'edit', fields: { settlement: 'Там' } },
        selection: { ids: [client.id] },
      }),
    head,
  );
  for (const job of await openJobs(head, BULK_JOB)) await runBulk(market.context, job.id);
  expect(value(await showBulk(head, id))).toMatchObject({ state: 'failed', failure: 'clients.bulk_starter_gone' });
});

it('refuses values, tags and receivers that a single change refuses', async () => {
  const refusal = (change: BulkChange) =>
    market.write((write) => startBulk(write, { change, selection: { found: {} } }), head);
  expect(await refusal({ kind: 'tags', add: [], remove: [] })).toMatchObject({ code: 'invalid_input' });
  expect(await refusal({ kind: 'tags', add: ['а'], remove: ['А'] })).toMatchObject({ code: 'invalid_input' });
  const nobody: BulkChange = { kind: 'assign', to: [market.salesSystemId], rule: 'evenly', note: 'Кому?' };
  expect(await refusal(nobody)).toMatchObject({ code: 'invalid_input' });
  const other = await market.client('Сегмент', {});
  const foreign = await changed({ kind: 'edit', fields: { segment_id: other.id } }, { ids: [other.id] });
  expect(await reasons(foreign.id)).toEqual([['Сегмент', 'clients.bulk_other_segment']]);
});

it('is looked back at by whoever began it and by whoever reads the journal, with what was wanted in words', async () => {
  const own = await market.held('Рузаевка', lytkin);
  const edit: BulkChange = { kind: 'edit', fields: { source: 'Форум', strategy: '', do_not_call: false } };
  const done = await changed(edit, { ids: [own.id] }, seller);
  const mine = value(await listBulks(seller, { limit: 1 }));
  expect(mine).toMatchObject({
    sees_all: false,
    items: [
      {
        id: done.id,
        by: { full_name: 'Лыткин Андрей' },
        undoable: true,
        kept: true,
        wanted: {
          fields: [
            { field: 'source', value: 'Форум' },
            { field: 'strategy', value: null },
            { field: 'do_not_call', value: false },
          ],
        },
      },
    ],
  });
  const next = value(await listBulks(seller, { limit: 1, cursor: mine.next_cursor ?? '' }));
  expect(next.items.map(({ id }) => id)).not.toContain(done.id);
  const all = value(await listBulks(head, { whose: 'all', limit: 1 }));
  expect(all).toMatchObject({ sees_all: true, items: [{ id: done.id, undoable: false }] });
  expect(value(await listBulks(seller, { whose: 'all', limit: 100 })).items.every(({ by }) => by.id === lytkin)).toBe(
    true,
  );
  expect(await market.write((write) => undoBulk(write, done.id), head)).toMatchObject({ code: 'forbidden' });
  expect(await listBulks(seller, { cursor: 'чужое' })).toMatchObject({ reason: 'app.bad_cursor' });
});

it('can be taken back for 30 days; then its figures stay and what became of each client is let go', async () => {
  const one = await market.client({ name: 'Кизляр', source: 'Реестр' });
  const done = await changed({ kind: 'edit', fields: { source: 'Форум' } }, { ids: [one.id] });
  const later = (days: number): Context => ({ ...head, now: head.now.add({ hours: 24 * days }) });
  const items = async () =>
    (
      await market.context.db
        .selectFrom('client_bulk_items')
        .select('client_id')
        .where('action_id', '=', done.id)
        .execute()
    ).length;
  const sweep = (days: number) => market.done(sweepBulk, later(days));
  await sweep(29);
  expect(await items()).toBe(1);
  expect(await market.write((write) => undoBulk(write, done.id), later(30))).toMatchObject({
    reason: 'clients.bulk_too_old',
  });
  await sweep(30);
  expect(await items()).toBe(0);
  expect(value(await showBulk(later(30), done.id))).toMatchObject({ changed: 1, undoable: false, kept: false });
});
