import { expect, it } from 'vitest';
import { countRow, emptyScan, inOrder } from './rules.ts';

const remark = (reason: string, refused = false) => ({ column: 'Телефон', reason, values: {}, refused });

it('keeps rows of every reason, the refused first, however often one reason is met', () => {
  const scan = emptyScan();
  for (let row = 2; row < 500; row++) countRow(scan, row, [remark('phone')], () => ({ name: `Город ${row}` }));
  countRow(scan, 500, [], () => ({}));
  countRow(scan, 501, [remark('phone'), remark('mail')], () => ({}));
  countRow(scan, 502, [remark('no_name', true)], () => ({}));
  const { rows, refused, remarked, worst, reasons } = inOrder(scan);
  expect({ rows, refused, remarked }).toEqual({ rows: 501, refused: 1, remarked: 499 });
  expect(worst.map(({ row }) => row)).toEqual([502, 501, 2, 3, 4]);
  expect(reasons.map(({ reason, rows: met }) => [reason, met])).toEqual([
    ['no_name', 1],
    ['phone', 499],
    ['mail', 1],
  ]);
});
