import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, detectEncoding, type Encoding } from './encoding.ts';
import { encode, inChunks } from './testing.ts';

const encodings: readonly Encoding[] = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'koi8-r', 'ibm866'];
const texts = [
  'Организация;ИНН;Телефон\nАдминистрация города Тулун;6281205097;79178335543\n',
  'ОРГАНИЗАЦИЯ;ИНН\nАДМИНИСТРАЦИЯ Г. ТВЕРЬ;6281205097\nМУП ВОДОКАНАЛ;7707083893\n',
  'Наименование\nООО «Ромашка»\n',
  'город\tнаселение\nюжа\t12000\n',
  'name;note\nMUP;договор подписан\n',
  'ИНН;ГОРОД\n7707083893;УФА\n',
  'ЙОШКАР-ОЛА, КРАСНОЯРСК',
];

describe('the encoding of a text', () => {
  it.each(encodings.flatMap((encoding) => texts.map((text) => ({ encoding, text }))))(
    '$encoding is recognised in «$text»',
    ({ encoding, text }) => {
      // «Ёлочки» are no part of KOI8-R.
      const plain = encoding === 'koi8-r' || encoding === 'ibm866' ? text.replace(/[«»]/g, '"') : text;
      expect(detectEncoding(encode(plain, encoding))).toBe(encoding);
    },
  );

  it.each([
    { mark: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
    { mark: [0xff, 0xfe], encoding: 'utf-16le' },
    { mark: [0xfe, 0xff], encoding: 'utf-16be' },
  ])('is told by the mark $mark', ({ mark, encoding }) => {
    expect(detectEncoding(new Uint8Array([...mark, 0x41, 0x00]))).toBe(encoding);
  });

  it('stays UTF-8 where a byte among many is broken', () => {
    const bytes = encode('Администрация города Тулун; Администрация города Южа', 'utf-8');
    bytes[41] = 0xff;
    expect(detectEncoding(bytes)).toBe('utf-8');
  });

  it('is UTF-8 for plain ASCII, for nothing and for a character cut in two', () => {
    expect(detectEncoding(encode('a;b\n1;2\n', 'utf-8'))).toBe('utf-8');
    expect(detectEncoding(new Uint8Array())).toBe('utf-8');
    expect(detectEncoding(encode('Имя', 'utf-8').subarray(0, 5))).toBe('utf-8');
  });
});

describe('decoding', () => {
  it('gives the text back, however the bytes are cut, and drops the mark', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...encodings),
        fc.string({ unit: fc.constantFrom(...'абвгд АБВ;,"\n123'), maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        async (encoding, text, size) => {
          const marked = encoding.startsWith('utf') ? `\ufeff${text}` : text;
          const parts = await Array.fromAsync(decodeText(inChunks(encode(marked, encoding), size), encoding));
          expect(parts.join('')).toBe(text);
        },
      ),
    );
  });

  it('shows bytes that make no character', async () => {
    const parts = await Array.fromAsync(decodeText(inChunks(new Uint8Array([0x41, 0xcf, 0x42])), 'utf-8'));
    expect(parts.join('')).toBe('A\ufffdB');
  });
});
