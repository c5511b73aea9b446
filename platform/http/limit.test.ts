import { expect, test } from 'vitest';
import { limitPerMinute } from './limit.ts';

test('each caller has so many requests a minute, and another one is not disturbed', () => {
  let now = 0;
  const limit = limitPerMinute(3, () => now);
  for (let count = 0; count < 3; count++) limit('one');
  now = 20_000;
  expect(() => limit('one')).toThrow(expect.objectContaining({ status: 429, retryAfter: 40 }));
  expect(() => limit('other')).not.toThrow();
  now = 60_000;
  expect(() => limit('one')).not.toThrow();
});
