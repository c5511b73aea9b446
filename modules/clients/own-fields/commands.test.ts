import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeField, createField, registerFields } from '#modules/fields/commands.ts';
import { listFields } from '#modules/fields/queries.ts';
import { undo } from '#modules/journal/commands.ts';
import type { Context } from '#platform/context.ts';
import type { EmployeeId } from '#shared/ids.ts';
import type { Result } from '#shared/result.ts';
import { createClient, editClient, registerClients } from '../commands.ts';
import { answerConflict } from '../import-conflicts/commands.ts';
import { listConflicts } from '../import-conflicts/queries.ts';
import { returnImport, runReturn } from '../import-returns/commands.ts';
import { runImport } from '../import-runs/commands.ts';
import { changeImport, draftImport, startImport } from '../imports/commands.ts';
import type { ImportChange } from '../imports/contract.ts';
import { listRemarks, previewOf } from '../imports/queries.ts';
import { findImport } from '../imports/store.ts';
import { mergeClients } from '../merging/commands.ts';
import { previewMerge } from '../merging/queries.ts';
import { clientCard } from '../queries.ts';
import { type TestMarket, testMarket } from '../test-market.ts';

const TULUN = '6281205097';
const SHUYA = '7736050003';
const HEAD = 'ИНН;Название;Бюджет;Гарантия до;Источник бюджета;Куратор;В программе\n';
const FIRST = `${HEAD}${TULUN};Тулун;1 250 000,50 ₽;01.03.2027;субсидия;Лыткин Андрей;да\n${SHUYA};Шуя;;завтра;грант;Никто;может\n`;

let market: TestMarket;
let head: Context;
let lytkin: EmployeeId;

beforeAll(async () => {
  market = await testMarket();
  registerFields();
  registerClients();
  head = await market.as(await market.person('Ермолаев Виктор', 'head'));
  lytkin = await market.person('Лыткин Андрей', 'development_manager');
  for (const [type, name_ru] of [
    ['money', 'Бюджет'],
    ['date', 'Гарантия до'],
    ['person', 'Куратор'],
    ['yes_no', 'В программе'],
  ] as const)
    await market.done((write) => createField(write, { entity: 'client', type, name_ru }));
  await market.done((write) =>
    createField(write, {
      entity: 'client',
      type: 'choice',
      name_ru: 'Источник бюджета',
      choices: [{ name_ru: 'Субсидия' }, { name_ru: 'Концессия' }],
    }),
  );
});
afterAll(() => market.close());

