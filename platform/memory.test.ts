import { expect, test } from 'vitest';
import { rememberFor } from './memory.ts';

test('an answer is kept for its time, and nothing is kept beyond a change', async () => {
  let now = 0;
  let asked = 0;
  const memory = rememberFor(1000, () => now);
  const ask = () => memory.recall('company', async () => ++asked);
  expect(await ask()).toBe(1);
  now = 999;
  expect(await ask()).toBe(1);
  now = 1000;
  expect(await ask()).toBe(2);
  memory.forget();
  expect(await ask()).toBe(3);
});

test('a failure is not kept', async () => {
  const memory = rememberFor(1000, () => 0);
  await expect(memory.recall('company', () => Promise.reject(new Error('lost')))).rejects.toThrow('lost');
  expect(await memory.recall('company', async () => 'there')).toBe('there');
});

test('nobody waits for the question of another, and an answer from before a change is not kept', async () => {
  const memory = rememberFor(1000, () => 0);
  const slow = Promise.withResolvers<string>();
  const first = memory.recall('company', () => slow.promise);
  expect(await memory.recall('company', async () => 'own')).toBe('own');
  memory.forget();
  slow.resolve('old');
  expect(await first).toBe('old');
  expect(await memory.recall('company', async () => 'new')).toBe('new');
});
