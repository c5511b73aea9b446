import { expect, test } from 'vitest';
import type { Remark } from '../import-cells/rules.ts';
import { readTags } from './rules.ts';

const read = (...cells: string[]) => {
  const remarks: Remark[] = [];
  const tags = readTags(
    cells.map((raw) => ({ column: 'Метки', text: raw, raw })),
    remarks,
  );
  return { tags, reasons: remarks.map(({ reason }) => reason) };
};

test.each([
  [['VIP, школы; 44-ФЗ'], ['VIP', 'школы', '44-ФЗ']],
  [
    ['#тёплый', 'Тёплый | тeндер\nсветофоры'],
    ['Тёплый', 'тeндер', 'светофоры'],
  ],
  [[' ;  , ', '—'], []],
])('%j is the tags %j', (cells, tags) => {
  expect(read(...cells)).toEqual({ tags, reasons: [] });
});

test('a tag too long for one, and more of them than a client may have, are told and left out', () => {
  expect(read(`${'длинная '.repeat(10)}, короткая`)).toEqual({
    tags: ['короткая'],
    reasons: ['clients.import_tag_too_long'],
  });
  const many = Array.from({ length: 51 }, (_, number) => `метка ${number}`);
  const { tags, reasons } = read(many.join(','));
  expect([tags.length, reasons]).toEqual([50, ['clients.import_too_many_tags']]);
});
