import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { ErrorObject } from 'ajv';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { databaseErrorCode } from '#platform/context.ts';
import { newId } from '#shared/ids.ts';
import { type Refusal, refuse } from '#shared/result.ts';
import { COUNTED_BY_CALLER, languageOf, sendRefusal } from './bind.ts';
import { describeRoute, finishDescription } from './description.ts';
import { limitPerMinute, USUAL_REQUESTS_PER_MINUTE } from './limit.ts';
import { EdgeError, type Translate } from './problem.ts';
import { compileValidator, fieldFaults } from './validation.ts';

export interface ServerOptions {
  log: FastifyBaseLogger;
  translate: Translate;
  /** Where people reach the program, when it stands behind a proxy; decides which origins may write. */
  publicUrl: URL | null;
  trustProxy: boolean;
  uploadLimitBytes: number;
  /** From one caller: an employee, a token, an address from which nobody is signed in. */
  requestsPerMinute?: number;
}

const BODY_LIMIT_BYTES = 1024 * 1024;
const PACKED_AT_ONCE_BYTES = 256 * 1024;

/** A Fastify instance with the edge's habits: strict validation, problem bodies, security headers, limits, OpenAPI. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy,
    bodyLimit: BODY_LIMIT_BYTES,
    genReqId: () => newId(),
    routerOptions: { maxParamLength: 200 },
  });
  app.setValidatorCompiler(compileValidator);

  await app.register(helmet, {
    // Nothing is inline: styles lie in files, and React sets sizes through the DOM.
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    hsts: options.publicUrl?.protocol === 'https:' ? { maxAge: 31_536_000 } : false,
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' },
  });
  await app.register(compress, {
    threshold: 1400,
    encodings: ['br', 'gzip'],
    // An answer of usual size is packed in less time than it takes to set up a stream for it, and hardly larger.
    syncThreshold: PACKED_AT_ONCE_BYTES,
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } },
    zlibOptions: { level: 1 },
  });
  await app.register(multipart, {
    limits: { fileSize: options.uploadLimitBytes, files: 1, fields: 10 },
    throwFileSizeLimit: true,
  });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Estafeta',
        version: '1',
        description: 'Everything on the screens, under the same names and the same access rules.',
      },
      components: {
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer' },
          session: { type: 'apiKey', in: 'cookie', name: 'estafeta_session' },
        },
      },
      security: [{ token: [] }, { session: [] }],
    },
    transform: describeRoute,
    transformObject: finishDescription,
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
  await app.register(swaggerUi, { routePrefix: '/api/docs', uiConfig: { validatorUrl: null, docExpansion: 'none' } });

  // Whoever is known is counted by the binder; here come pages, files and addresses that do not exist.
  const limitAddress = limitPerMinute(options.requestsPerMinute ?? USUAL_REQUESTS_PER_MINUTE);
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config[COUNTED_BY_CALLER] !== true) limitAddress(request.ip);
    if (isForeignWrite(request, options.publicUrl)) {
      return sendRefusal(
        options,
        request,
        reply,
        languageOf(request),
        refuse('app.foreign_origin', { code: 'forbidden' }),
      );
    }
  });
  app.addHook('onResponse', async (request, reply) => {
    // No query string and no body in the log: they hold personal data.
    request.log.info(
      {
        requestId: request.id,
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      },
      'answered',
    );
  });
  app.setErrorHandler((error: FastifyError | EdgeError, request, reply) => answerError(error, request, reply, options));
  app.setNotFoundHandler((request, reply) =>
    sendRefusal(options, request, reply, languageOf(request), refuse('app.no_such_address', { code: 'not_found' })),
  );
  return app;
}

/** A browser says where a write comes from; one that comes from another site is refused (cookies would go along). */
function isForeignWrite(request: FastifyRequest, publicUrl: URL | null): boolean {
  const origin = request.headers.origin;
  if (origin === undefined || request.method === 'GET' || request.method === 'HEAD') return false;
  if (!URL.canParse(origin)) return true;
  const host = new URL(origin).host;
  return host !== request.headers.host && host !== publicUrl?.host;
}

function answerError(
  error: FastifyError | EdgeError,
  request: FastifyRequest,
  reply: FastifyReply,
  options: ServerOptions,
): FastifyReply {
  const language = languageOf(request);
  const known = knownError(error);
  if (!(known instanceof EdgeError)) return sendRefusal(options, request, reply, language, known);
  if (known.status >= 500) request.log.error({ requestId: request.id, err: error }, 'failed');
  if (known.retryAfter !== undefined) reply.header('Retry-After', known.retryAfter);
  return reply
    .status(known.status)
    .type('application/problem+json; charset=utf-8')
    .serializer((payload: unknown) => payload as string)
    .send(
      JSON.stringify({
        type: `urn:estafeta:problem:${known.reason}`,
        title: options.translate(language, `error.${known.code}`),
        status: known.status,
        detail: options.translate(language, `reason.${known.reason}`, { ...known.values, request: request.id }),
        code: known.code,
        reason: known.reason,
        request_id: request.id,
      }),
    );
}

const CONNECTION_LOST = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08003',
  '08001',
  '53300',
]);

/** Sorts what was thrown: bad input, a lost database, a full disk, a conflict the rules did not foresee, or our fault. */
function knownError(error: FastifyError | EdgeError): Refusal | EdgeError {
  if (error instanceof EdgeError) return error;
  if (error.validation !== undefined) {
    return refuse('app.invalid_input', {
      code: 'invalid_input',
      fields: fieldFaults(error.validation as ErrorObject[]),
    });
  }
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new EdgeError(413, 'invalid_input', 'app.body_too_large', { values: { limit: BODY_LIMIT_BYTES / 1024 } });
    case 'FST_REQ_FILE_TOO_LARGE':
      return new EdgeError(413, 'invalid_input', 'app.file_too_large');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new EdgeError(415, 'invalid_input', 'app.wrong_media_type');
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return refuse('app.malformed_json', { code: 'invalid_input' });
  }
  const code = databaseErrorCode(error) ?? '';
  if (
    CONNECTION_LOST.has(code) ||
    /Connection terminated|timeout exceeded when trying to connect/.test(error.message)
  ) {
    return new EdgeError(503, 'overloaded', 'app.database_unavailable', { retryAfter: 2 });
  }
  if (code === '53100' || code === 'ENOSPC')
    return new EdgeError(507, 'overloaded', 'app.disk_full', { retryAfter: 60 });
  if (code === '23505' || code === '23P01') return refuse('app.already_exists', { code: 'conflict' });
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new EdgeError(error.statusCode, 'invalid_input', 'app.bad_request');
  }
  return new EdgeError(500, 'failed', 'app.failed');
}
