import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobById } from '#platform/jobs/store.ts';
import { addContact, editClient } from '../commands.ts';
import { answerConflict } from '../import-conflicts/commands.ts';
import { listConflicts } from '../import-conflicts/queries.ts';
import { listMappings, saveMapping } from '../import-mappings/commands.ts';
import { runImport } from '../import-runs/commands.ts';
import { lookThrough, runScan } from '../import-scans/commands.ts';
import { changeImport, draftImport, startImport } from '../imports/commands.ts';
import type { ImportChange } from '../imports/contract.ts';
import { previewOf, readImport } from '../imports/queries.ts';
import { findImport } from '../imports/store.ts';
import { type TestMarket, testMarket } from '../test-market.ts';
import { trashClient } from '../trash/commands.ts';
import { returnImport, runReturn } from './commands.ts';
import { listLeft } from './queries.ts';

const encoder = new TextEncoder();
const file = (name: string, content: string) => ({
  name,
  mediaType: 'text/csv',
  async *open() {
    yield encoder.encode(content);
  },
});

const HEAD = 'ИНН;Название;Население;Контактное лицо\n';
const TULUN = '6281205097';
const SHUYA = '7736050003';
const VYAZMA = '7707083893';
const FIRST = `${HEAD}${TULUN};Тулун;41000;Лебедева Наталья\n${SHUYA};Шуя;58000;\n${VYAZMA};Вязьма;52000;\n`;

