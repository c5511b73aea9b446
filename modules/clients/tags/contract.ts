import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { Id } from '../contract.ts';

export const LONGEST_TAG = 60;
/** So many tags can one client have. */
export const MOST_TAGS = 50;

/** So that tags are told apart at a glance; the words beside the dot say the same without it. */
export const TAG_COLOURS = ['grey', 'blue', 'teal', 'green', 'yellow', 'orange', 'red', 'violet'] as const;
export type TagColour = (typeof TAG_COLOURS)[number];

export const Tag = Type.Object({ id: Id, name: Type.String(), colour: Type.Enum(TAG_COLOURS) });
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
