import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TICKS_PER_SECOND = 100;

interface Stat {
  parent: number;
  /** Seconds of the process itself, and of its children that have ended. */
  own: number;
  ended: number;
}

/** Processor time is what a request costs, however many others the machine is busy with. Only Linux tells it; NaN elsewhere. */
export function processorSeconds(pid: number): number {
  return statOf(pid)?.own ?? Number.NaN;
}

/** Of the database server in a data directory: all its processes, also those that have ended. */
export function databaseSeconds(dataDir: string): number {
  const postmaster = postmasterOf(dataDir);
  const main = postmaster === undefined ? undefined : statOf(postmaster);
  if (main === undefined) return Number.NaN;
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const children = pids.map((pid) => statOf(Number(pid))).filter((stat) => stat?.parent === postmaster);
  return children.reduce((all, stat) => all + (stat?.own ?? 0), main.own + main.ended);
}

function postmasterOf(dataDir: string): number | undefined {
  try {
    return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return undefined;
  }
}

function statOf(pid: number): Stat | undefined {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the name in brackets, which may hold anything.
    const [, parent = '0', ...fields] = line.slice(line.lastIndexOf(')') + 2).split(' ');
    const ticks = (place: number) => Number(fields[place] ?? 0) / TICKS_PER_SECOND;
    return { parent: Number(parent), own: ticks(9) + ticks(10), ended: ticks(11) + ticks(12) };
  } catch {
    return undefined;
  }
}
