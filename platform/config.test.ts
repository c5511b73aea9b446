import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';

describe('configuration by environment variables', () => {
  test('has defaults for everything', () => {
    const read = readConfig({});
    expect(read).toMatchObject({
      ok: true,
      config: {
        port: 3000,
        host: '127.0.0.1',
        dataDir: './data',
        databaseUrl: null,
        publicUrl: null,
        trustProxy: false,
        uploadLimitBytes: 200 * 1024 * 1024,
        logLevel: 'warn',
        test: null,
      },
    });
  });

  test.each([
    ['PORT', { PORT: 'three' }],
    ['PORT', { PORT: '70000' }],
    ['PUBLIC_URL', { PUBLIC_URL: 'crm.example.org' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://localhost/x', ESTAFETA_SECRET: 's'.repeat(32) }],
    ['ESTAFETA_SECRET', { DATABASE_URL: 'postgres://localhost/x' }],
    ['ESTAFETA_SECRET', { ESTAFETA_SECRET: 'short' }],
    ['REQUESTS_PER_MINUTE', { REQUESTS_PER_MINUTE: '0' }],
    ['TRUST_PROXY', { TRUST_PROXY: 'sometimes' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['UPLOAD_LIMIT_MB', { UPLOAD_LIMIT_MB: '0' }],
    ['UPLOAD_LIMIT_MB', { UPLOAD_LIMIT_MB: '10 GB' }],
    ['ESTAFETA_NOW', { ESTAFETA_NOW: '2026-11-23T07:00:00Z' }],
    ['ESTAFETA_NOW', { ESTAFETA_TEST: '1', ESTAFETA_NOW: 'yesterday' }],
  ])('a wrong %s stops the start with a line that names it', (name, env) => {
    const read = readConfig(env);
    expect(read.ok).toBe(false);
    expect(read.ok ? [] : read.faults).toEqual([expect.stringContaining(name)]);
  });

  test('names every fault at once', () => {
    const read = readConfig({ PORT: '-1', LOG_LEVEL: 'loud' });
    expect(read.ok ? 0 : read.faults.length).toBe(2);
  });

  test('the business clock can be set in test mode', () => {
    const read = readConfig({ ESTAFETA_TEST: '1', ESTAFETA_NOW: '2026-11-23T07:00:00Z' });
    expect(read.ok && read.config.test?.now.toString()).toBe('2026-11-23T07:00:00Z');
  });
});
