import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readFilter } from '#shared/filter.ts';
import { CLIENT_FIELDS } from '../list-fields/rules.ts';
import { boxOf, CELL_WIDTH, cellFor, MOST_CELLS, withinBox } from './rules.ts';

const box = fc
  .record({
    south: fc.double({ min: -90, max: 89, noNaN: true }),
    height: fc.double({ min: 0.001, max: 180, noNaN: true }),
    west: fc.double({ min: -180, max: 180, noNaN: true }),
    east: fc.double({ min: -180, max: 180, noNaN: true }),
  })
  .map(({ south, height, west, east }) => ({ south, north: Math.min(90, south + height), west, east }));

it('holds no more cells than one answer does, however small they are asked for', () => {
  fc.assert(
    fc.property(box, fc.double({ min: 0.0001, max: 16, noNaN: true }), (seen, asked) => {
      const cell = cellFor(seen, asked);
      const width = seen.west < seen.east ? seen.east - seen.west : 360 - seen.west + seen.east;
      expect(cell).toBeGreaterThanOrEqual(asked);
      expect(((seen.north - seen.south) / cell) * (width / (cell * CELL_WIDTH))).toBeLessThanOrEqual(MOST_CELLS);
    }),
  );
});

it('takes a box as it is said, the whole globe without one, and refuses one turned upside down', () => {
  expect(boxOf({})).toMatchObject({ ok: true, value: { south: -90, north: 90, west: -180, east: 180 } });
  expect(boxOf({ south: 50, north: 60, west: 170, east: -170 }).ok).toBe(true);
  expect(boxOf({ south: 60, north: 50 })).toMatchObject({ ok: false, code: 'invalid_input' });
});

it('narrows a list to a box beside what narrows it already, with nobody at the edge lost', () => {
  const edges = { south: 54.50001, north: 55.12341, west: -170.00005, east: 83 };
  expect(withinBox('', edges)).toBe('latitude is 54.5000..55.1235 and longitude is -170.0001..83.0000');
  const both = withinBox('state is cold or state is warm', edges);
  expect(readFilter(both, CLIENT_FIELDS)).toMatchObject({ ok: true, value: { join: 'and' } });
});