const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.reason} ${JSON.stringify(result.fields ?? {})}`);
  return result.value;
};
const draft = async (content: string, change: ImportChange = {}) => {
  const bytes = new TextEncoder().encode(content);
  const file = {
    name: 'towns.csv',
    mediaType: 'text/csv',
    async *open() {
      yield bytes;
    },
  };
  const { id } = value(await draftImport(head, file));
  await market.done((write) => changeImport(write, id, change), head);
  return id;
};
const bring = async (content: string, change: ImportChange = {}) => {
  const id = await draft(content, change);
  await market.done((write) => startImport(write, id, false), head);
  await runImport(head, (await findImport(head, id))?.jobId ?? '');
  return id;
};
const client = async (inn: string) => {
  const row = await market.context.db
    .selectFrom('clients')
    .select(['id', 'custom', 'version'])
    .where('inn', '=', inn)
    .executeTakeFirst();
  if (row === undefined) throw new Error('not there');
  return row;
};
const full = () => ({
  byudzhet: 1_250_000_50,
  garantiya_do: '2027-03-01',
  istochnik_byudzheta: 'subsidiya',
  kurator: lytkin,
  v_programme: true,
});

describe('an import into fields of the company’s own', () => {
  it('proposes them by their headings, shows the values in words, and takes nothing that has no such field', async () => {
    const id = await draft(FIRST);
    const preview = value(await previewOf(head, id));
    expect(preview.import.mapping).toMatchObject({
      Бюджет: 'custom.byudzhet',
      'Гарантия до': 'custom.garantiya_do',
      'Источник бюджета': 'custom.istochnik_byudzheta',
      Куратор: 'custom.kurator',
      'В программе': 'custom.v_programme',
    });
    expect(preview.rows[0]?.said).toMatchObject({
      'custom.byudzhet': '1250000,50',
      'custom.istochnik_byudzheta': 'Субсидия',
      'custom.kurator': 'Лыткин Андрей',
      'custom.v_programme': 'да',
    });
    expect(
      await market.write((write) => changeImport(write, id, { mapping: { Бюджет: 'custom.nothing' } }), head),
    ).toMatchObject({ ok: false, fields: [{ path: '/mapping/Бюджет', reason: 'field.not_in_list' }] });
  });

  it('reads each cell by the type of its field, tells row, column and reason of what it cannot read, and takes the rest', async () => {
    const id = await bring(FIRST);
    expect((await client(TULUN)).custom).toEqual(full());
    expect((await client(SHUYA)).custom).toEqual({});
    const { items } = value(await listRemarks(head, id, {}));
    expect(items.map(({ row, column, reason }) => [row, column, reason])).toEqual([
      [3, 'Гарантия до', 'fields.not_date'],
      [3, 'Куратор', 'fields.no_such_person'],
      [3, 'В программе', 'fields.not_yes_no'],
      [3, 'Источник бюджета', 'fields.no_such_choice'],
    ]);
    const again = await bring(FIRST);
    expect((await findImport(head, again))?.report).toMatchObject({ skipped: 2, updated: 0 });
  });

  it('keeps what people have corrected, fills in, or asks, as the column is told', async () => {
    const tulun = await client(TULUN);
    await market.done(
      (write) => editClient(write, tulun.id, { version: tulun.version, custom: { byudzhet: 100_00 } }),
      head,
    );
    await bring(FIRST);
    expect((await client(TULUN)).custom).toMatchObject({ byudzhet: 100_00 });
    const changed = FIRST.replace('1 250 000,50', '777').replace('субсидия', 'концессия');
    const id = await bring(changed, { policies: { Бюджет: 'ask', 'Источник бюджета': 'fill' } });
    expect((await client(TULUN)).custom).toMatchObject({ byudzhet: 100_00, istochnik_byudzheta: 'subsidiya' });
    const { items } = value(await listConflicts(head, id, {}));
    expect(items).toMatchObject([{ field: 'custom.byudzhet', before: '100', now: '100', told: '777' }]);
    await market.done(
      (write) => answerConflict(write, id, { clientId: tulun.id, field: 'custom.byudzhet', answer: 'file' }),
      head,
    );
    expect((await client(TULUN)).custom).toMatchObject({ byudzhet: 777_00 });
  });

  it('is taken back field by field, only where nobody has changed it since', async () => {
    const id = await bring(FIRST.replace('1 250 000,50', '888').replace('01.03.2027', '02.03.2027'));
    const tulun = await client(TULUN);
    expect(tulun.custom).toMatchObject({ byudzhet: 888_00, garantiya_do: '2027-03-02' });
    await market.done(
      (write) => editClient(write, tulun.id, { version: tulun.version, custom: { garantiya_do: '2030-01-01' } }),
      head,
    );
    await market.done((write) => returnImport(write, id), head);
    await runReturn(head, (await findImport(head, id))?.returnJobId ?? '', id);
    expect((await client(TULUN)).custom).toMatchObject({ byudzhet: 777_00, garantiya_do: '2030-01-01' });
  });

  it('does not choose anew what has been put away', async () => {
    const field = value(await listFields(head, 'client')).items.find(({ type }) => type === 'choice');
    if (field === undefined) throw new Error('the field is there');
    const choices = field.choices.map(({ key, name_ru }) => ({ key, name_ru, archived: key === 'kontsessiya' }));
    await market.done((write) => changeField(write, field.id, { version: field.version, choices }), head);
    await bring(`${HEAD}${SHUYA};Шуя;;;Концессия;;\n`);
    expect((await client(SHUYA)).custom).toEqual({});
  });
});

describe('two cards that become one', () => {
  it('have the values of both, of each field the one that was chosen, and come apart to the letter', async () => {
    const add = (name: string, custom: object) =>
      market.done((write) => createClient(write, { name, custom: { ...custom } }), head);
    const into = await add('Южа', { byudzhet: 100, v_programme: false });
    const from = await add('Юж.', { byudzhet: 200, v_programme: true, garantiya_do: '2028-01-01' });
    const preview = value(await previewMerge(head, into.id, from.id));
    expect(preview.fields.filter(({ own }) => own !== undefined)).toEqual([
      expect.objectContaining({
        field: 'custom.byudzhet',
        differs: true,
        side: 'into',
        own: { name: 'Бюджет', into: '1', from: '2' },
      }),
      expect.objectContaining({
        field: 'custom.v_programme',
        side: 'into',
        own: { name: 'В программе', into: 'нет', from: 'да' },
      }),
      expect.objectContaining({ field: 'custom.garantiya_do', side: 'from' }),
    ]);
    let token = '';
    await market.done(async (write) => {
      const done = await mergeClients(write, {
        intoId: into.id,
        fromId: from.id,
        choices: { fields: { 'custom.byudzhet': 'from' } },
      });
      token = write.effects.undo ?? '';
      return done;
    }, head);
    expect(value(await clientCard(head, into.id)).custom).toEqual({
      byudzhet: 200,
      v_programme: false,
      garantiya_do: '2028-01-01',
    });
    await market.done((write) => undo(write, token), head);
    expect(value(await clientCard(head, into.id)).custom).toEqual({ byudzhet: 100, v_programme: false });
    expect(value(await clientCard(head, from.id)).custom).toEqual({
      byudzhet: 200,
      v_programme: true,
      garantiya_do: '2028-01-01',
    });
  });
});
