import type { FastifyInstance } from 'fastify';
import type pg from 'pg';
import { pino } from 'pino';
import { translate } from '#app/translate.ts';
import { bindModules, registerModules } from '#app/wiring.ts';
import { readConfig } from '#platform/config.ts';
import { openDb } from '#platform/db/pool.ts';
import { createServer } from '#platform/http/server.ts';
import { setSecretKey } from '#platform/secrets.ts';
import { type Clock, systemClock } from '#shared/clock.ts';
import { PASSWORD } from '../market/company.ts';

/** The product's own routes in this process, without a port: for seeing which statements a request becomes. */
export async function productInProcess(
  pool: pg.Pool,
  secret: string,
  clock: Clock = systemClock,
): Promise<FastifyInstance> {
  setSecretKey(secret);
  const read = readConfig({});
  if (!read.ok) throw new Error(read.faults.join('; '));
  registerModules();
  const app = await createServer({
    log: pino({ level: 'silent' }),
    translate,
    publicUrl: null,
    trustProxy: false,
    uploadLimitBytes: 1_000_000,
    requestsPerMinute: 10_000_000,
  });
  bindModules({ app, db: openDb(pool), clock, config: read.config, translate });
  await app.ready();
  return app;
}

/** Signs somebody in and returns the headers of everything they ask from now on. */
export async function enter(app: FastifyInstance, email: string): Promise<Readonly<Record<string, string>>> {
  const reply = await app.inject({ method: 'POST', url: '/api/v1/sign-in', payload: { email, password: PASSWORD } });
  if (reply.statusCode !== 200) throw new Error(`${email} cannot sign in: ${reply.body}`);
  return { cookie: reply.cookies.map(({ name, value }) => `${name}=${value}`).join('; ') };
}
