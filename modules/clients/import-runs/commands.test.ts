import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '#platform/context.ts';
import { jobById } from '#platform/jobs/store.ts';
import { editClient } from '../commands.ts';
import { draftImport, startImport } from '../imports/commands.ts';
import { refusedRowsFile } from '../imports/queries.ts';
import { findImport } from '../imports/store.ts';
import { resumeImports } from '../jobs.ts';
import { type TestMarket, testMarket } from '../test-market.ts';
import { BATCH_ROWS, runClientImport, runImport } from './commands.ts';

const encoder = new TextEncoder();
const file = (name: string, content: string | Uint8Array) => ({
  name,
  mediaType: 'text/csv',
  async *open() {
    const bytes = typeof content === 'string' ? encoder.encode(content) : content;
    for (let at = 0; at < bytes.length; at += 4096) yield bytes.subarray(at, at + 4096);
  },
});

const TOWNS = `oktmo;name;population;region;lat;lon
1601000;Алейский муниципальный район;14961;Алтайский край;52.5;82.3
79701000;Городской округ город Майкоп;167353;Республика Адыгея;44.7;40.0
45000000;Город Москва;13100000;Москва;55.7;37.6
`;

describe('a file brought into the register', () => {
  let market: TestMarket;
  beforeAll(async () => {
    market = await testMarket();
  });
  afterAll(() => market.close());

  const bring = async (
    name: string,
    content: string | Uint8Array,
    terms: Parameters<typeof runClientImport>[2] = {},
  ) => {
    const outcome = await runClientImport(market.context, file(name, content), terms);
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome.value;
  };
  const report = async (name: string, content: string | Uint8Array, terms?: Parameters<typeof runClientImport>[2]) => {
    const { read, taken, updated, skipped, refused } = (await bring(name, content, terms)).import.report;
    expect(taken + updated + skipped + refused).toBe(read);
    return { taken, updated, skipped, refused };
  };
  const clients = (names: string[]) =>
    market.context.db.selectFrom('clients').selectAll().where('name', 'in', names).orderBy('name').execute();
  const entries = (id: string) =>
    market.context.db.selectFrom('journal_entries').selectAll().where('subject_id', '=', id).orderBy('id').execute();

  it('changes nothing in a dry run, and says what it would do', async () => {
    expect(await report('towns.csv', TOWNS, { dryRun: true })).toEqual({
      taken: 3,
      updated: 0,
      skipped: 0,
      refused: 0,
    });
    expect(await clients(['Город Москва'])).toEqual([]);
  });

  it('is taken row by row, with codes padded, zones by region, and a journal that names the source', async () => {
    expect(await report('towns.csv', TOWNS, { source: 'Реестр муниципалитетов' })).toMatchObject({ taken: 3 });
    const [aleysk, maykop, moscow] = await clients([
      'Алейский муниципальный район',
      'Город Москва',
      'Городской округ город Майкоп',
    ]);
    expect(aleysk).toMatchObject({
      oktmo: '01601000',
      time_zone: 'Asia/Barnaul',
      size: 14961,
      state: 'cold',
      source: 'Реестр муниципалитетов',
    });
    expect([maykop?.time_zone, moscow?.time_zone]).toEqual(['Europe/Moscow', 'Europe/Moscow']);
    expect(await entries(aleysk?.id ?? '')).toMatchObject([
      { action: 'client.created', reason: 'Реестр муниципалитетов' },
    ]);
  });

  it('adds nothing the second time, nor under another name or with the zeros put back', async () => {
    const nothing = { taken: 0, updated: 0, skipped: 3, refused: 0 };
    expect(await report('towns.csv', TOWNS)).toEqual(nothing);
    expect(await report('copy.csv', TOWNS.replace('1601000', '01601000'))).toEqual(nothing);
  });

  it('changes only the cells that the source has changed, journaled, and leaves alone what people have corrected', async () => {
    const [maykop] = await clients(['Городской округ город Майкоп']);
    if (maykop === undefined) throw new Error('not there');
    await market.done((w) => editClient(w, maykop.id, { version: maykop.version, size: 170000, region: 'Адыгея' }));
    const updated = TOWNS.replace('Республика Адыгея;44.7', 'Республика Адыгея;44.8').replace('14961', '15002');
    expect(await report('towns-2.csv', updated, { source: 'Реестр, новый выпуск' })).toEqual({
      taken: 0,
      updated: 2,
      skipped: 1,
      refused: 0,
    });
    const [now] = await clients(['Городской округ город Майкоп']);
    expect(now).toMatchObject({ size: 170000, latitude: 44.8 });
    expect((await entries(maykop.id)).at(-1)).toMatchObject({
      action: 'client.imported',
      before: { latitude: 44.7 },
      after: { latitude: 44.8 },
      reason: 'Реестр, новый выпуск',
    });
  });

  it('does not take a town inside a municipality for the municipality, nor rename one that another register names', async () => {
    const cities = `address,city,kladr_id,oktmo,region,timezone,population
"г Майкоп",Майкоп,0100000100000,79701000001,Адыгея,UTC+3,144055
"г Москва",,7700000000000,45000000,Москва,UTC+3,11514330
"Мурманская обл, г Гаджиево",Гаджиево,5100000300000,47737000005,Мурманская,UTC+3,11000
"Мурманская обл, г Полярный",Полярный,5100000500000,47737000005,Мурманская,UTC+3,17605
`;
    const outcome = await bring('cities.csv', cities);
    expect(outcome.import.report).toMatchObject({ taken: 3, updated: 1, refused: 0 });
    expect(outcome.remarks).toMatchObject([
      { reason: 'clients.import_other_name', values: { name: 'Город Москва', value: 'Москва' } },
    ]);
    expect(
      (await clients(['Гаджиево', 'Майкоп', 'Полярный'])).map(({ region, settlement }) => [region, settlement]),
    ).toEqual([
      ['Мурманская область', 'Гаджиево'],
      ['Республика Адыгея', 'Майкоп'],
      ['Мурманская область', 'Полярный'],
    ]);
    expect(await report('cities.csv', cities)).toEqual({ taken: 0, updated: 0, skipped: 4, refused: 0 });
    expect(await report('towns.csv', TOWNS)).toMatchObject({ taken: 0 });
  });

  const DIRTY = `Организация;ИНН;Телефон;Почта;Контактное лицо;Комментарий
Администрация города Тулун;6281205097;8 (917) 833-55-43;mail@tulun.example.org;Лебедева Наталья;
МУП «Горсвет»;4014191953;;;;
;7707083893;;;;
Адм. г. Тулун;;+7 917 833 55 43;;;
АДМИНИСТРАЦИЯ Г. ТУЛУН;6281205097;+7 917 000-00-00;;;второй раз
Адм. г. Зима;;;;;без кода и без телефона
"=HYPERLINK(""http://x.example.org"";""Старица"")";7736050003;узнать;не почта;;@SUM(1+1)
`;

  it('refuses rows that cannot be trusted, each with its reason, and takes the others', async () => {
    const outcome = await bring('dirty.csv', DIRTY, {
      basis: { basis: 'individual_offer', note: 'Телефоны с сайтов' },
    });
    expect(outcome.import.report).toEqual({ read: 7, taken: 3, updated: 1, skipped: 0, refused: 3 });
    expect(
      outcome.remarks.filter(({ refused }) => refused).map(({ row, column, reason }) => [row, column, reason]),
    ).toEqual([
      [3, 'ИНН', 'inn.checksum'],
      [4, 'Организация', 'clients.import_no_name'],
      [7, null, 'clients.import_no_identity'],
    ]);
    const [tulun] = await clients(['Администрация города Тулун']);
    expect(tulun).toMatchObject({
      call_basis: 'individual_offer',
      call_basis_note: 'Телефоны с сайтов',
      note: 'второй раз',
    });
    expect(tulun?.phones).toEqual([{ number: '+79178335543' }, { number: '+79170000000' }]);
    expect(await report('dirty.csv', DIRTY)).toEqual({ taken: 0, updated: 0, skipped: 4, refused: 3 });
  });

  it('knows a row without a code by its name and phone, also when its code comes later, and never by the name alone', async () => {
    const file = (...rows: string[]) => ['Организация;ИНН;Телефон;Регион', ...rows].join('\n');
    const known = 'Администрация города Плёс;7704407589;+7 493 394-35-00;Ивановская область';
    const first = file(
      known,
      'Адм. г. Кохма;;8 (4932) 55-26-27;Ивановская область',
      'Адм. г. Кохма;;8 (4932) 11-11-11;',
    );
    expect(await report('by-phone.csv', first)).toEqual({ taken: 3, updated: 0, skipped: 0, refused: 0 });
    expect(await report('by-phone.csv', first)).toEqual({ taken: 0, updated: 0, skipped: 3, refused: 0 });
    const later = file(known, 'Администрация города Кохма;7703363868;+7 4932 55 26 27;Ивановская область');
    expect(await report('by-phone.csv', later)).toEqual({ taken: 0, updated: 1, skipped: 1, refused: 0 });
    expect(await clients(['Администрация города Кохма'])).toMatchObject([{ inn: '7703363868' }]);
    expect(await report('by-phone.csv', later)).toEqual({ taken: 0, updated: 0, skipped: 2, refused: 0 });
  });

  it('keeps formulas as the text that they are, and tells what it could not read', async () => {
    const name = '=HYPERLINK("http://x.example.org";"Старица")';
    expect(await clients([name])).toMatchObject([{ inn: '7736050003', phones: [], emails: [], note: '@SUM(1+1)' }]);
    const { remarks } = await bring('dirty.csv', DIRTY);
    expect(
      remarks
        .filter(({ row }) => row === 8)
        .map(({ reason }) => reason)
        .toSorted(),
    ).toEqual([
      'clients.import_email_unreadable',
      'clients.import_phone_unreadable',
      'import.formula',
      'import.formula',
    ]);
  });

  it('puts people at the client, their data into the side row of the journal, and never twice', async () => {
    const people = await market.context.db
      .selectFrom('contacts')
      .innerJoin('journal_entries as e', 'e.subject_id', 'contacts.id')
      .innerJoin('journal_personal_values as p', 'p.entry_id', 'e.id')
      .select(['contacts.full_name', 'e.after', 'p.after as personal'])
      .execute();
    expect(people).toMatchObject([
      { full_name: 'Лебедева Наталья', after: { position_title: null }, personal: { full_name: 'Лебедева Наталья' } },
    ]);
  });

  it('gives refused rows back as a file that can be mended and brought in again', async () => {
    const { import: done } = await bring('dirty.csv', DIRTY);
    const sent = await refusedRowsFile(market.context, done.id);
    if (!sent.ok) throw new Error(sent.reason);
    const text = (await Array.fromAsync(sent.value.content)).join('');
    expect(sent.value.name).toBe('dirty.refused.csv');
    expect(text).toContain('МУП «Горсвет»');
    expect(text).toContain('Контрольная цифра ИНН не сходится');
    const mended = text.replace('4014191953', '7707083893').replace(/\r\n5;.*$/s, '');
    expect(await report('mended.csv', mended.replace(/\r\n4;.*$/s, ''))).toMatchObject({ taken: 1, refused: 0 });
  });

  it('recognises rows by name and region where a file has no ids, and refuses those that may be two', async () => {
    const list =
      'Город\tРегион\tНаселение\nКашин\tТверская область\t14000\nМирный\tЯкутия\t37000\nМирный\tЯкутия\t100\n';
    const outcome = await bring('list.tsv', list);
    expect(outcome.import).toMatchObject({ recognise_by: 'name', report: { taken: 2, refused: 1 } });
    expect(outcome.remarks).toMatchObject([{ row: 4, reason: 'clients.import_same_name', values: { row: 3 } }]);
    expect(await report('list.tsv', list)).toEqual({ taken: 0, updated: 0, skipped: 2, refused: 1 });
  });

  it('refuses a file that is no table, or has no column of names, and keeps nothing', async () => {
    const files = () => market.context.db.selectFrom('files').select('id').execute();
    const before = (await files()).length;
    const binary = await runClientImport(
      market.context,
      file('base.csv', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 0])),
    );
    expect(binary).toMatchObject({ ok: false, reason: expect.stringMatching(/^import\./) });
    const empty = await runClientImport(market.context, file('empty.csv', ''));
    expect(empty).toMatchObject({ ok: false, reason: 'import.empty' });
    expect((await files()).length).toBe(before);
    const unnamed = await runClientImport(market.context, file('unnamed.csv', 'цвет;вес\nкрасный;12\nсиний;40\n'));
    expect(unnamed).toMatchObject({
      ok: false,
      reason: 'clients.import_no_name_column',
      values: { columns: 'цвет, вес' },
    });
  });

  it('is for those who may bring data in: to everybody else it does not exist', async () => {
    const caller = await market.as(await market.person('Бахтина Ольга', 'telemarketer'));
    expect(await runClientImport(caller, file('towns.csv', TOWNS))).toMatchObject({ ok: false, code: 'forbidden' });
    const head = await market.as(await market.person('Ермолаев Виктор', 'head'));
    const draft = await draftImport(head, file('towns.csv', TOWNS));
    if (!draft.ok) throw new Error(draft.reason);
    const { id } = draft.value;
    expect(await refusedRowsFile(caller, id)).toMatchObject({ ok: false, code: 'not_found' });
    expect(await market.write((w) => startImport(w, id, false), caller)).toMatchObject({
      ok: false,
      code: 'not_found',
    });
  });

  describe('of several batches', () => {
    const row = (number: number, said: string) => `${innOf(50_000 + number)};Завод ${number};${said}\n`;
    const rows = (count: number, said: (number: number) => string) =>
      Array.from({ length: count }, (_, number) => row(number, said(number))).join('');
    const HEAD = 'ИНН;Название;Население;Контактное лицо;Роль\n';

    it('finds clients of the batch before as that one leaves them, while it is still being written', async () => {
      const first = rows(BATCH_ROWS, (number) => `${number + 1};Орлов Пётр;`);
      const again = rows(BATCH_ROWS, () => ';Орлов Пётр;ЛПР') + rows(BATCH_ROWS, () => ';Ким Анна;ЛПР');
      const outcome = { taken: BATCH_ROWS, updated: 2 * BATCH_ROWS, skipped: 0, refused: 0 };
      // A dry run lays its clients aside, and says the same.
      expect(await report('plants.csv', HEAD + first + again, { dryRun: true })).toEqual(outcome);
      for (const table of ['client_import_trials', 'client_import_trial_words'] as const) {
        expect(await market.context.db.selectFrom(table).select('client_id').execute()).toEqual([]);
      }
      expect(await report('plants.csv', HEAD + first + again)).toEqual(outcome);
      const people = await market.context.db
        .selectFrom('client_contacts as l')
        .innerJoin('clients as c', 'c.id', 'l.client_id')
        .innerJoin('contacts as p', 'p.id', 'l.contact_id')
        .select((e) => ['p.full_name', 'l.decision_role', e.fn.countAll<number>().as('count')])
        .where('c.name', 'like', 'Завод %')
        .groupBy(['p.full_name', 'l.decision_role'])
        .orderBy('p.full_name')
        .execute();
      expect(people).toEqual([
        { full_name: 'Ким Анна', decision_role: null, count: BATCH_ROWS },
        { full_name: 'Орлов Пётр', decision_role: 'decision_maker', count: BATCH_ROWS },
      ]);
    });

    it('begins a batch again of which somebody has changed a client meanwhile, and the one after it by what has come', async () => {
      const more = 2 * BATCH_ROWS;
      const [known] = await clients(['Завод 100']);
      if (known === undefined) throw new Error('not there');
      let begun = 0;
      const meddling = new Proxy(market.context.db, {
        get(db, name) {
          const value: unknown = Reflect.get(db, name, db);
          if (name !== 'transaction' || ++begun !== 3) return typeof value === 'function' ? value.bind(db) : value;
          return () => ({
            execute: async (run: Parameters<ReturnType<typeof db.transaction>['execute']>[0]) => {
              const { version } = known;
              await market.done((w) => editClient(w, known.id, { version, size: 7, region: 'Тверская область' }));
              return db.transaction().execute(run);
            },
          });
        },
      });
      const changed = rows(more, (number) => `${number + 2};;`) + row(100, ';;');
      const outcome = await runClientImport({ ...market.context, db: meddling }, file('plants.csv', HEAD + changed));
      if (!outcome.ok) throw new Error(outcome.reason);
      expect(begun).toBe(['draft', 'start', '1', '1 again', '2', 'the last row', 'end'].length);
      expect(outcome.value.import.report).toMatchObject({
        read: more + 1,
        taken: BATCH_ROWS,
        updated: BATCH_ROWS,
        skipped: 1,
      });
      const [now] = await clients(['Завод 100']);
      expect(now).toMatchObject({ size: 102, region: 'Тверская область' });
    });
  });

  describe('that is interrupted', () => {
    const LONG = `ИНН;Название\n${Array.from({ length: 2500 }, (_, index) => `${innOf(index)};Организация ${index}`).join('\n')}\n${innOf(3)};Организация 3 ещё раз\n`;
    const started = async () => {
      const draft = await draftImport(market.context, file('long.csv', LONG));
      if (!draft.ok) throw new Error(draft.reason);
      const view = await market.done((w) => startImport(w, draft.value.id, false));
      const found = await findImport(market.context, view.id);
      return { id: view.id, jobId: found?.jobId ?? '' };
    };

    it('goes on where it stopped, repeats nothing and loses nothing', async () => {
      const { id, jobId } = await started();
      const half = 3 * BATCH_ROWS;
      const broken = runImport(market.context, jobId, {
        onProgress: ({ rows }) => {
          if (rows >= half) throw new Error('the power is gone');
        },
      });
      await expect(broken).rejects.toThrow('the power is gone');
      expect((await findImport(market.context, id))?.report).toMatchObject({ read: half, taken: half });
      const resumed = resumeImports(market.context.db, { now: () => market.context.now });
      await expect.poll(async () => (await jobById(market.context, jobId))?.state, { timeout: 20_000 }).toBe('done');
      await resumed.close();
      expect((await findImport(market.context, id))?.report).toEqual({
        read: 2501,
        taken: 2500,
        updated: 0,
        skipped: 1,
        refused: 0,
      });
      // After each batch and at the end whoever has a list open is told.
      const told = market.context.db.selectFrom('outbox_events').select('type').where('subject_id', '=', id);
      expect(await told.execute()).toHaveLength(Math.ceil(2501 / BATCH_ROWS) + 1);
      const remark = await market.context.db
        .selectFrom('client_import_remarks')
        .selectAll()
        .where('import_id', '=', id)
        .execute();
      expect(remark).toMatchObject([{ row_number: 2502, reason: 'clients.import_repeated_differs', said: { row: 5 } }]);
    });

    it('stops when asked to, and what has been taken stays', async () => {
      const { id, jobId } = await started();
      await market.context.db
        .updateTable('long_jobs')
        .set({ cancel_requested: true })
        .where('id', '=', jobId)
        .execute();
      await runImport(market.context, jobId);
      expect((await jobById(market.context, jobId))?.state).toBe('cancelled');
      expect((await findImport(market.context, id))?.report).toMatchObject({ read: BATCH_ROWS, skipped: BATCH_ROWS });
    });

    it('is told of when it is over, whoever has taken it up', async () => {
      const server = resumeImports(market.context.db, { now: () => market.context.now });
      const outcome = await runClientImport(market.context, file('long.csv', LONG));
      await server.close();
      expect(outcome).toMatchObject({ value: { import: { state: 'done', report: { read: 2501 } } } });
    });

    it('is run by one process alone', async () => {
      const { jobId } = await started();
      const runs = await Promise.all([runImport(market.context, jobId), runImport(market.context, jobId)]);
      expect(runs.toSorted()).toEqual([false, true]);
    });
  });

  it('brings one client of two files that name it at the same instant', async () => {
    const one = file('a.csv', `ИНН;Название\n${innOf(9001)};Первый\n`);
    const other = file('b.csv', `ИНН;Название\n${innOf(9001)};Первый\n`);
    const outcomes = await Promise.all([runClientImport(market.context, one), runClientImport(market.context, other)]);
    const taken = outcomes.map((outcome) => (outcome.ok ? outcome.value.import.report.taken : -1));
    expect(taken.toSorted()).toEqual([0, 1]);
    const found = await inTransaction(market.context, async (w) => ({
      ok: true,
      value: await w.db.selectFrom('clients').select('id').where('inn', '=', innOf(9001)).execute(),
    }));
    expect(found.ok && found.value).toHaveLength(1);
  });
});

/** A taxpayer number with its control digit. */
function innOf(index: number): string {
  const digits = String(500_000_000 + index);
  const sum = [2, 4, 10, 3, 5, 9, 4, 6, 8].reduce((all, weight, place) => all + weight * Number(digits[place]), 0);
  return `${digits}${(sum % 11) % 10}`;
}
