import type { Static, TSchema } from 'typebox';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/**
 * A call that goes over the wire, as a plain object: the server binds it, the browser calls it, OpenAPI prints it.
 * `path` is written with `:name` parameters and starts with `/api/v1/`.
 */
export interface Route<
  P extends TSchema | undefined = TSchema | undefined,
  Q extends TSchema | undefined = TSchema | undefined,
  B extends TSchema | undefined = TSchema | undefined,
  R extends TSchema = TSchema,
> {
  method: Method;
  path: `/api/v1/${string}`;
  /** One sentence for the reader of the API. */
  summary: string;
  /** Group in the API documentation: the module's name. */
  tag: string;
  /** Who may call at all; finer rules are the module's access.ts. */
  open?: 'anyone';
  /** The body is a form of one file (`multipart/form-data`, field `file`). */
  takes?: 'file';
  /** The answer is not JSON but a content of this type. */
  gives?: 'application/octet-stream' | 'text/csv' | 'text/event-stream';
  params?: P;
  query?: Q;
  body?: B;
  reply: R;
}

/** Declares a route and keeps the exact types of its schemas. */
export function route<
  P extends TSchema | undefined = undefined,
  Q extends TSchema | undefined = undefined,
  B extends TSchema | undefined = undefined,
  R extends TSchema = TSchema,
>(definition: Route<P, Q, B, R>): Route<P, Q, B, R> {
  return definition;
}

type StaticOr<S> = S extends TSchema ? Static<S> : undefined;

/** What a caller passes and a handler receives. */
export type RouteInput<R extends Route> =
  R extends Route<infer P, infer Q, infer B, TSchema>
    ? { params: StaticOr<P>; query: StaticOr<Q>; body: StaticOr<B> }
    : never;

export type RouteReply<R extends Route> = Static<R['reply']>;
