export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1251' | 'koi8-r' | 'ibm866';

/** Russian letters from the most to the least frequent, and how often each occurs in text, in tenths of a percent. */
const letters = 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё';
const frequencies = [
  110, 85, 80, 74, 67, 63, 55, 47, 45, 44, 35, 32, 30, 28, 26, 20, 19, 17, 17, 16, 16, 14, 12, 10, 9, 7, 6, 5, 4, 3, 3,
  1, 1,
];
const likelihood = new Map([...letters].map((letter, index) => [letter, Math.log((frequencies[index] ?? 0) / 1_000)]));

const rare = Math.log(0.0005);

/** What Russian office text holds beside letters and ASCII. */
const usualSigns = /[«»„“”‘’–—…№§°•·\u00a0€₽]/u;

/** What Russian words do not have: a sign or `ы` in front, a sign after a vowel, `жы`, `чя`, crowds of vowels or consonants. */
const unspeakable = /(?<!\p{L})[ьъы]|[аеёиоуыэюяйьъ][ьъ]|[жшчщ][ыэя]|[бвгджзклмнпрстфхцчшщ]{5}|[аеёиоуыэюя]{4}/giu;

/** How much like Russian text the reading is, as an average over its characters beyond ASCII. */
function plausibility(text: string): number {
  const foreign = text.match(/[^\p{ASCII}]/gu) ?? [];
  const total = foreign.reduce((sum, sign) => {
    const unusual = usualSigns.test(sign) ? rare : 3 * rare;
    return sum + (likelihood.get(sign.toLowerCase()) ?? unusual);
  }, 0);
  // Read by the wrong table, capitals and small letters change places: «иВАНОВ».
  const swapped = text.match(/\p{Ll}\p{Lu}/gu)?.length ?? 0;
  const strange = text.match(unspeakable)?.length ?? 0;
  return (total + (swapped + strange) * rare) / Math.max(1, foreign.length);
}

const startsWith = (bytes: Uint8Array, ...mark: readonly number[]): boolean =>
  mark.every((byte, index) => bytes[index] === byte);

/** UTF-16 without a mark shows by the halves that Latin (00) and Cyrillic (04) characters share. */
function unmarkedUtf16(head: Uint8Array): Encoding | undefined {
  const halves = [0, 0];
  head.forEach((byte, index) => {
    if (byte === 0 || byte === 4) halves[index % 2] = (halves[index % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = halves;
  const most = (head.length / 2) * 0.8;
  if (odd >= most && odd > even) return 'utf-16le';
  return even >= most && even > odd ? 'utf-16be' : undefined;
}

/** A broken character among many good ones spoils no text: it is remarked in its row. */
const goodForEachBroken = 20;

function isUtf8(head: Uint8Array): boolean {
  // A stream may end within a character, so a head cut anywhere is still UTF-8.
  const text = new TextDecoder('utf-8').decode(head, { stream: true });
  const broken = text.match(/\ufffd/gu)?.length ?? 0;
  const good = text.match(/[^\p{ASCII}\ufffd]/gu)?.length ?? 0;
  return broken === 0 || good >= broken * goodForEachBroken;
}

const eightBit: readonly Encoding[] = ['windows-1251', 'koi8-r', 'ibm866'];

/** Whether an encoding, by its name, is one of those that only guessing tells apart. */
export const isEightBit = (name: string): name is Encoding => eightBit.some((encoding) => encoding === name);

/**
 * The encoding of a text by the first part of its bytes: by its mark, else by its structure, else the eight-bit table in
 * which it reads most like Russian. Plain ASCII is UTF-8; one that turns out otherwise further down shows as U+FFFD.
 */
export function detectEncoding(head: Uint8Array): Encoding {
  if (startsWith(head, 0xef, 0xbb, 0xbf)) return 'utf-8';
  if (startsWith(head, 0xff, 0xfe)) return 'utf-16le';
  if (startsWith(head, 0xfe, 0xff)) return 'utf-16be';
  const utf16 = unmarkedUtf16(head);
  if (utf16) return utf16;
  if (isUtf8(head)) return 'utf-8';
  const readings = eightBit.map((encoding) => ({
    encoding,
    score: plausibility(new TextDecoder(encoding).decode(head)),
  }));
  return readings.reduce((best, reading) => (reading.score > best.score ? reading : best)).encoding;
}

/** Shorter names are found in any text. */
const tellingName = 3;

/**
 * The encoding of a table with known names of columns: where only the look of letters tells encodings apart, the reading that
 * has most of the names in it.
 */
export function detectEncodingOf(head: Uint8Array, known: ReadonlySet<string>): Encoding {
  const detected = detectEncoding(head);
  if (!isEightBit(detected)) return detected;
  const names = [...known].filter((name) => name.length >= tellingName && /\p{Script=Cyrillic}/u.test(name));
  const beginning = head.subarray(0, 16 * 1024);
  const counted = [detected, ...eightBit].map((encoding) => {
    const text = new TextDecoder(encoding).decode(beginning).toLowerCase();
    return { encoding, count: names.filter((name) => text.includes(name)).length };
  });
  return counted.reduce((best, one) => (one.count > best.count ? one : best)).encoding;
}

/** Pieces of text so small that memory takes them for things of a moment, whatever pieces the bytes come in. */
const BYTES_DECODED = 64 * 1024;

/** Bytes as text, piece by piece; a byte order mark is dropped, bytes that make no character become U+FFFD. */
export async function* decodeText(chunks: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += BYTES_DECODED) {
      yield decoder.decode(chunk.subarray(at, at + BYTES_DECODED), { stream: true });
    }
  }
  yield decoder.decode();
}
