import { search } from '#modules/clients/search/queries.ts';
import type { Context } from '#platform/context.ts';
import { QUERIES } from './queries.ts';

export interface Sample {
  inn: string;
  phone: string;
  mail: string;
  site: string;
}

export interface Timed {
  kind: string;
  query: string;
  found: number;
  p50: number;
  p95: number;
  /** Milliseconds of the processor that a query costs on average, the program's and the database's. */
  processor: number;
}

/** Puts what the market holds in the place of `{inn}` and the like. */
export function filled(query: string, { inn, phone, mail, site }: Sample): string {
  const values: Readonly<Record<string, string>> = {
    inn,
    'inn:5': inn.slice(0, 5),
    'inn:7': inn.slice(0, 7),
    'inn:middle': inn.slice(3, 9),
    phone: `8${phone.slice(2)}`,
    'phone:dialled': `8 (${phone.slice(2, 5)}) ${phone.slice(5, 8)}-${phone.slice(8, 10)}-${phone.slice(10)}`,
    'phone:7': phone.slice(-7),
    'phone:4': phone.slice(-4),
    mail,
    'mail:begun': mail.slice(0, mail.indexOf('@') + 5),
    site,
  };
  return query.replace(/\{([^}]+)\}/g, (_, name: string) => values[name] ?? '');
}

export function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/**
 * Asks every kind of query so many times, one after another, as the given person. `processorSeconds` tells what program and
 * database have used so far.
 */
export async function timeQueries(
  context: Context,
  samples: readonly Sample[],
  { rounds, processorSeconds }: { rounds: number; processorSeconds: () => number },
): Promise<Timed[]> {
  const timed: Timed[] = [];
  for (const [kind, ...queries] of QUERIES) {
    const times: number[] = [];
    let found = 0;
    let before = processorSeconds();
    for (let round = -1; round < rounds; round++) {
      if (round === 0) before = processorSeconds();
      for (const query of queries) {
        const sample = samples[(round + 1) % samples.length];
        if (sample === undefined) continue;
        const started = performance.now();
        const answer = await search(context, { q: filled(query, sample) });
        // The first round warms up what a server at work has warm.
        if (round >= 0) times.push(performance.now() - started);
        if (answer.ok) found = Math.max(found, answer.value.items.length);
      }
    }
    const processor = (1000 * (processorSeconds() - before)) / Math.max(1, times.length);
    const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
    timed.push({ kind, query: queries[0] ?? '', found, p50, p95, processor });
  }
  return timed;
}
