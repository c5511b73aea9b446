import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { Id, orNull } from '../contract.ts';

/** Something found by the global search: what it is, how it is called, and a second line. */
export const SearchHit = Type.Object({
  kind: Type.String(),
  id: Id,
  title: Type.String(),
  note: orNull(Type.String()),
  /** The client that it belongs to; the client itself for clients. */
  client_id: orNull(Id),
});
export type SearchHit = Static<typeof SearchHit>;

export const searchRoute = route({
  method: 'GET',
  path: '/api/v1/search',
  summary: 'Search over everything within the reach of the caller, best first, kind by kind.',
  tag: 'search',
  query: Type.Object(
    {
      q: Type.String({ minLength: 1, maxLength: 200 }),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 8 })),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ items: Type.Array(SearchHit) }),
});
