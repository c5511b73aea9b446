import { geoPath } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import outlineUrl from 'world-atlas/countries-50m.json?url';
import type { MapCell } from '../map/contract.ts';
import { STATE_GROUP_NAMES, type StateGroup } from '../rules.ts';
import { mapLabels } from './map-labels.ts';
import { flat, type MapView, projection, radiusOf, type Size } from './map-view.ts';

export interface Outline {
  land: Path2D;
  borders: Path2D;
}

/** The outline of the countries, from the program's own server: no map of anybody else's is asked for. */
export async function loadOutline(): Promise<Outline> {
  const answer = await fetch(outlineUrl);
  const world = (await answer.json()) as Topology<{ countries: GeometryCollection; land: GeometryCollection }>;
  const path = geoPath(projection);
  return {
    land: new Path2D(path(feature(world, world.objects.land)) ?? ''),
    borders: new Path2D(path(mesh(world, world.objects.countries, (one, other) => one !== other)) ?? ''),
  };
}

export type Paint = StateGroup | 'land' | 'water' | 'border' | 'ink' | 'ground';
export type Paints = Readonly<Record<Paint, string>>;

export interface Picture {
  outline: Outline | null;
  cells: readonly MapCell[];
  /** Those of them whose marks stand on the screen. */
  seen: readonly MapCell[];
  view: MapView;
  size: Size;
  paints: Paints;
  font: string;
  print: (count: number) => string;
}

/** Draws the countries and over them the cells: a ring of what groups they hold, the number in the middle; names where few are seen. */
export function drawMap(canvas: HTMLCanvasElement, picture: Picture): void {
  const { outline, cells, seen, view, size, paints, font } = picture;
  const pen = canvas.getContext('2d');
  if (pen === null) return;
  const ratio = window.devicePixelRatio;
  canvas.width = Math.round(size.width * ratio);
  canvas.height = Math.round(size.height * ratio);
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.fillStyle = paints.water;
  pen.fillRect(0, 0, size.width, size.height);
  if (outline !== null) {
    pen.setTransform(ratio * view.scale, 0, 0, ratio * view.scale, ratio * view.x, ratio * view.y);
    pen.fillStyle = paints.land;
    pen.fill(outline.land);
    pen.strokeStyle = paints.border;
    pen.lineWidth = 1 / view.scale;
    pen.stroke(outline.land);
    pen.stroke(outline.borders);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  }
  pen.font = `600 11px ${font}`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  // Small ones last: a large one does not hide them.
  for (const cell of cells.toSorted((one, other) => other.count - one.count)) drawCell(pen, cell, picture);
  pen.font = `500 12px ${font}`;
  pen.textAlign = 'left';
  pen.lineJoin = 'round';
  pen.lineWidth = 3;
  for (const { text, x, y } of mapLabels(seen, view, size, (text) => pen.measureText(text).width)) {
    // The ground around the letters keeps them readable over borders and the shore.
    pen.strokeStyle = paints.ground;
    pen.strokeText(text, x, y);
    pen.fillStyle = paints.ink;
    pen.fillText(text, x, y);
  }
}

function drawCell(
  pen: CanvasRenderingContext2D,
  cell: MapCell,
  { view, paints, print }: Pick<Picture, 'view' | 'paints' | 'print'>,
): void {
  const [fx, fy] = flat(cell.longitude, cell.latitude);
  const [x, y] = [view.x + view.scale * fx, view.y + view.scale * fy];
  const radius = radiusOf(cell);
  pen.beginPath();
  pen.arc(x, y, radius + 1.5, 0, 2 * Math.PI);
  pen.fillStyle = paints.ground;
  pen.fill();
  let from = -Math.PI / 2;
  for (const group of STATE_GROUP_NAMES) {
    const to = from + (2 * Math.PI * cell.groups[group]) / cell.count;
    if (to === from) continue;
    pen.beginPath();
    pen.moveTo(x, y);
    pen.arc(x, y, radius, from, to);
    pen.closePath();
    pen.fillStyle = paints[group];
    pen.fill();
    from = to;
  }
  if (cell.count === 1) return;
  pen.beginPath();
  pen.arc(x, y, radius - 4, 0, 2 * Math.PI);
  pen.fillStyle = paints.ground;
  pen.fill();
  pen.fillStyle = paints.ink;
  pen.fillText(print(cell.count), x, y + 0.5);
}
