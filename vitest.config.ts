import { defineConfig } from 'vitest/config';

/** Tests of pure files need no database, so `npm run check` runs them; everything else runs in `npm test`. */
const pure = [
  '{shared,ui-kit}/**/*.test.{ts,tsx}',
  'scripts/*.test.ts',
  'modules/**/{contract,rules,access,texts}.test.ts',
  '{modules/**,app}/web/**/*.test.{ts,tsx}',
];

export default defineConfig({
  test: {
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
    // A busy machine is slow, and a transaction of another test holds live events back: what comes at all comes within this.
    expect: { poll: { timeout: 60_000 } },
    projects: [
      { extends: true, test: { name: 'pure', include: pure } },
      {
        extends: true,
        test: {
          name: 'database',
          include: ['{platform,modules,app,demo,bench}/**/*.test.{ts,tsx}'],
          exclude: [...pure, '**/node_modules/**'],
          globalSetup: ['platform/db/testing/global-setup.ts'],
        },
      },
    ],
  },
});
