import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import type { Db } from '#platform/db/pool.ts';

import { readFile, type StoredFile } from '#platform/files/stored-files.ts';
import type { Memory } from '#platform/memory.ts';
import type { Actor } from '#shared/actor.ts';
import type { Clock } from '#shared/clock.ts';
import { type Refusal, type Result, refuse } from '#shared/result.ts';
import type { Route, RouteInput, RouteReply } from '#shared/route.ts';
import { onceOnly } from './idempotency.ts';
import { limitPerMinute, USUAL_REQUESTS_PER_MINUTE } from './limit.ts';
import { plainReply } from './plain-reply.ts';
import { problemOf, statusOf, type Translate } from './problem.ts';

export type ReadHandler<R extends Route> = (context: Context, input: RouteInput<R>) => Promise<Result<RouteReply<R>>>;
export type WriteHandler<R extends Route> = (
  context: WriteContext,
  input: RouteInput<R>,
) => Promise<Result<RouteReply<R>>>;

export type SecretHandler<R extends Route> = (
  context: Context,
  input: RouteInput<R>,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<Result<RouteReply<R>>>;

/** What the edge needs from the composition: the database, the clock, who is asking, and texts. */
export interface Edge {
  app: FastifyInstance;
  db: Db;
  clock: Clock;
  authenticate: (request: FastifyRequest) => Promise<Actor | null>;
  translate: Translate;
  requestsPerMinute?: number;
  /** Remembered between requests; a write that may change what is remembered goes without it. */
  memory?: Memory;
  /** Whether writes through routes of this tag may change what is remembered. */
  unsettles?: (tag: string) => boolean;
}

/** Marks routes whose requests are counted by who sends them, which is known only later than the address. */
export const COUNTED_BY_CALLER = 'countedByCaller';

declare module 'fastify' {
  interface FastifyContextConfig {
    [COUNTED_BY_CALLER]?: true;
  }
}

/** Binds routes to handlers: reads on the pool, writes in one transaction with `Idempotency-Key` and the undo token. */
export interface Binder {
  read<R extends Route>(route: R, handler: ReadHandler<R>): void;
  write<R extends Route>(route: R, handler: WriteHandler<R>): void;
  /** A read whose answer is the content of a stored file, always sent as an attachment of a neutral type. */
  download<R extends Route>(
    route: R,
    handler: (context: Context, input: RouteInput<R>) => Promise<Result<StoredFile>>,
  ): void;
  /**
   * A call that carries a secret in its body or its answer, or a cookie: nothing of it is kept for `Idempotency-Key`, and
   * the handler opens its own transactions.
   */
  secret<R extends Route>(route: R, handler: SecretHandler<R>): void;
  /**
   * A write whose answer holds a secret that is shown once: it runs at most once per `Idempotency-Key`, but the answer is
   * not kept, so a repeat is told that it has been done.
   */
  shownOnce<R extends Route>(route: R, handler: WriteHandler<R>): void;
  /** Who asks now, for an answer that lasts: rights change and sign-ins end meanwhile. Null for nobody any more. */
  whoAsks(request: FastifyRequest): Promise<Actor | null>;
  /** For the few handlers that speak HTTP themselves: sign-in cookies, uploads, event streams. */
  raw(
    route: Route,
    handler: (context: Context, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
  ): void;
}

const NOBODY: Actor = {
  kind: 'anonymous',
  employeeId: null,
  name: '',
  language: 'ru',
  timeZone: 'UTC',
  administrator: false,
  positions: [],
  functions: [],
  rights: {},
  deputyFor: [],
};

/** Who asks, found out before the body is read: whoever may not call at all sends nothing, and faults are told in their language. */
const contexts = new WeakMap<FastifyRequest, Context>();

export function createBinder(edge: Edge): Binder {
  const limit = limitPerMinute(edge.requestsPerMinute ?? USUAL_REQUESTS_PER_MINUTE);
  const recognise = async (request: FastifyRequest): Promise<Actor | null> => {
    let actor: Actor | null = null;
    try {
      actor = await edge.authenticate(request);
      return actor;
    } finally {
      // Also where the attempt to be recognised has failed.
      limit(actor === null ? request.ip : `${actor.kind} ${actor.employeeId}`);
    }
  };
  const open = async (route: Route, request: FastifyRequest): Promise<Context | null> => {
    const actor = await recognise(request);
    if (actor === null && route.open !== 'anyone') return null;
    const isSettled = edge.memory !== undefined && (route.method === 'GET' || edge.unsettles?.(route.tag) === false);
    return {
      db: edge.db,
      now: edge.clock.now(),
      requestId: request.id,
      ...(isSettled ? { memory: edge.memory } : {}),
      actor: actor ?? { ...NOBODY, language: preferredLanguage(request) },
    };
  };

  const add = (
    route: Route,
    handle: (context: Context, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
  ) => {
    edge.app.route({
      method: route.method,
      url: route.path,
      schema: {
        summary: route.summary,
        tags: [route.tag],
        ...(route.params === undefined ? {} : { params: route.params }),
        ...(route.query === undefined ? {} : { querystring: route.query }),
        ...(route.body === undefined ? {} : { body: route.body }),
        response: { 200: plainReply(route.reply) },
      },
      config: { [COUNTED_BY_CALLER]: true, wire: route },
      onRequest: async (request, reply) => {
        const context = await open(route, request);
        if (context === null) return sendRefusal(edge, request, reply, languageOf(request), unauthenticated());
        contexts.set(request, context);
      },
      handler: (request, reply) => {
        const context = contexts.get(request);
        if (context === undefined) throw new Error('the caller was not found out');
        return handle({ ...context, now: edge.clock.now() }, request, reply);
      },
    });
  };
  const write = <R extends Route>(route: R, handler: WriteHandler<R>, answer: 'kept' | 'shown once') =>
    add(route, async (context, request, reply) => {
      const undo: { token: string | null } = { token: null };
      const result = await inTransaction(context, (inside) =>
        onceOnly(
          inside,
          request,
          async () => {
            const outcome = await handler(inside, inputOf(request));
            undo.token = inside.effects.undo;
            return outcome;
          },
          { answer },
        ),
      );
      if (!result.ok) return sendRefusal(edge, request, reply, languageOf(request), result);
      if (undo.token !== null) reply.header('Undo-Token', undo.token);
      if (answer === 'shown once') reply.header('Cache-Control', 'no-store');
      return reply.send(result.value);
    });

  return {
    read(route, handler) {
      add(route, async (context, request, reply) => {
        const result = await handler(context, inputOf(request));
        return result.ok ? reply.send(result.value) : sendRefusal(edge, request, reply, languageOf(request), result);
      });
    },
    write(route, handler) {
      write(route, handler, 'kept');
    },
    shownOnce(route, handler) {
      write(route, handler, 'shown once');
    },
    download(route, handler) {
      add(route, async (context, request, reply) => {
        const result = await handler(context, inputOf(request));
        if (!result.ok) return sendRefusal(edge, request, reply, languageOf(request), result);
        const { name, size } = result.value;
        return reply
          .type('application/octet-stream')
          .header('Content-Length', size)
          .header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
          .serializer((payload: unknown) => payload as string)
          .send(readFile(edge.db, result.value.id));
      });
    },
    secret(route, handler) {
      add(route, async (context, request, reply) => {
        const result = await handler(context, inputOf(request), request, reply);
        if (!result.ok) return sendRefusal(edge, request, reply, languageOf(request), result);
        return reply.header('Cache-Control', 'no-store').send(result.value);
      });
    },
    whoAsks: (request) => edge.authenticate(request),
    raw(route, handler) {
      add(route, handler);
    },
  };
}

/** Path, query and body have been validated against the route's schemas, which is what makes this cast true. */
function inputOf<R extends Route>(request: FastifyRequest): RouteInput<R> {
  return { params: request.params, query: request.query, body: request.body } as RouteInput<R>;
}

function unauthenticated(): Refusal {
  return refuse('app.unauthenticated', { code: 'unauthenticated' });
}

/** The language asked for with the request, as the page asks for the one it is read in; else the account's, else Russian. */
function preferredLanguage(request: FastifyRequest, ofAccount: 'ru' | 'en' = 'ru'): 'ru' | 'en' {
  const asked = /^\s*(ru|en)\b/i.exec(request.headers['accept-language'] ?? '')?.[1]?.toLowerCase();
  return asked === 'en' || asked === 'ru' ? asked : ofAccount;
}

/** The language to answer this request in, from the moment on when it is known who asks. */
export function languageOf(request: FastifyRequest): 'ru' | 'en' {
  return preferredLanguage(request, contexts.get(request)?.actor.language);
}

export function sendRefusal(
  edge: Pick<Edge, 'translate'>,
  request: FastifyRequest,
  reply: FastifyReply,
  language: 'ru' | 'en',
  refusal: Refusal,
): FastifyReply {
  return reply
    .status(statusOf(refusal.code))
    .type('application/problem+json; charset=utf-8')
    .serializer((payload: unknown) => payload as string)
    .send(JSON.stringify(problemOf(refusal, language, edge.translate, request.id)));
}
