import type { FastifyInstance } from 'fastify';
import type { Db } from '#platform/db/pool.ts';
import { ping } from '#platform/db/server.ts';

/** `/healthz`: the process answers. `/readyz`: it can also reach its database, so it may get traffic. */
export function bindHealth(app: FastifyInstance, db: Db): void {
  app.get('/healthz', { schema: { hide: true } }, () => ({ status: 'ok' }));
  app.get('/readyz', { schema: { hide: true } }, async (request, reply) => {
    try {
      await ping(db);
      return { status: 'ready' };
    } catch (error) {
      request.log.warn({ err: String(error) }, 'not ready');
      return reply.status(503).header('Retry-After', 2).send({ status: 'database unavailable' });
    }
  });
}
