/** A value of the ordering columns that a page ended with. */
export type CursorValue = string | number | boolean | null;

const alphabet = /^[A-Za-z0-9_-]+$/;
const longest = 2_000;

/**
 * An opaque position in an ordered list: the values of the ordering columns of the last row seen, in their order. It is
 * not a secret and grants nothing: the page behind it is filtered by access like any other.
 */
export function encodeCursor(values: readonly CursorValue[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify(values));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function decodeBase64url(text: string): string | undefined {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

const isCursorValue = (value: unknown): value is CursorValue =>
  value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);

/**
 * The values of a cursor that a client sent back, or undefined when it is not one of ours: garbled, too long, or not of
 * `length` values. The caller still compares the values by the types of its own columns.
 */
export function decodeCursor(cursor: string, length: number): CursorValue[] | undefined {
  if (cursor.length > longest || !alphabet.test(cursor)) return undefined;
  const values = parseJson(decodeBase64url(cursor) ?? '');
  return Array.isArray(values) && values.length === length && values.every(isCursorValue) ? values : undefined;
}
