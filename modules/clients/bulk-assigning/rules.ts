import type { AssignRule } from '../bulk/contract.ts';

/** Somebody who is to receive clients: how many they carry, and how much of a full working time they have (basis points). */
export interface Receiver {
  id: string;
  carried: number;
  capacityBp: number;
}

/** A client to be given to one of the receivers. */
export interface Assignable {
  id: string;
  region: string | null;
  /** Who carries it now: its holder, or the owner of its check where nobody holds it. */
  carrier: string | null;
  /** Who of the receivers may carry it; null when anybody may. */
  able: ReadonlySet<string> | null;
}

/**
 * Who carries each client from now on; null where nobody of the receivers may. `evenly`: each goes to whoever carries
 * least for their working time, counted without the client itself; on equal terms it stays where it is. `by_region`: a
 * region goes whole to whoever carries most of it already, a region of nobody's to whoever carries least; what has no region
 * is spread evenly. `regions` says how many clients of each region every receiver carries. Source: domain §12 (load),
 * experience (Lists).
 */
export function assignees(
  clients: readonly Assignable[],
  receivers: readonly Receiver[],
  rule: AssignRule,
  regions: ReadonlyMap<string, ReadonlyMap<string, number>>,
): Map<string, string | null> {
  const carried = new Map(receivers.map((one) => [one.id, one.carried]));
  const ofRegion = new Map([...regions].map(([region, counts]) => [region, new Map(counts)]));
  const add = (person: string | null, region: string | null, by: 1 | -1) => {
    if (person === null || !carried.has(person)) return;
    carried.set(person, (carried.get(person) ?? 0) + by);
    if (region === null) return;
    const counts = ofRegion.get(region) ?? new Map<string, number>();
    counts.set(person, (counts.get(person) ?? 0) + by);
    ofRegion.set(region, counts);
  };
  return new Map(
    clients.map((client): [string, string | null] => {
      const able = receivers.filter(({ id }) => client.able === null || client.able.has(id));
      const local = client.region === null ? undefined : ofRegion.get(client.region);
      const owner = rule === 'by_region' && local !== undefined ? mostOf(able, local) : null;
      add(client.carrier, client.region, -1);
      const chosen = owner ?? leastOf(able, carried, client.carrier);
      add(chosen ?? client.carrier, client.region, 1);
      return [client.id, chosen];
    }),
  );
}

function mostOf(able: readonly Receiver[], counts: ReadonlyMap<string, number>): string | null {
  let most: { id: string; count: number } | null = null;
  for (const { id } of able) {
    const count = counts.get(id) ?? 0;
    if (count > (most?.count ?? 0)) most = { id, count };
  }
  return most?.id ?? null;
}

function leastOf(
  able: readonly Receiver[],
  carried: ReadonlyMap<string, number>,
  carrier: string | null,
): string | null {
  // One more client weighs the heavier, the less working time there is; whoever has none comes last.
  const weight = ({ id, capacityBp }: Receiver): number =>
    capacityBp > 0 ? ((carried.get(id) ?? 0) + 1) / capacityBp : Number.POSITIVE_INFINITY;
  let least: Receiver | null = null;
  for (const one of able) {
    if (least === null || weight(one) < weight(least) || (weight(one) === weight(least) && one.id === carrier)) {
      least = one;
    }
  }
  return least?.id ?? null;
}
