import { type Static, Type } from 'typebox';
import { Day, Id, Moment, orNull } from '#modules/clients/contract.ts';
import { route } from '#shared/route.ts';
import { TriggerKindName } from '../contract.ts';

const words = (maxLength: number) => Type.String({ minLength: 1, maxLength });

export const TriggerBody = Type.Object(
  {
    kind: TriggerKindName,
    title: words(500),
    happened_on: Day,
    /** Either one client or a whole region. */
    client_id: Type.Optional(Id),
    region: Type.Optional(words(200)),
  },
  { additionalProperties: false },
);
export type TriggerBody = Static<typeof TriggerBody>;

/** An event and the checks that it has caused, by owner: whose clients they are is seen by who reaches them. */
export const Trigger = Type.Object({
  id: Id,
  kind: TriggerKindName,
  title: Type.String(),
  happened_on: Day,
  client_id: orNull(Id),
  region: orNull(Type.String()),
  recorded_at: Moment,
  recorded_by_name: orNull(Type.String()),
  needs_hit: Type.Integer(),
  owners: Type.Integer(),
  first_check_on: orNull(Day),
  last_check_on: orNull(Day),
});
export type Trigger = Static<typeof Trigger>;

export const recordTriggerRoute = route({
  method: 'POST',
  path: '/api/v1/triggers',
  summary:
    'Records an event: needs that wait for one are verified again, one check each, spread over the owners’ days.',
  tag: 'needs',
  body: TriggerBody,
  reply: Trigger,
});

export const listTriggersRoute = route({
  method: 'GET',
  path: '/api/v1/triggers',
  summary: 'Events of the sales system, newest first.',
  tag: 'needs',
  query: Type.Object(
    {
      cursor: Type.Optional(Type.String({ maxLength: 400 })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({
    items: Type.Array(Trigger),
    next_cursor: orNull(Type.String()),
    count: Type.Object({ value: Type.Integer(), exact: Type.Boolean() }),
  }),
});
