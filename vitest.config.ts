import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{shared,platform,modules,app,ui-kit,demo,scripts}/**/*.test.{ts,tsx}'],
    globalSetup: ['platform/db/testing/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
