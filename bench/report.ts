import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const results = fileURLToPath(new URL('../bench-results', import.meta.url));

export type Cell = string | number | null;

export interface Table {
  title: string;
  columns: readonly string[];
  rows: readonly (readonly Cell[])[];
}

/** A promise of docs: what was measured, against what, in one run on one machine. */
export interface Promised {
  what: string;
  measured: number;
  unit: string;
  limit: number;
  /** Whether the limit is a floor: what is measured is to be at least that much. */
  floor?: boolean;
  kept: boolean;
}

export interface Report {
  tables: readonly Table[];
  promises: readonly Promised[];
}

export function atMost(what: string, measured: number, limit: number, unit: string): Promised {
  return { what, measured, unit, limit, kept: measured <= limit };
}

export function atLeast(what: string, measured: number, limit: number, unit: string): Promised {
  return { what, measured, unit, limit, floor: true, kept: measured >= limit };
}

export function printReport(name: string, { tables, promises }: Report): void {
  const lines: string[] = [];
  for (const { title, columns, rows } of tables) lines.push('', title, ...aligned([columns, ...rows]));
  if (promises.length > 0) {
    const rows = promises.map(({ what, measured, limit, unit, kept, floor }) => [
      what,
      `${shown(measured)} ${unit}`,
      `${floor === true ? '≥' : '≤'} ${shown(limit)} ${unit}`,
      kept ? 'kept' : 'NOT KEPT',
    ]);
    lines.push('', `What ${name} promises`, ...aligned([['promise', 'measured', 'limit', ''], ...rows]));
  }
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** The same for programs: `bench-results/NAME.json`. */
export function writeReport(name: string, report: Report): void {
  mkdirSync(results, { recursive: true });
  const about = {
    bench: name,
    at: new Date().toISOString(),
    node: process.versions.node,
    cores: availableParallelism(),
  };
  writeFileSync(join(results, `${name}.json`), `${JSON.stringify({ ...about, ...report }, null, 2)}\n`);
}

/** Columns as wide as their widest cell; numbers stand right. */
function aligned(rows: readonly (readonly Cell[])[]): string[] {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === 'number' ? shown(cell) : (cell ?? '–'))));
  const widths = cells.reduce<number[]>(
    (known, row) => row.map((cell, place) => Math.max(known[place] ?? 0, cell.length)),
    [],
  );
  return cells.map((row, line) =>
    row
      .map((cell, place) => {
        const width = widths[place] ?? 0;
        return typeof rows[line]?.[place] === 'number' ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
}

/** Three significant digits are all that a measurement on a busy machine is worth. */
function shown(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (Math.abs(value) >= 100 || Number.isInteger(value)) return Math.round(value).toLocaleString('en-US');
  return value.toPrecision(3);
}
