import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { Id } from '../contract.ts';

export const LONGEST_TAG = 60;
/** So many tags can one client have. */
export const MOST_TAGS = 50;

export const Tag = Type.Object({ id: Id, name: Type.String() });
export type Tag = Static<typeof Tag>;

export const setTagsRoute = route({
  method: 'PUT',
  path: '/api/v1/clients/:id/tags',
  summary: 'Sets the tags of a client by their names; a name that there is no tag of yet makes one.',
  tag: 'clients',
  params: Type.Object({ id: Id }),
  body: Type.Object(
    { names: Type.Array(Type.String({ minLength: 1, maxLength: LONGEST_TAG }), { maxItems: MOST_TAGS }) },
    { additionalProperties: false },
  ),
  reply: Type.Object({ items: Type.Array(Tag) }),
});
