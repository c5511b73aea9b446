declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

export type EmployeeId = Id<'employee'>;
export type ClientId = Id<'client'>;
export type SalesSystemId = Id<'sales_system'>;
export type PositionId = Id<'position'>;
export type UnitId = Id<'unit'>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text is a UUID in the canonical lower-case spelling. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

let lastMillis = 0;
let sequence = 0;

/** Randomness is asked for in stock: one question for each id is what costs in imports of a million. */
const ID_BYTES = 16;
const stock = new Uint8Array(256 * ID_BYTES);
let used = stock.length;

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function randomBytes(): Uint8Array {
  if (used === stock.length) {
    crypto.getRandomValues(stock);
    used = 0;
  }
  used += ID_BYTES;
  return stock.subarray(used - ID_BYTES, used);
}

/**
 * A new UUIDv7 (RFC 9562): ids sort by time of creation, also within one millisecond of this process (12-bit counter).
 * `at` lets a simulated clock order its records by the simulated time.
 */
export function newId<T extends string = string>(at?: Temporal.Instant): T {
  const bytes = randomBytes();
  const millis = at?.epochMilliseconds ?? Date.now();
  sequence = millis === lastMillis ? (sequence + 1) & 0xfff : (bytes[6] ?? 0) & 0x7f;
  lastMillis = millis;
  for (let i = 0, rest = millis; i < 6; i++, rest = Math.floor(rest / 256)) bytes[5 - i] = rest % 256;
  bytes[6] = 0x70 | (sequence >> 8);
  bytes[7] = sequence & 0xff;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  let text = '';
  for (let i = 0; i < ID_BYTES; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) text += '-';
    text += HEX[bytes[i] ?? 0];
  }
  // The canonical spelling; the cast only adds the brand of the caller's choice.
  return text as T;
}
