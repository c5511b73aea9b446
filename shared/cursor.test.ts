import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CursorValue, decodeCursor, encodeCursor } from './cursor.ts';

const value = fc.oneof<fc.Arbitrary<CursorValue>[]>(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
  fc.boolean(),
  fc.constant(null),
);

describe('a position in a list', () => {
  it('comes back as it went out and is fit for an address', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 5 }), (values) => {
        const cursor = encodeCursor(values);
        expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(decodeCursor(cursor, values.length)).toEqual(values);
      }),
    );
  });

  it('keeps Russian names', () => {
    expect(decodeCursor(encodeCursor(['Ёлкин', '0198c0de', null]), 3)).toEqual(['Ёлкин', '0198c0de', null]);
  });

  it.each([
    { what: 'nothing', cursor: '' },
    { what: 'signs outside the alphabet', cursor: 'a+b/' },
    { what: 'a length that base64 cannot have', cursor: 'a' },
    { what: 'bytes that are no text', cursor: '__4' },
    { what: 'text that is no JSON', cursor: btoa('[1').replace(/=+$/, '') },
    { what: 'something other than a list', cursor: btoa('{"a":1}').replace(/=+$/, '') },
    { what: 'a list of another length', cursor: encodeCursor(['a', 'b']) },
    { what: 'a nested value', cursor: btoa('[[1]]').replace(/=+$/, '') },
    { what: 'too much', cursor: 'a'.repeat(2_001) },
  ])('is refused when it is $what', ({ cursor }) => {
    expect(decodeCursor(cursor, 1)).toBeUndefined();
  });

  it('whatever is sent, answers without failing', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.nat(3), (text, length) => {
        const values = decodeCursor(text, length);
        if (values) expect(decodeCursor(encodeCursor(values), length)).toEqual(values);
      }),
    );
  });
});
