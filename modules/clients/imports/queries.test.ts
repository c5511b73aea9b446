import { afterAll, beforeAll, expect, it } from 'vitest';
import { registerClients } from '../commands.ts';
import { type TestMarket, testMarket } from '../test-market.ts';
import { changeImport, draftImport } from './commands.ts';
import { previewOf } from './queries.ts';
import { whyProposed } from './rules.ts';

let market: TestMarket;
beforeAll(async () => {
  market = await testMarket();
  registerClients();
});
afterAll(() => market.close());

const TABLE = 'ИНН;Название организации;Связь;Цвет\n6281205097;Тулун;+7 964 823-23-07;красный\n';

it('says of each column by what its field was proposed, as long as nobody has chosen another', async () => {
  const draft = await draftImport(market.context, {
    name: 'base.csv',
    mediaType: 'text/csv',
    async *open() {
      yield new TextEncoder().encode(TABLE);
    },
  });
  if (!draft.ok) throw new Error(draft.reason);
  const { id } = draft.value;
  const why = async () => {
    const preview = await previewOf(market.context, id);
    if (!preview.ok) throw new Error(preview.reason);
    return preview.value.columns.map((column) => [column.field, column.why]);
  };
  expect(await why()).toEqual([
    ['inn', 'name_and_values'],
    ['name', expect.stringMatching(/name/)],
    ['phones', 'values'],
    [null, null],
  ]);
  await market.done((write) => changeImport(write, id, { mapping: { Связь: 'note', Цвет: 'segment' } }));
  expect((await why()).slice(2)).toEqual([
    ['note', null],
    ['segment', null],
  ]);
});

it.each([
  ['stands', 'Связь', 'phones', 'values'],
  ['was changed', 'Связь', 'note', null],
  ['was taken away', 'Связь', null, null],
  ['was never made', 'constructor', 'phones', null],
] as const)('where a proposal %s', (_what, heading, field, expected) => {
  expect(whyProposed({ Связь: { field: 'phones', by: 'values' } }, heading, field)).toBe(expected);
});
