import { expect, test } from 'vitest';
import { createTranslator } from '#shared/text.ts';
import { en } from './texts.en.ts';
import { ru } from './texts.ru.ts';

const names = (message: string) => [...message.matchAll(/\{(\w+)/g)].map((match) => match[1]).toSorted();

test('every word of the kit exists in both languages with the same values', () => {
  expect(Object.keys(en).toSorted()).toEqual(Object.keys(ru).toSorted());
  for (const [key, message] of Object.entries(ru)) {
    expect(names(en[key as keyof typeof en]), key).toEqual(names(message));
  }
});

test('every word of the kit can be read by the message compiler', () => {
  for (const [language, catalogue] of [
    ['ru', ru],
    ['en', en],
  ] as const) {
    const t = createTranslator(language, catalogue);
    for (const key of Object.keys(catalogue)) {
      if (!t.has(key)) throw new Error(`${key} is missing`);
      const values = Object.fromEntries(names(catalogue[key as keyof typeof ru]).map((name) => [name, 2]));
      expect(t(key, values), key).not.toBe(key);
    }
  }
});
