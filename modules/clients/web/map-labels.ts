import type { MapCell } from '../map/contract.ts';
import { flat, type MapView, radiusOf, type Size } from './map-view.ts';

export interface MapLabel {
  text: string;
  /** The left edge and the middle of the line, px. */
  x: number;
  y: number;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** With more marks on the screen names would only hide them. */
const MOST_MARKS = 60;
const LINE_PX = 14;
const APART_PX = 4;

const overlap = (one: Box, other: Box): boolean =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

/**
 * The names that stand beside marks where few are in sight: a client's where the mark is one, else the region's, once. The largest
 * come first; a name that would lie over a mark or another name, or would not fit on the screen, is left out.
 */
export function mapLabels(
  cells: readonly MapCell[],
  view: MapView,
  size: Size,
  widthOf: (text: string) => number,
): MapLabel[] {
  if (cells.length > MOST_MARKS) return [];
  const marks = cells.map((cell) => {
    const [x, y] = flat(cell.longitude, cell.latitude);
    return { cell, x: view.x + view.scale * x, y: view.y + view.scale * y, radius: radiusOf(cell) };
  });
  const taken: Box[] = marks.map(({ x, y, radius }) => ({
    left: x - radius,
    right: x + radius,
    top: y - radius,
    bottom: y + radius,
  }));
  const named = new Set<string>();
  const labels: MapLabel[] = [];
  for (const { cell, x, y, radius } of marks.toSorted((one, other) => other.cell.count - one.cell.count)) {
    const text = cell.client?.name ?? cell.region;
    if (text === null || (cell.client === null && named.has(text))) continue;
    const left = x + radius + APART_PX;
    const box = { left, right: left + widthOf(text), top: y - LINE_PX / 2, bottom: y + LINE_PX / 2 };
    if (box.right > size.width || taken.some((other) => overlap(box, other))) continue;
    named.add(text);
    taken.push(box);
    labels.push({ text, x: left, y });
  }
  return labels;
}
