import { expect, test } from 'vitest';
import { createTranslator } from '#shared/text.ts';
import { en } from '../../texts.en.ts';
import { ru } from '../../texts.ru.ts';
import { zoneInWords, zonesToChoose } from './time-zones.ts';

const words = { ru: createTranslator('ru', ru), en: createTranslator('en', en) };

test.each([
  ['Europe/Moscow', 'Москва, UTC+3', 'Moscow, UTC+3'],
  ['Asia/Anadyr', 'Анадырь, UTC+12', 'Anadyr, UTC+12'],
  ['America/New_York', 'America/New_York', 'America/New_York'],
])('%s is called by its city where we know it', (zone, russian, english) => {
  expect(zoneInWords(words.ru, zone)).toBe(russian);
  expect(zoneInWords(words.en, zone)).toBe(english);
});

test('every zone is offered once, the near ones first, and the present one even if it is far', () => {
  const offered = zonesToChoose('America/New_York');
  expect(new Set(offered).size).toBe(offered.length);
  expect(offered.slice(0, 2)).toEqual(['Europe/Kaliningrad', 'Europe/Moscow']);
  expect(offered.indexOf('America/New_York')).toBeLessThan(offered.indexOf('Africa/Cairo'));
  expect(zonesToChoose('')).not.toContain('');
});

test('every near zone is known to the program', () => {
  for (const zone of zonesToChoose('UTC').slice(0, 31)) expect(() => Temporal.Now.zonedDateTimeISO(zone)).not.toThrow();
});
