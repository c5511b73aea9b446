import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { Id } from '../contract.ts';
import { ALIKE_DECISIONS } from './rules.ts';

/** Long work on pairs: clients compared with each other, or pairs decided alike. */
export const PairWork = Type.Object({
  kind: Type.Enum(['comparing', 'deciding']),
  state: Type.Enum(['running', 'stopped']),
  done: Type.Integer(),
  total: Type.Integer(),
});
export type PairWork = Static<typeof PairWork>;

const Done = Type.Object({ done: Type.Boolean() });

export const stopComparingRoute = route({
  method: 'POST',
  path: '/api/v1/client-duplicates/comparing/stop',
  summary: 'Stops the comparison of clients after the batch at hand; what has changed goes on waiting.',
  tag: 'clients',
  reply: Done,
});

export const resumeComparingRoute = route({
  method: 'POST',
  path: '/api/v1/client-duplicates/comparing/resume',
  summary: 'Goes on with a comparison that somebody has stopped.',
  tag: 'clients',
  reply: Done,
});

export const decideAlikeRoute = route({
  method: 'POST',
  path: '/api/v1/clients/:id/duplicates/:other_id/alike',
  summary:
    'Decides all open pairs that look alike for the very reasons of this one, in the background, each by itself.',
  tag: 'clients',
  params: Type.Object({ id: Id, other_id: Id }),
  body: Type.Object(
    {
      decision: Type.Enum([...ALIKE_DECISIONS]),
      /** Only those with a client that this import has brought or changed. */
      import_id: Type.Optional(Id),
    },
    { additionalProperties: false },
  ),
  reply: Type.Object({ pairs: Type.Integer() }),
});

export const stopDecidingRoute = route({
  method: 'POST',
  path: '/api/v1/client-duplicates/alike/stop',
  summary: 'Stops deciding alike; what has been decided stays and is taken back pair by pair.',
  tag: 'clients',
  reply: Done,
});