describe('an import', () => {
  let market: TestMarket;
  beforeAll(async () => {
    market = await testMarket();
  });
  afterAll(() => market.close());

  const draft = async (content: string, change: ImportChange = {}) => {
    const drafted = await draftImport(market.context, file('towns.csv', content));
    if (!drafted.ok) throw new Error(drafted.reason);
    await market.done((w) => changeImport(w, drafted.value.id, change));
    return drafted.value.id;
  };
  const bring = async (content: string, change: ImportChange = {}) => {
    const id = await draft(content, change);
    await market.done((w) => startImport(w, id, false));
    const found = await findImport(market.context, id);
    await runImport(market.context, found?.jobId ?? '');
    return id;
  };
  const takeBack = async (id: string) => {
    await market.done((w) => returnImport(w, id));
    const found = await findImport(market.context, id);
    await runReturn(market.context, found?.returnJobId ?? '', id);
    return (await findImport(market.context, id))?.returned;
  };
  const client = (inn: string) =>
    market.context.db.selectFrom('clients').selectAll().where('inn', '=', inn).executeTakeFirst();
  const people = async () => {
    const rows = await market.context.db
      .selectFrom('client_contacts as l')
      .innerJoin('clients as c', 'c.id', 'l.client_id')
      .innerJoin('contacts as k', 'k.id', 'l.contact_id')
      .select('k.full_name')
      .execute();
    return rows.map((row) => row.full_name);
  };
  const view = async (id: string) => {
    const read = await readImport(market.context, id);
    if (!read.ok) throw new Error(read.reason);
    return read.value;
  };

  it('is taken back: what it added and nobody has touched goes, the rest is listed; again it does nothing', async () => {
    const id = await bring(FIRST);
    const shuya = await client(SHUYA);
    if (shuya === undefined) throw new Error('not there');
    await market.done((w) => editClient(w, shuya.id, { version: shuya.version, size: 59000 }));
    expect(await takeBack(id)).toEqual({ removed: 2, restored: 0, left: 1 });
    expect([await client(TULUN), await client(VYAZMA)]).toEqual([undefined, undefined]);
    expect(await people()).toEqual([]);
    const inTrash = await market.context.db.selectFrom('register_trash').select(['name', 'via', 'note']).execute();
    expect(inTrash).toHaveLength(2);
    expect(inTrash[0]).toMatchObject({ via: 'import_return', note: 'towns.csv' });
    expect(await market.context.db.selectFrom('call_candidates').select('client_id').execute()).toHaveLength(1);
    expect(await listLeft(market.context, id, {})).toMatchObject({
      value: { items: [{ client_name: 'Шуя', reason: 'clients.return_touched' }] },
    });
    expect(await takeBack(id)).toEqual({ removed: 2, restored: 0, left: 1 });
    const entries = await market.context.db
      .selectFrom('journal_entries')
      .select('action')
      .where('action', '=', 'client.import_taken_back')
      .execute();
    expect(entries).toHaveLength(2);
    expect((await view(id)).returning).toMatchObject({ state: 'done', removed: 2, left: 1 });
  });

  it('brings again what was taken back, and sets back only what nobody has changed since', async () => {
    await bring(FIRST);
    const id = await bring(
      FIRST.replace('52000', '53000').replace('41000;Лебедева Наталья', '42000;Орлов Пётр').replace('58000', '58500'),
    );
    const tulun = await client(TULUN);
    if (tulun === undefined) throw new Error('not there');
    expect(tulun.size).toBe(42000);
    await market.done((w) => editClient(w, tulun.id, { version: tulun.version, size: 43000 }));
    expect(await takeBack(id)).toMatchObject({ removed: 0, restored: 2, left: 1 });
    expect([(await client(VYAZMA))?.size, (await client(TULUN))?.size]).toEqual([52000, 43000]);
    expect(await listLeft(market.context, id, {})).toMatchObject({
      value: { items: [{ client_name: 'Тулун', reason: 'clients.return_changed_since', fields: ['size'] }] },
    });
    expect(await people()).toEqual(['Лебедева Наталья']);
  });

  it('takes back what a later import has touched, once that one has been taken back whole', async () => {
    const [omsk, tomsk, perm] = [innOf(21), innOf(22), innOf(23)];
    const rows = (omskSize: number, tomskSize: number, people: string) =>
      `${HEAD}${omsk};Омск;${omskSize};${people}\n${tomsk};Томск;${tomskSize};\n${perm};Пермь;900;\n`;
    const first = await bring(rows(100, 200, 'Лебедева Вера'));
    const second = await bring(rows(110, 220, 'Лебедева Вера'));
    const third = await client(tomsk);
    if (third === undefined) throw new Error('not there');
    await market.done((w) => editClient(w, third.id, { version: third.version, size: 230 }));
    // While the second stands, its clients are touched; of what it left in part, one stays so.
    expect(await takeBack(second)).toMatchObject({ restored: 1, left: 1 });
    expect((await client(omsk))?.size).toBe(100);
    expect(await takeBack(first)).toEqual({ removed: 2, restored: 0, left: 1 });
    expect([await client(omsk), await client(perm)]).toEqual([undefined, undefined]);
    expect(await listLeft(market.context, first, {})).toMatchObject({
      value: { items: [{ client_name: 'Томск', reason: 'clients.return_touched' }] },
    });
  });

  it('is taken back to the end although the power failed in the middle', async () => {
    const rows = Array.from({ length: 700 }, (_, index) => `${innOf(1000 + index)};Город ${index};${index}\n`).join('');
    const heading = 'ИНН;Название;Население\n';
    await bring(heading + rows);
    const id = await bring(heading + rows.replaceAll(/;(\d+)\n/g, ';1$1\n'));
    await market.done((w) => returnImport(w, id));
    const jobId = (await findImport(market.context, id))?.returnJobId ?? '';
    let begun = 0;
    const failing = new Proxy(market.context.db, {
      get(db, name, receiver) {
        if (name === 'transaction' && ++begun === 2) throw new Error('the power failed');
        const value: unknown = Reflect.get(db, name, receiver);
        return typeof value === 'function' ? value.bind(db) : value;
      },
    });
    await expect(runReturn({ ...market.context, db: failing }, jobId, id)).rejects.toThrow('the power failed');
    const half = (await findImport(market.context, id))?.returned.restored ?? 0;
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(700);
    await runReturn(market.context, jobId, id);
    expect((await findImport(market.context, id))?.returned).toEqual({ removed: 0, restored: 700, left: 0 });
    expect((await client(innOf(1500)))?.size).toBe(500);
  });

  it('says of a client that somebody had moved to the trash that it has come anew', async () => {
    const kovrov = `ИНН;Название\n${innOf(7)};Ковров\n`;
    await bring(kovrov);
    const there = await client(innOf(7));
    if (there === undefined) throw new Error('not there');
    const head = await market.as(await market.person('Ким Анна', 'head'));
    await market.done((w) => trashClient(w, there.id, { version: there.version }), head);
    const id = await bring(kovrov);
    expect((await view(id)).report).toMatchObject({ taken: 1, skipped: 0, refused: 0 });
    expect((await client(innOf(7)))?.id).not.toBe(there.id);
    const remarks = await market.context.db
      .selectFrom('client_import_remarks')
      .select(['row_number', 'reason'])
      .where('import_id', '=', id)
      .execute();
    expect(remarks).toEqual([{ row_number: 2, reason: 'clients.import_in_trash' }]);
  });

  it('asks, fills in or overwrites, as each column is told', async () => {
    const vyazma = await client(VYAZMA);
    if (vyazma === undefined) throw new Error('not there');
    const heading = 'ИНН;Название;Население;Комментарий\n';
    const rows = `${heading}${VYAZMA};Вязьма город;60000;с моста\n`;
    const mapped: ImportChange = {
      mapping: { ИНН: 'inn', Название: 'name', Население: 'size', Комментарий: 'note' },
      policies: { Название: 'ask', Население: 'fill', Комментарий: 'ask' },
    };
    const id = await bring(rows, mapped);
    expect(await client(VYAZMA)).toMatchObject({ name: 'Вязьма', size: 52000, note: 'с моста' });
    const asked = await listConflicts(market.context, id, {});
    expect(asked).toMatchObject({
      value: { items: [{ client_id: vyazma.id, field: 'name', now: 'Вязьма', told: 'Вязьма город', row: 2 }] },
    });
    const answer = { clientId: vyazma.id, field: 'name', answer: 'file' as const };
    expect(await market.done((w) => answerConflict(w, id, answer))).toMatchObject({ open_conflicts: 0 });
    expect(await market.write((w) => answerConflict(w, id, answer))).toMatchObject({ ok: false, code: 'not_found' });
    expect((await client(VYAZMA))?.name).toBe('Вязьма город');
    const again = await bring(rows, mapped);
    expect((await view(again)).report).toMatchObject({ skipped: 1 });
    expect((await view(again)).open_conflicts).toBe(0);
    await bring(rows, { ...mapped, policies: { Население: 'overwrite' } });
    expect((await client(VYAZMA))?.size).toBe(60000);
    await takeBack(id);
    expect(await client(VYAZMA)).toMatchObject({ name: 'Вязьма', size: 60000, note: null });
  });

  it('keeps a mapping under a name, and proposes it by itself for the same headings', async () => {
    const id = await draft(FIRST, { mapping: { Население: null }, policies: { Название: 'ask' } });
    await market.done((w) => saveMapping(w, id, ' Города  области '));
    const other = await draftImport(market.context, file('next.csv', FIRST));
    if (!other.ok) throw new Error(other.reason);
    expect(other.value).toMatchObject({
      mappingName: 'Города области',
      mapping: { ИНН: 'inn', Население: null },
      policies: { Название: 'ask' },
    });
    expect(await listMappings(market.context, id)).toMatchObject({ value: { items: [{ name: 'Города области' }] } });
    const caller = await market.as(await market.person('Бахтина Ольга', 'telemarketer'));
    expect(await listMappings(caller, id)).toMatchObject({ ok: false, code: 'not_found' });
    expect(await market.write((w) => returnImport(w, id), caller)).toMatchObject({ ok: false, code: 'not_found' });
  });

  it('shows the worst rows of the whole file before anything is taken', async () => {
    const id = await draft(`${FIRST}123;Кривой ИНН;1;\n;;2;\n`);
    const found = await findImport(market.context, id);
    if (found === null) throw new Error('not there');
    await market.done(async (w) => {
      await lookThrough(w, found);
      return { ok: true, value: undefined };
    });
    const looked = await findImport(market.context, id);
    await runScan(market.context, looked?.scanJobId ?? '', id);
    const preview = await previewOf(market.context, id);
    expect(preview).toMatchObject({
      value: { scan: { complete: true, rows: 5, refused: 2, worst: [{ row: 5 }, { row: 6 }] } },
    });
    expect((await jobById(market.context, looked?.scanJobId ?? ''))?.state).toBe('done');
  });

  it('adds what later rows say of one organisation, and nothing the second time', async () => {
    const rows = `ИНН;Название;Телефон;Контактное лицо\n${innOf(1)};Кашин;8 917 833-55-43;Лебедева Наталья\n${innOf(1)};Кашин;8 917 833-55-44;Орлов Пётр\n`;
    await bring(rows);
    const kashin = await client(innOf(1));
    expect(kashin?.phones).toEqual([{ number: '+79178335543' }, { number: '+79178335544' }]);
    const again = await bring(rows);
    expect((await view(again)).report).toMatchObject({ taken: 0, updated: 0, skipped: 2 });
    if (kashin === undefined) throw new Error('not there');
    await market.done((w) => addContact(w, kashin.id, { full_name: 'Зайцева Ирина' }));
    const links = await market.context.db
      .selectFrom('client_contacts')
      .select('contact_id')
      .where('client_id', '=', kashin.id)
      .execute();
    expect(links).toHaveLength(3);
  });
});

/** A taxpayer number with its control digit. */
function innOf(index: number): string {
  const digits = String(500_000_000 + index);
  const sum = [2, 4, 10, 3, 5, 9, 4, 6, 8].reduce((all, weight, place) => all + weight * Number(digits[place]), 0);
  return `${digits}${(sum % 11) % 10}`;
}
