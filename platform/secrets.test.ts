import { expect, test } from 'vitest';
import { digestOfSecret, hashPassword, newSecret, verifyPassword } from './secrets.ts';

test('a password fits its own hash and no other', async () => {
  const hash = await hashPassword('верный пароль 1');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verifyPassword(hash, 'верный пароль 1')).toBe(true);
  expect(await verifyPassword(hash, 'верный пароль 2')).toBe(false);
});

test('the same password hashed twice gives two hashes', async () => {
  expect(await hashPassword('одно и то же')).not.toBe(await hashPassword('одно и то же'));
});

test('a letter composed of two marks is the same letter', async () => {
  const hash = await hashPassword('чайка\u0439'.normalize('NFC'));
  expect(await verifyPassword(hash, 'чайка\u0439'.normalize('NFD'))).toBe(true);
});

test('nobody has no password that fits', async () => {
  expect(await verifyPassword(null, '')).toBe(false);
});

test('a hash of another kind is a fault of the program, not a wrong password', async () => {
  await expect(verifyPassword('$2b$10$abc', 'x')).rejects.toThrow('not argon2id');
});

test('secrets differ, carry their prefix and fit an address', () => {
  const one = newSecret('est_');
  expect(one).toMatch(/^est_[A-Za-z0-9_-]{43}$/);
  expect(newSecret('est_')).not.toBe(one);
  expect(digestOfSecret(one)).toMatch(/^[0-9a-f]{64}$/);
  expect(digestOfSecret(one)).not.toContain(one);
});
