import { geoConicEqualArea } from 'd3-geo';
import type { MapCell } from '../map/contract.ts';
import type { Box } from '../map/rules.ts';

/** How the flat picture lies on the screen: a point of it stands at `x + scale · px`, `y + scale · py`. */
export interface MapView {
  scale: number;
  x: number;
  y: number;
}
export interface Size {
  width: number;
  height: number;
}
type Point = readonly [number, number];

/** A cone over the north of Eurasia: areas are true, and the country is not torn at the 180th meridian. */
export const projection = geoConicEqualArea()
  .rotate([-100, 0])
  .center([0, 62])
  .parallels([50, 70])
  .scale(1000)
  .translate([0, 0]);

const PER_DEGREE = (1000 * Math.PI) / 180;
/** About so many pixels of the screen to a cell. */
const CELL_PX = 64;
const LARGEST_CELL = 8;
const SMALLEST_SCALE = 0.15;
const LARGEST_SCALE = 400;
const MARGIN_PX = 48;
/** Where there is one town alone, its surroundings are shown as well. */
const CLOSEST_FIT = 2.5;
const COUNTRY: readonly Point[] = [
  [20, 54.7],
  [40, 43],
  [132, 43],
  [179, 66],
  [105, 77.5],
];

export const flat = (longitude: number, latitude: number): Point => projection([longitude, latitude]) ?? [0, 0];

/** The height of a cell in degrees that is asked for at a scale: of a closed row, so that a small move asks nothing new. */
export function cellAt(scale: number): number {
  const wanted = CELL_PX / (PER_DEGREE * scale);
  return Math.min(LARGEST_CELL, 2 ** Math.round(Math.log2(wanted)));
}

/** The view that holds all the points; without any, the country. */
export function fitted(points: readonly Point[], { width, height }: Size, closest = CLOSEST_FIT): MapView {
  const seen = (points.length === 0 ? COUNTRY : points).map(([longitude, latitude]) => flat(longitude, latitude));
  const xs = seen.map(([x]) => x);
  const ys = seen.map(([, y]) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const room = (length: number) => Math.max(length - 2 * MARGIN_PX, MARGIN_PX);
  const scale = within(Math.min(room(width) / (right - left), room(height) / (bottom - top), closest));
  return {
    scale,
    x: width / 2 - (scale * (left + right)) / 2,
    y: height / 2 - (scale * (top + bottom)) / 2,
  };
}

const within = (scale: number): number => Math.min(LARGEST_SCALE, Math.max(SMALLEST_SCALE, scale));

/** Closer or farther, with a point of the screen staying where it is. */
export function zoomed(view: MapView, times: number, [px, py]: Point): MapView {
  const scale = within(view.scale * times);
  const real = scale / view.scale;
  return { scale, x: px - (px - view.x) * real, y: py - (py - view.y) * real };
}

/** The box of the globe that the screen shows, a little wider; the whole globe where its edge is in sight. */
export function boxInSight({ scale, x, y }: MapView, { width, height }: Size): Box {
  const steps = Array.from({ length: 9 }, (_, at) => at / 8);
  const seen = steps.flatMap((across) =>
    steps.flatMap((down) => {
      const point = projection.invert?.([(width * across - x) / scale, (height * down - y) / scale]);
      return point === undefined || point === null || !point.every(Number.isFinite) ? [] : [point];
    }),
  );
  if (seen.length < steps.length ** 2) return { south: -90, north: 90, west: -180, east: 180 };
  const latitudes = seen.map(([, latitude]) => latitude);
  // Counted from the middle of the picture: the 180th meridian is no edge there.
  const longitudes = seen.map(([longitude]) => ((longitude - 100 + 540) % 360) - 180);
  const margin = cellAt(scale);
  const west = Math.min(...longitudes) - margin;
  const east = Math.max(...longitudes) + margin;
  const [south, north] = [Math.min(...latitudes) - margin, Math.max(...latitudes) + margin];
  if (west <= -180 || east >= 180 || north > 85) return { ...tidy(south, Math.min(90, north)), west: -180, east: 180 };
  const turn = (longitude: number) => ((longitude + 100 + 540) % 360) - 180;
  return { ...tidy(south, north), west: round(turn(west)), east: round(turn(east)) };
}

const round = (degrees: number): number => Math.round(degrees * 100) / 100;
const tidy = (south: number, north: number) => ({
  south: Math.max(-90, round(south)),
  north: Math.min(90, round(north)),
});

/** How large a cell is drawn: its area grows with the number, within what can be pressed and does not cover others. */
export function radiusOf({ count }: Pick<MapCell, 'count'>): number {
  return count === 1 ? 5 : Math.min(26, 9 + 2.6 * Math.log2(count));
}

/**
 * The cells whose marks stand on the screen. Near the pole the box of the globe that is asked for is far wider than what is
 * seen of it.
 */
export function cellsInSight(cells: readonly MapCell[], view: MapView, { width, height }: Size): MapCell[] {
  return cells.filter((cell) => {
    const [x, y] = flat(cell.longitude, cell.latitude);
    const [across, down] = [view.x + view.scale * x, view.y + view.scale * y];
    return across >= 0 && across <= width && down >= 0 && down <= height;
  });
}

const TOUCH_PX = 6;

/** The cell under a point of the screen: the nearest of those that are near enough. */
export function cellUnder(cells: readonly MapCell[], view: MapView, [px, py]: Point): MapCell | null {
  let best: MapCell | null = null;
  let nearest = Number.POSITIVE_INFINITY;
  for (const cell of cells) {
    const [x, y] = flat(cell.longitude, cell.latitude);
    const distance = Math.hypot(view.x + view.scale * x - px, view.y + view.scale * y - py);
    if (distance <= radiusOf(cell) + TOUCH_PX && distance < nearest) {
      nearest = distance;
      best = cell;
    }
  }
  return best;
}

const SAME_PLACE = 0.01;

/** Where pressing a cell leads: closer to its clients; null where they all stand in one place. */
export function closerTo(cell: MapCell, size: Size, view: MapView): MapView | null {
  const { south, north, west, east } = cell;
  if (north - south < SAME_PLACE && east - west < SAME_PLACE) return null;
  if (view.scale >= LARGEST_SCALE) return null;
  const next = fitted(
    [
      [west, south],
      [east, south],
      [west, north],
      [east, north],
    ],
    size,
    LARGEST_SCALE,
  );
  return next.scale > view.scale * 1.2 ? next : zoomed(view, 2, [size.width / 2, size.height / 2]);
}
