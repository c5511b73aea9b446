import type { Encoding } from './encoding.ts';

const eightBit = new Map<string, Map<string, number>>();

/** Bytes of a text in an encoding that the platform can only decode, for tests. */
export function encode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const bytes = new Uint8Array(text.length * 2);
    const view = new DataView(bytes.buffer);
    for (let index = 0; index < text.length; index++) {
      view.setUint16(index * 2, text.charCodeAt(index), encoding === 'utf-16le');
    }
    return bytes;
  }
  const known = eightBit.get(encoding);
  const table =
    known ??
    new Map(Array.from({ length: 256 }, (_, byte) => [new TextDecoder(encoding).decode(new Uint8Array([byte])), byte]));
  eightBit.set(encoding, table);
  return Uint8Array.from(text, (character) => table.get(character) ?? 0x3f);
}

/** A file's content as it comes from a disk or a network. */
export async function* inChunks(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
