import { test as base, expect } from '@playwright/test';
import { isEnding } from './product.ts';

export { expect };

/**
 * Playwright's test with a watch on the page: whatever a test is about, no script may fail, no answer may be a fault of
 * the server, and the page may ask nobody but its own server.
 */
export const test = base.extend<{ watchedPage: undefined }>({
  watchedPage: [
    async ({ context }, use) => {
      const faults: string[] = [];
      const addresses = new Set<string>();
      context.on('weberror', (fault) => faults.push(`script failed: ${fault.error().message}`));
      context.on('response', (answer) => {
        if (answer.status() >= 500 && !isEnding(answer.url())) faults.push(`${answer.status()} from ${answer.url()}`);
      });
      context.on('request', (request) => {
        if (request.url().startsWith('http')) addresses.add(new URL(request.url()).hostname);
      });
      await use(undefined);
      expect(faults, 'faults while the test ran').toEqual([]);
      expect(
        [...addresses].filter((name) => name !== '127.0.0.1'),
        'third parties asked',
      ).toEqual([]);
    },
    { auto: true },
  ],
});
