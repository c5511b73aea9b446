import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  ATTEMPT_LIMITS,
  ATTEMPTS_COUNT_FOR_SECONDS,
  addressKey,
  passwordFault,
  type SignInAttempt,
  secondsToWait,
} from './rules.ts';

describe('a password', () => {
  const known = ['Анна Жукова', 'zhukova@liniya.ru', 'Линия света'];

  test.each([
    ['короткий1', 'too_short'],
    ['ы'.repeat(201), 'too_long'],
    ['qwertyuiop', 'common'],
    ['Пароль12345', 'common'],
    ['aaaaaaaaaaaa', 'common'],
    ['ababababab', 'common'],
    ['Жукова1234', 'about_you'],
    ['zhukova-liniya', 'about_you'],
    ['анна жукова', 'about_you'],
    ['лампа над рекой', null],
    ['zhukova любит лампы', null],
    ['😀🌳🏠🚗 дом у реки', null],
  ])('%s: %s', (password, fault) => {
    expect(passwordFault(password, known)).toBe(fault);
  });

  test('is measured in characters, not in code units', () => {
    expect(passwordFault('😀🌳🏠🚗😀🌳🏠🚗', [])).toBe('too_short');
  });

  test('nothing is asked of its composition', () => {
    expect(passwordFault('тихая осенняя вода', [])).toBeNull();
  });
});

describe('attempts to sign in', () => {
  const me = { account: 'a', address: '10.0.0.1' };
  const failures = (count: number, attempt: Partial<SignInAttempt> = {}): SignInAttempt[] =>
    Array.from({ length: count }, (_, index) => ({ ...me, ageSeconds: index * 10, ...attempt }));

  test.each([
    ['four failures close nothing', failures(4), 0],
    ['the fifth from one address closes the door to it', failures(5), ATTEMPTS_COUNT_FOR_SECONDS - 40],
    ['old failures do not count', failures(5, { ageSeconds: ATTEMPTS_COUNT_FOR_SECONDS }), 0],
    ['failures of others from elsewhere leave me alone', failures(19, { address: 'x' }), 0],
    ['twenty from anywhere close the account', failures(20, { address: 'x' }), ATTEMPTS_COUNT_FOR_SECONDS - 190],
    ['forty-nine at other accounts from my address do not', failures(49, { account: 'x' }), 0],
    ['fifty at many accounts close the address', failures(50, { account: 'x' }), ATTEMPTS_COUNT_FOR_SECONDS - 490],
  ])('%s', (_name, attempts, seconds) => {
    expect(secondsToWait(attempts, me)).toBe(seconds);
  });

  test('after the wait has passed an attempt is free, and before it is not', () => {
    const ages = fc.array(fc.integer({ min: 0, max: ATTEMPTS_COUNT_FOR_SECONDS - 1 }), { maxLength: 60 });
    fc.assert(
      fc.property(ages, (all) => {
        const attempts = all.map((ageSeconds) => ({ ...me, ageSeconds }));
        const wait = secondsToWait(attempts, me);
        const later = (seconds: number) =>
          attempts.map((attempt) => ({ ...attempt, ageSeconds: attempt.ageSeconds + seconds }));
        expect(wait > 0).toBe(all.length >= ATTEMPT_LIMITS.pair);
        expect(secondsToWait(later(wait), me)).toBe(0);
        if (wait > 0) expect(secondsToWait(later(wait - 1), me)).toBe(1);
      }),
    );
  });
});

describe('an address that attempts are counted by', () => {
  test.each([
    ['10.0.0.1', '10.0.0.1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['::1', '0:0:0:0::/64'],
    ['2001:db8:0:7:1:2:3:4', '2001:db8:0:7::/64'],
    ['2001:DB8::7', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s is %s', (address, key) => {
    expect(addressKey(address)).toBe(key);
  });
});
