import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  boxInSight,
  cellAt,
  cellsInSight,
  cellUnder,
  closerTo,
  fitted,
  flat,
  type MapView,
  zoomed,
} from './map-view.ts';

const size = { width: 1200, height: 700 };
const place = fc.tuple(fc.double({ min: 20, max: 179, noNaN: true }), fc.double({ min: 42, max: 77, noNaN: true }));
const onScreen = (view: MapView, [longitude, latitude]: readonly [number, number]) => {
  const [x, y] = flat(longitude, latitude);
  return [view.x + view.scale * x, view.y + view.scale * y] as const;
};
const cell = {
  latitude: 55,
  longitude: 100,
  south: 54,
  north: 56,
  west: 99,
  east: 101,
  region: null,
  count: 5,
  groups: { queued: 5, in_work: 0, waiting: 0, closed: 0 },
  client: null,
};

it('fits every place on the screen, and what is on the screen lies in the box that is asked for', () => {
  fc.assert(
    fc.property(fc.array(place, { minLength: 1, maxLength: 6 }), (places) => {
      const view = fitted(places, size);
      const box = boxInSight(view, size);
      for (const one of places) {
        const [x, y] = onScreen(view, one);
        expect(x > 0 && x < size.width && y > 0 && y < size.height).toBe(true);
        expect(one[1] >= box.south && one[1] <= box.north).toBe(true);
        const across = box.west > box.east;
        expect(across ? one[0] >= box.west || one[0] <= box.east : one[0] >= box.west && one[0] <= box.east).toBe(true);
      }
    }),
  );
});

it('keeps the point under the hand where it is while it comes closer', () => {
  const view = fitted([], size);
  const [x, y] = onScreen(view, [100, 55]);
  const [nextX, nextY] = onScreen(zoomed(view, 3, [x, y]), [100, 55]);
  expect(nextX).toBeCloseTo(x, 6);
  expect(nextY).toBeCloseTo(y, 6);
});

it('asks for smaller cells the closer it is, and leads from a cell closer to its clients or nowhere', () => {
  const view = fitted([], size);
  expect(cellAt(view.scale * 4)).toBeLessThan(cellAt(view.scale));
  expect(cellUnder([cell], view, onScreen(view, [100, 55]))).toBe(cell);
  expect(cellUnder([cell], view, [0, 0])).toBeNull();
  expect(closerTo(cell, size, view)?.scale).toBeGreaterThan(view.scale);
  expect(closerTo({ ...cell, north: 54, east: 99 }, size, view)).toBeNull();
});

it('counts only what stands on the screen: near the pole the box of the globe is wider than what is seen', () => {
  const view = fitted([], size);
  expect(cellsInSight([cell], view, size)).toEqual([cell]);
  const north = { ...view, y: view.y + 2000 };
  expect(boxInSight(north, size)).toMatchObject({ west: -180, east: 180 });
  expect(cellsInSight([cell], north, size)).toEqual([]);
});
