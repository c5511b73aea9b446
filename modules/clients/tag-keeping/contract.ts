import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { Id, Moment, orNull, Person, Version } from '../contract.ts';
import { LONGEST_TAG, TAG_COLOURS } from '../tags/contract.ts';

const closed = { additionalProperties: false };
const Named = Type.Object({ id: Id, name: Type.String() });

export const KeptTag = Type.Object({
  id: Id,
  name: Type.String(),
  colour: Type.Enum(TAG_COLOURS),
  version: Version,
  /** How many clients have it; `exact` is false for «more than». */
  clients: Type.Object({ value: Type.Integer(), exact: Type.Boolean() }),
  /** It is being merged into another, or set free again: until that is over it is left alone. */
  busy: Type.Boolean(),
  removed: orNull(
    Type.Object({
      at: Moment,
      by: orNull(Person),
      /** The tag that its clients have got instead. */
      merged_into: orNull(Named),
      days_left: Type.Integer({ minimum: 0 }),
    }),
  ),
});
export type KeptTag = Static<typeof KeptTag>;

/** A merge of two tags that many clients have, while it goes on in the background. */
export const TagMerge = Type.Object({
  id: Id,
  from: Named,
  into: Named,
  state: Type.Enum(['going', 'undoing', 'failed']),
  done: Type.Integer(),
  total: orNull(Type.Integer()),
});
export type TagMerge = Static<typeof TagMerge>;

export const TagPage = Type.Object({
  items: Type.Array(KeptTag),
  merges: Type.Array(TagMerge),
  next_cursor: orNull(Type.String()),
});
export type TagPage = Static<typeof TagPage>;

const Done = Type.Object({ done: Type.Boolean() });
const params = Type.Object({ id: Id });

export const listTagsRoute = route({
  method: 'GET',
  path: '/api/v1/client-tags',
  summary: 'The tags of clients in the order of their names, each with how many have it; or those removed lately.',
  tag: 'clients',
  query: Type.Object(
    {
      q: Type.Optional(Type.String({ maxLength: 200 })),
      removed: Type.Optional(Type.Boolean({ default: false })),
      cursor: Type.Optional(Type.String({ maxLength: 400 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })),
    },
    closed,
  ),
  reply: TagPage,
});

export const TagChange = Type.Object(
  {
    version: Version,
    name: Type.Optional(Type.String({ minLength: 1, maxLength: LONGEST_TAG })),
    colour: Type.Optional(Type.Enum(TAG_COLOURS)),
  },
  { ...closed, minProperties: 2 },
);
export type TagChange = Static<typeof TagChange>;

export const changeTagRoute = route({
  method: 'PATCH',
  path: '/api/v1/client-tags/:id',
  summary: 'Renames a tag or gives it another colour, at every client that has it.',
  tag: 'clients',
  params,
  body: TagChange,
  reply: Type.Object({ id: Id, version: Version }),
});

export const mergeTagRoute = route({
  method: 'POST',
  path: '/api/v1/client-tags/:id/merge',
  summary:
    'Merges a tag into another: who had the one has the other, and the one is removed. At once where few have it, else in the background.',
  tag: 'clients',
  params,
  body: Type.Object({ into_id: Id }, closed),
  /** `started`: it goes on in the background. */
  reply: Type.Object({ started: Type.Boolean() }),
});

export const undoTagMergeRoute = route({
  method: 'POST',
  path: '/api/v1/client-tag-merges/:id/undo',
  summary: 'Stops a merge of tags that goes on, or takes up one that failed, and sets everything back.',
  tag: 'clients',
  params,
  reply: Done,
});

export const removeTagRoute = route({
  method: 'DELETE',
  path: '/api/v1/client-tags/:id',
  summary: 'Removes a tag from every client; for 30 days it can be brought back with all of them.',
  tag: 'clients',
  params,
  reply: Done,
});

export const restoreTagRoute = route({
  method: 'POST',
  path: '/api/v1/client-tags/:id/restore',
  summary: 'Brings a removed tag back to whoever had it; one that was merged is set free again.',
  tag: 'clients',
  params,
  reply: Type.Object({ started: Type.Boolean() }),
});
