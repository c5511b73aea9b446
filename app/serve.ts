import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import type { Config } from '#platform/config.ts';
import { createServer } from '#platform/http/server.ts';
import { followOutbox } from '#platform/realtime/live-events.ts';
import { type Clock, settableClock, systemClock } from '#shared/clock.ts';
import { bindHealth } from './health.ts';
import { bindLiveEvents } from './live-events.ts';
import { openDatabase } from './open-database.ts';
import { startSweeps } from './sweeps.ts';
import { translate } from './translate.ts';
import { builtWeb } from './web/build.ts';
import { bindModules, registerModules, startJobs, sweeps } from './wiring.ts';

export interface RunningServer {
  address: string;
  /** The link that sets an empty company up; absent once there is one. */
  setupLink: string | null;
  close(): Promise<void>;
}

/** Opens the database, builds what the browser needs, binds every module and listens. */
export async function serve(config: Config, say: (line: string) => void): Promise<RunningServer> {
  const log = pino({ level: config.logLevel });
  const clock = config.test === null ? systemClock : settableClock(config.test.now);
  const database = await openDatabase(config, 'server', (error) =>
    log.warn({ err: error.message }, 'a database connection was lost'),
  );
  const closing: (() => Promise<void>)[] = [() => database.close()];
  try {
    const webFolder = await builtWeb(say);
    registerModules();
    const app = await createServer({
      log,
      translate,
      publicUrl: config.publicUrl,
      trustProxy: config.trustProxy,
      requestsPerMinute: config.requestsPerMinute,
      uploadLimitBytes: config.uploadLimitBytes,
    });
    closing.unshift(() => app.close());
    const events = await followOutbox(database.db, database.pool, (error) =>
      log.warn({ err: String(error) }, 'the outbox could not be read'),
    );
    closing.unshift(() => events.close());

    const { issueSetupToken, binder } = bindModules({ app, db: database.db, clock, config, translate });
    const endStreams = bindLiveEvents(binder, database.db, events);
    closing.unshift(async () => endStreams());
    bindHealth(app, database.db);
    await serveWeb(app, webFolder);

    const jobs = startJobs(database.db, clock, (error) => log.warn({ err: String(error) }, 'an import stopped'));
    closing.unshift(() => jobs.close());
    const sweeping = startSweeps(sweeps, database.db, database.pool, clock, log);
    closing.unshift(() => sweeping.stop());
    bindTestClock(app, clock, config, sweeping.look);

    await app.listen({ port: config.port, host: config.host });
    const bound = app.server.address();
    const port = typeof bound === 'object' && bound !== null ? bound.port : config.port;
    const address = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
    const token = await issueSetupToken();
    return {
      address,
      setupLink: token === null ? null : `${config.publicUrl?.origin ?? address}/setup?token=${token}`,
      close: () => closeAll(closing),
    };
  } catch (error) {
    await closeAll(closing);
    throw error;
  }
}

async function closeAll(closing: (() => Promise<void>)[]): Promise<void> {
  for (const close of closing) await close();
}

/** The browser's part: hashed assets are kept for a year, every other address answers the same page. */
async function serveWeb(app: FastifyInstance, folder: string): Promise<void> {
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  await app.register(fastifyStatic, {
    root: folder,
    index: false,
    wildcard: false,
    preCompressed: true,
    setHeaders: (reply, path) => {
      reply.header('Cache-Control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  if (!existsSync(join(folder, 'assets'))) throw new Error('the web part was built without assets');
  app.get('/*', { schema: { hide: true } }, (request, reply) => {
    if (request.url.startsWith('/api/')) return reply.callNotFound();
    return reply.type('text/html; charset=utf-8').header('Cache-Control', 'no-cache').send(page);
  });
}

/** Test mode only: moves the business clock, so that years pass in a browser test, and what has come due with them. */
function bindTestClock(app: FastifyInstance, clock: Clock, config: Config, sweep: () => Promise<void>): void {
  if (config.test === null || !('set' in clock)) return;
  const { set } = clock as ReturnType<typeof settableClock>;
  app.post<{ Body: { now: string } }>('/api/test/clock', { schema: { hide: true } }, async (request, reply) => {
    set(Temporal.Instant.from(request.body.now));
    await sweep();
    return reply.send({ now: clock.now().toString() });
  });
}
