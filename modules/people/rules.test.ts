import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normaliseEmail, readParticulars, USUAL_HOURS, workingTimeFaults } from './rules.ts';

describe('an e-mail address', () => {
  test.each([
    ['a plain one', 'ivanov@liniya.ru', 'ivanov@liniya.ru'],
    ['capitals and stray spaces', '  Ivanov@Liniya.RU ', 'ivanov@liniya.ru'],
    ['a Russian domain', 'petr@пример.рф', 'petr@xn--e1afmkfd.xn--p1ai'],
    ['a Russian domain in capitals', 'Petr@ПРИМЕР.РФ', 'petr@xn--e1afmkfd.xn--p1ai'],
    ['a Russian domain in its wire spelling', 'petr@xn--e1afmkfd.xn--p1ai', 'petr@xn--e1afmkfd.xn--p1ai'],
    ['a Russian name', 'Пётр@пример.рф', 'пётр@xn--e1afmkfd.xn--p1ai'],
    ['a letter of two marks', 'пётр@пример.рф'.normalize('NFD'), 'пётр@xn--e1afmkfd.xn--p1ai'],
    ['a tag and dots', 'a.b+c@mail.example.com', 'a.b+c@mail.example.com'],
  ])('has one spelling: %s', (_name, typed, kept) => {
    expect(normaliseEmail(typed)).toBe(kept);
  });

  test.each([
    '',
    '@',
    'ivanov',
    '@liniya.ru',
    'ivanov@',
    'ivanov@liniya',
    'iva nov@liniya.ru',
    'ivanov@liniya.ru:80',
    'ivanov@exa%6dple.com',
    'ivanov@127.0.0.1',
    'ivanov@1.2',
    'a,b@liniya.ru',
    'ivanov@-.ru@',
    'ivanov@лини я.рф',
    `${'a'.repeat(65)}@liniya.ru`,
    `a@${'b'.repeat(60)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(63)}.ru`,
  ])('is refused: %s', (typed) => {
    expect(normaliseEmail(typed)).toBeNull();
  });

  test('keeps its spelling when it is read again', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (email) => {
        const kept = normaliseEmail(email);
        fc.pre(kept !== null);
        expect(normaliseEmail(kept ?? '')).toBe(kept);
      }),
    );
  });
});

describe('working hours', () => {
  test.each([
    ['usual ones', USUAL_HOURS, null],
    ['no lunch', { ...USUAL_HOURS, lunch_start: null, lunch_end: null }, null],
    ['an end before the start', { ...USUAL_HOURS, work_end: '08:00' }, 'people.hours_end_before_start'],
    ['half a lunch', { ...USUAL_HOURS, lunch_end: null }, 'people.lunch_incomplete'],
    ['the other half of a lunch', { ...USUAL_HOURS, lunch_start: null }, 'people.lunch_incomplete'],
    ['lunch before work', { ...USUAL_HOURS, lunch_start: '08:00' }, 'people.lunch_outside_hours'],
    ['lunch after work', { ...USUAL_HOURS, lunch_end: '19:00' }, 'people.lunch_outside_hours'],
    ['lunch backwards', { ...USUAL_HOURS, lunch_start: '14:30' }, 'people.lunch_end_before_start'],
  ])('%s', (_name, hours, reason) => {
    expect(workingTimeFaults(hours)[0]?.reason ?? null).toBe(reason);
  });
});

describe('what somebody filled in', () => {
  test('is tidied, and only what was given comes back', () => {
    const { patch, faults } = readParticulars(
      {
        full_name: '  Анна   Жукова ',
        email: 'ANNA@Liniya.ru',
        phone: '8 (495) 123-45-67 доб. 12',
        time_zone: undefined,
      },
      USUAL_HOURS,
    );
    expect(faults).toEqual([]);
    expect(patch).toEqual({ full_name: 'Анна Жукова', email: 'anna@liniya.ru', phone: '+74951234567;ext=12' });
  });

  test('an empty phone takes the phone away', () => {
    expect(readParticulars({ phone: ' ' }, USUAL_HOURS).patch).toEqual({ phone: null });
    expect(readParticulars({ phone: null }, USUAL_HOURS).patch).toEqual({ phone: null });
  });

  test('every wrong field is named', () => {
    const { faults } = readParticulars(
      { full_name: ' ', email: 'x', phone: 'позвонить', time_zone: '+03:00', work_end: '07:00' },
      USUAL_HOURS,
    );
    expect(faults.map((fault) => fault.path)).toEqual(['/full_name', '/email', '/phone', '/time_zone', '/work_end']);
  });

  test('an hour is checked against the hours that hold already', () => {
    expect(readParticulars({ work_start: '13:30' }, USUAL_HOURS).faults).toEqual([
      { path: '/lunch_start', reason: 'people.lunch_outside_hours' },
    ]);
  });
});
