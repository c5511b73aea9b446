import { invalid, ok, type Result } from '#shared/result.ts';

/** A box on the globe, in degrees; west is greater than east where it lies across the 180th meridian. */
export interface Box {
  south: number;
  north: number;
  west: number;
  east: number;
}

/** An answer never holds more cells. */
export const MOST_CELLS = 4_000;
/** A cell is so many times wider in degrees than it is high: about a square where most of the market is. */
export const CELL_WIDTH = 2;

/** The box that is asked for: what is not said reaches to the edge. Refuses a box whose south is not below its north. */
export function boxOf({ south = -90, north = 90, west = -180, east = 180 }: Partial<Box>): Result<Box> {
  return south < north ? ok({ south, north, west, east }) : invalid('/south', 'clients.map_wrong_box');
}

/** The height of a cell, in degrees: as asked for, doubled until no more than the most cells fit into the box. */
export function cellFor(box: Box, asked: number): number {
  const width = box.west < box.east ? box.east - box.west : 360 - box.west + box.east;
  let cell = asked;
  while (cellsIn(box.north - box.south, cell) * cellsIn(width, cell * CELL_WIDTH) > MOST_CELLS) cell *= 2;
  return cell;
}

/** Cells that a stretch may touch; it begins and ends in the middle of one. */
const cellsIn = (length: number, cell: number): number => Math.ceil(length / cell) + 1;

const DECIMALS = 4;

/** What narrows a list to a box, beside what already does. Edges are rounded outwards, so that nobody at the edge is lost. */
export function withinBox(filter: string, { south, north, west, east }: Box): string {
  const place = `latitude is ${down(south)}..${up(north)} and longitude is ${down(west)}..${up(east)}`;
  return filter === '' ? place : `(${filter}) and ${place}`;
}

const down = (degrees: number): string => (Math.floor(degrees * 10 ** DECIMALS) / 10 ** DECIMALS).toFixed(DECIMALS);
const up = (degrees: number): string => (Math.ceil(degrees * 10 ** DECIMALS) / 10 ** DECIMALS).toFixed(DECIMALS);
