import { crc32, createInflateRaw } from 'node:zlib';
import { UnreadableFile } from './unreadable.ts';

/** A part of a ZIP archive, as the list at the archive's end describes it. */
export type ZipEntry = {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
};

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
/** The comment at the end of an archive is no longer than this. */
const longestComment = 0xffff;
const endLength = 22;
const entryLength = 46;
const localLength = 30;
const wide = 0xffffffff;
const mostEntries = 10_000;
const encrypted = 1;
const stored = 0;
const deflated = 8;

const damaged = (): never => {
  throw new UnreadableFile('import.damaged');
};

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function findEnd(view: DataView): number {
  const last = view.byteLength - endLength;
  for (let at = last; at >= Math.max(0, last - longestComment); at--) {
    if (view.getUint32(at, true) === endSignature) return at;
  }
  return damaged();
}

/** Sizes beyond four bytes stand in an extra field, only those that did not fit, in this order. */
function widen(view: DataView, at: number, length: number, sizes: number[]): number[] {
  if (!sizes.includes(wide)) return sizes;
  for (let field = at; field + 4 <= at + length; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== 1) continue;
    let next = field + 4;
    return sizes.map((size) => {
      if (size !== wide) return size;
      next += 8;
      return Number(view.getBigUint64(next - 8, true));
    });
  }
  return damaged();
}

/** The parts of an archive by their names. Throws `UnreadableFile` where it is cut off, damaged or protected by a password. */
export function zipEntries(bytes: Uint8Array): Map<string, ZipEntry> {
  const view = viewOf(bytes);
  try {
    const end = findEnd(view);
    const count = view.getUint16(end + 10, true);
    let at = view.getUint32(end + 16, true);
    const entries = new Map<string, ZipEntry>();
    for (let index = 0; index < Math.min(count, mostEntries); index++) {
      if (view.getUint32(at, true) !== entrySignature) return damaged();
      if (view.getUint16(at + 8, true) & encrypted) throw new UnreadableFile('import.is_protected');
      const nameLength = view.getUint16(at + 28, true);
      const extraLength = view.getUint16(at + 30, true);
      const extra = at + entryLength + nameLength;
      const [unpacked = 0, packed = 0, offset = 0] = widen(view, extra, extraLength, [
        view.getUint32(at + 24, true),
        view.getUint32(at + 20, true),
        view.getUint32(at + 42, true),
      ]);
      const name = new TextDecoder().decode(bytes.subarray(at + entryLength, extra)).replaceAll('\\', '/');
      const [method, crc] = [view.getUint16(at + 10, true), view.getUint32(at + 16, true)];
      entries.set(name, { name, method, crc, packed, unpacked, offset });
      at = extra + extraLength + view.getUint16(at + 32, true);
    }
    return entries;
  } catch (error) {
    if (error instanceof RangeError) return damaged();
    throw error;
  }
}

/**
 * The content of one part, piece by piece and checked by its sum. Throws `UnreadableFile` where it is damaged, packed in a
 * way that is not read, or unpacks to more than `mostBytes`: a small archive may claim to hold gigabytes.
 */
export async function* unzip(bytes: Uint8Array, entry: ZipEntry, mostBytes: number): AsyncGenerator<Uint8Array> {
  const view = viewOf(bytes);
  const { offset, packed, method } = entry;
  if (offset + localLength > bytes.length || view.getUint32(offset, true) !== localSignature) damaged();
  const start = offset + localLength + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  const content = bytes.subarray(start, start + packed);
  if (content.length < packed) damaged();
  if (method !== stored && method !== deflated) throw new UnreadableFile('import.is_archive');
  // An honest archive says how much comes; one that lies is stopped on the way.
  if (entry.unpacked > mostBytes) throw new UnreadableFile('import.unpacks_too_large');
  let [size, sum] = [0, 0];
  for await (const piece of method === stored ? [content] : inflated(content)) {
    size += piece.length;
    if (size > mostBytes) throw new UnreadableFile('import.unpacks_too_large');
    sum = crc32(piece, sum);
    yield piece;
  }
  if (sum !== entry.crc) damaged();
}

async function* inflated(content: Uint8Array): AsyncGenerator<Uint8Array> {
  const stream = createInflateRaw({ chunkSize: 64 * 1024 });
  stream.end(content);
  try {
    for await (const piece of stream) yield piece;
  } catch (error) {
    throw new UnreadableFile('import.damaged', { cause: error });
  }
}

/** A part as one text. */
export async function unzipText(bytes: Uint8Array, entry: ZipEntry, mostBytes: number): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of unzip(bytes, entry, mostBytes)) pieces.push(piece);
  return new TextDecoder().decode(Buffer.concat(pieces));
}
