import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { Id, orNull } from '../contract.ts';

/** A stretch of letters, from one up to, not including, another: the part that was meant. */
const Marks = Type.Array(Type.Tuple([Type.Integer({ minimum: 0 }), Type.Integer({ minimum: 0 })]));

/** Something found by the global search: what it is, how it is called, and a second line. */
export const SearchHit = Type.Object({
  kind: Type.String(),
  id: Id,
  title: Type.String(),
  title_marks: Marks,
  note: orNull(Type.String()),
  note_marks: Marks,
  /** The number or the address that was meant, where it was not the name. */
  found_by: orNull(
    Type.Object({
      what: Type.Enum(['inn', 'ogrn', 'oktmo', 'phone', 'email', 'site', 'number']),
      value: Type.String(),
      marks: Marks,
    }),
  ),
  /** The client that it belongs to; the client itself for clients. */
  client_id: Id,
});
export type SearchHit = Static<typeof SearchHit>;

export const SearchAnswer = Type.Object({
  items: Type.Array(SearchHit),
  /** Nothing answers the query exactly: what is like it is given instead. */
  similar: Type.Boolean(),
});
export type SearchAnswer = Static<typeof SearchAnswer>;

export const searchRoute = route({
  method: 'GET',
  path: '/api/v1/search',
  summary: 'Search over everything within the reach of the caller: all kinds of records in one answer, best first.',
  tag: 'search',
  query: Type.Object(
    {
      q: Type.String({ minLength: 1, maxLength: 200 }),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 12 })),
    },
    { additionalProperties: false },
  ),
  reply: SearchAnswer,
});
