import { setTimeout } from 'node:timers/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Client } from 'undici';
import { createRandom, type Random } from '#shared/random.ts';

/** One request of a load: what kind it is counted under, and what is to be done with the answer. */
export interface LoadRequest {
  kind: string;
  method: 'GET' | 'POST' | 'PATCH';
  path: string;
  headers: Readonly<Record<string, string>>;
  body?: unknown;
  /** Told of a successful answer, for requests that follow from it. */
  then?: (reply: unknown) => void;
}

/** One of the connections: it sends a request, waits for the answer, and sends the next one. */
export interface Caller {
  next(): LoadRequest;
}

export interface Measured {
  kind: string;
  count: number;
  errors: number;
  perSecond: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

export interface Load {
  seconds: number;
  /** Everything that was sent, also in the warm-up. */
  sent: number;
  /** Each kind, and the sum under `all`. Milliseconds of requests that were answered with success. */
  kinds: readonly Measured[];
  /** The first few answers that were not a success, for the reader of the report. */
  faults: readonly string[];
}

const FAULTS_SHOWN = 5;

/**
 * A closed loop: as many keep-alive connections as callers, each with one request on its way, for so many seconds after a
 * warm-up that is not counted. A request that ends after the time is neither. `pause` is how many milliseconds a caller waits
 * after an answer, on average: people look at what they have got.
 */
export async function runLoad(
  address: string,
  callers: readonly Caller[],
  { seconds, warmUp = 1, pause = 0 }: { seconds: number; warmUp?: number; pause?: number },
): Promise<Load> {
  const taken = new Map<string, number[]>();
  const errors = new Map<string, number>();
  const faults: string[] = [];
  let sentInAll = 0;
  const from = performance.now() + warmUp * 1000;
  const until = from + seconds * 1000;
  await Promise.all(
    callers.map(async (caller, place) => {
      const client = new Client(address, { pipelining: 1 });
      const pace = createRandom(`pace ${place}`);
      while (performance.now() < until) {
        if (pause > 0) await setTimeout(pace.int(0, 2 * pause));
        const { kind, method, path, headers, body, then } = caller.next();
        sentInAll += 1;
        const sent = performance.now();
        const payload = body === undefined ? null : JSON.stringify(body);
        const reply = await client.request({
          method,
          path,
          headers: payload === null ? headers : { ...headers, 'content-type': 'application/json' },
          body: payload,
        });
        // A browser unpacks in a thread of its own: the answer is there when its last byte is.
        const bytes = await reply.body.arrayBuffer();
        const answered = performance.now();
        const isGood = reply.statusCode >= 200 && reply.statusCode < 300;
        if (isGood) then?.(JSON.parse(unpacked(bytes, reply.headers['content-encoding'])));
        if (sent < from || answered > until) continue;
        if (isGood) add(taken, kind, answered - sent);
        else {
          errors.set(kind, (errors.get(kind) ?? 0) + 1);
          if (faults.length < FAULTS_SHOWN)
            faults.push(
              `${method} ${path}: ${reply.statusCode} ${unpacked(bytes, reply.headers['content-encoding']).slice(0, 300)}`,
            );
        }
      }
      await client.close();
    }),
  );
  const names = [...new Set([...taken.keys(), ...errors.keys()])].sort();
  const kinds = names.map((kind) => measured(kind, taken.get(kind) ?? [], errors.get(kind) ?? 0, seconds));
  const all = measured(
    'all',
    [...taken.values()].flat(),
    [...errors.values()].reduce((a, b) => a + b, 0),
    seconds,
  );
  return { seconds, sent: sentInAll, kinds: [...kinds, all], faults };
}

function unpacked(bytes: ArrayBuffer, encoding: string | string[] | undefined): string {
  const packed = Buffer.from(bytes);
  if (encoding === 'br') return brotliDecompressSync(packed).toString();
  return (encoding === 'gzip' ? gunzipSync(packed) : packed).toString();
}

function add(taken: Map<string, number[]>, kind: string, ms: number): void {
  const known = taken.get(kind);
  if (known === undefined) taken.set(kind, [ms]);
  else known.push(ms);
}

export function measured(kind: string, taken: readonly number[], errors: number, seconds: number): Measured {
  const sorted = taken.toSorted((a, b) => a - b);
  return {
    kind,
    count: sorted.length,
    errors,
    perSecond: sorted.length / seconds,
    p50: percentile(sorted, 0.5),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    max: sorted.at(-1) ?? Number.NaN,
  };
}

/** The smallest value that so large a share of the sorted ones does not exceed. */
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** Which kind comes next, by shares of a whole of 100. */
export function drawKind<K extends string>(random: Random, mix: Readonly<Record<K, number>>): K {
  // The keys of the mix are the kinds.
  return random.weighted(Object.entries(mix) as [K, number][]);
}
