import { expect, it } from 'vitest';
import type { MapCell } from '../map/contract.ts';
import { mapLabels } from './map-labels.ts';
import { fitted } from './map-view.ts';

const size = { width: 1200, height: 700 };
const widthOf = (text: string) => 7 * text.length;

function cellAt(longitude: number, latitude: number, part: Partial<MapCell> = {}): MapCell {
  return {
    latitude,
    longitude,
    south: latitude,
    north: latitude,
    west: longitude,
    east: longitude,
    region: 'Иркутская область',
    count: 1,
    groups: { queued: 1, in_work: 0, waiting: 0, closed: 0 },
    client: { id: '1', name: `Город ${longitude}` },
    ...part,
  };
}
const many = (longitude: number, count: number, region: string | null = 'Иркутская область') =>
  cellAt(longitude, 55, { count, client: null, region });
const textsOf = (cells: readonly MapCell[]) => {
  const view = fitted(
    cells.map(({ longitude, latitude }) => [longitude, latitude] as const),
    size,
  );
  return mapLabels(cells, view, size, widthOf).map(({ text }) => text);
};

it('a client is named beside its mark, a region once, the largest first', () => {
  expect(textsOf([cellAt(90, 52), many(100, 5), many(110, 9), cellAt(96, 58)])).toEqual([
    'Иркутская область',
    'Город 90',
    'Город 96',
  ]);
});

it('a name that would lie over a mark or another name is left out', () => {
  const close = [cellAt(100, 55, { client: { id: '1', name: 'Первый' } }), cellAt(100.001, 55), cellAt(70, 55)];
  expect(textsOf(close)).toEqual(['Первый', 'Город 70']);
});

it('nothing is named where there are many marks, nor what nobody knows the region of', () => {
  const crowd = Array.from({ length: 61 }, (_, at) => cellAt(40 + at * 2, 60));
  expect(textsOf(crowd)).toEqual([]);
  expect(textsOf([many(100, 5, null)])).toEqual([]);
});
