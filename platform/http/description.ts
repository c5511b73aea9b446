import type { FastifySchema, RouteOptions } from 'fastify';
import type { Route } from '#shared/route.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route as its module declares it. */
    wire?: Route;
  }
}

const IDEMPOTENCY_KEY = {
  type: 'string',
  maxLength: 200,
  description: 'The same key with the same request runs it once, and gives the same answer again.',
};

/** What went wrong, in the body of every answer that is not a result (RFC 9457). */
const PROBLEM = {
  type: 'object',
  description: '`title`, `detail` and `message` are in the language of whoever asks; the rest is for programs.',
  required: ['type', 'title', 'status', 'detail', 'code', 'reason'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { type: 'string' },
    reason: { type: 'string' },
    fields: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'reason', 'message'],
        properties: { path: { type: 'string' }, reason: { type: 'string' }, message: { type: 'string' } },
      },
    },
    details: { type: 'object', additionalProperties: true },
    request_id: { type: 'string' },
  },
};
const PROBLEM_NAME = 'Problem';

interface Described {
  schema: FastifySchema;
  url: string;
  route: RouteOptions;
}

/** One route for the reader of the API: uploads as forms, downloads by their type, the key of writes, who needs no sign-in. */
export function describeRoute({ schema, url, route }: Described): { schema: FastifySchema; url: string } {
  const wire = route.config?.wire;
  if (wire === undefined) return { schema, url };
  const described = {
    ...schema,
    operationId: `${wire.method.toLowerCase()}${wire.path.replace('/api/v1', '').replace(/[/:.-]+/g, '_')}`,
    ...(wire.method === 'GET'
      ? {}
      : { headers: { type: 'object', properties: { 'Idempotency-Key': IDEMPOTENCY_KEY } } }),
    ...(wire.open === 'anyone' ? { security: [] } : {}),
    ...(wire.takes === 'file' ? { consumes: ['multipart/form-data'], body: ONE_FILE } : {}),
    ...(wire.gives === undefined ? {} : { produces: [wire.gives] }),
    response: { 200: { description: 'The result.', ...(wire.gives === undefined ? wire.reply : { type: 'string' }) } },
  };
  return { schema: described, url };
}

const ONE_FILE = {
  type: 'object',
  required: ['file'],
  properties: { file: { type: 'string', contentMediaType: 'application/octet-stream' } },
};

interface Document {
  paths?: Record<string, Record<string, { responses?: Record<string, unknown> }>>;
  components?: { schemas?: Record<string, unknown> };
}

/** The whole document: every operation may end in a problem body. */
export function finishDescription(found: { openapiObject: object } | { swaggerObject: object }): object {
  // The options ask for OpenAPI 3.1, so this is that.
  const document = ('openapiObject' in found ? found.openapiObject : found.swaggerObject) as Document;
  const problem = {
    description: 'Refused, or failed; nothing was changed.',
    content: { 'application/problem+json': { schema: { $ref: `#/components/schemas/${PROBLEM_NAME}` } } },
  };
  for (const operations of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(operations))
      operation.responses = { ...operation.responses, default: problem };
  }
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, [PROBLEM_NAME]: PROBLEM },
  };
  return document;
}
