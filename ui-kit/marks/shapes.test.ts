import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { initials, loadShape, whiskerShape } from './shapes.ts';

describe('an interval whisker', () => {
  test.each([
    [24, 31, 60, 89, false],
    [22, 31, 53, 84, false],
    [5, 6, 44, 97, true],
    [2, 3, 21, 94, true],
    [9, 14, 39, 84, false],
    [0, 0, 0, 100, true],
  ])('%s of %s is drawn from %s to %s %%', (part, whole, low, high, few) => {
    const shape = whiskerShape(part, whole);
    expect([Math.round(shape.low * 100), Math.round(shape.high * 100), shape.few]).toEqual([low, high, few]);
  });
});

describe('a load bar', () => {
  test.each([
    [47, 60, false],
    [60, 60, false],
    [66, 60, true],
    [0, 0, false],
  ])('%s held at a norm of %s is beyond it: %s', (held, norm, over) => expect(loadShape(held, norm).over).toBe(over));

  test('the bar and the tick of the norm never leave the track', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), (held, norm) => {
        const shape = loadShape(held, norm);
        expect(Math.min(shape.held, shape.norm)).toBeGreaterThanOrEqual(0);
        expect(Math.max(shape.held, shape.norm)).toBeLessThanOrEqual(1);
        expect(shape.over).toBe(shape.held > shape.norm);
      }),
    );
  });
});

test.each([
  ['Андрей Лыткин', 'АЛ'],
  ['О. Бахтина', 'ОБ'],
  ['С.Мальцев', 'СМ'],
  ['Линия', 'Л'],
  ['ольга петровна бахтина', 'ОП'],
  ['', ''],
])('the initials of «%s» are «%s»', (name, letters) => expect(initials(name)).toBe(letters));
