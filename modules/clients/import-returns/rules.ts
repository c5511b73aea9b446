import type { ClientDetails } from '../register/rules.ts';

/** What an import has changed at a client, over all its entries about it: the first value before and the last after. */
export type NetChange = ReadonlyMap<string, { before: unknown; after: unknown }>;

export function netChange(entries: readonly { before: unknown; after: unknown }[]): NetChange {
  const net = new Map<string, { before: unknown; after: unknown }>();
  for (const { before, after } of entries) {
    const [was, is] = [fieldsOf(before), fieldsOf(after)];
    for (const [field, value] of Object.entries(is)) {
      net.set(field, { before: net.has(field) ? net.get(field)?.before : was[field], after: value });
    }
  }
  return net;
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/**
 * The data of a client with what an import has changed set back, field by field: only where the field still says what the
 * import has made of it. The others stay and are named. Source: issue of the market register (taking an import back).
 */
export function setBack(
  now: ClientDetails,
  net: NetChange,
): { details: ClientDetails; restored: string[]; left: string[] } {
  const restored: string[] = [];
  const left: string[] = [];
  const details: Record<string, unknown> = { ...now };
  for (const [field, { before, after }] of net) {
    if (isSame(details[field], before)) continue;
    if (!isSame(details[field], after)) {
      left.push(field);
      continue;
    }
    details[field] = before ?? null;
    restored.push(field);
  }
  // The fields are those of the journal's entries, which were made of `ClientDetails`.
  return { details: details as unknown as ClientDetails, restored, left };
}

/** Values of the journal have gone through JSON, which keeps no order of keys. */
const isSame = (one: unknown, other: unknown): boolean => canonical(one ?? null) === canonical(other ?? null);

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
