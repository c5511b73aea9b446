import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { Day, Id, Moment, orNull } from '../contract.ts';
import { TOKEN_SCOPES } from './rules.ts';

const Scopes = Type.Array(Type.Enum([...TOKEN_SCOPES]), { minItems: 1, maxItems: 3, uniqueItems: true });

export const TokenView = Type.Object({
  id: Id,
  employee_id: Id,
  name: Type.String(),
  scopes: Type.Array(Type.String()),
  created_at: Moment,
  expires_at: Moment,
  /** The last day on which it works, in the company's zone. */
  last_day: Day,
  last_used_at: orNull(Moment),
  revoked_at: orNull(Moment),
  state: Type.Enum(['working', 'expired', 'revoked']),
});
export type TokenView = Static<typeof TokenView>;

export const listTokens = route({
  method: 'GET',
  path: '/api/v1/tokens',
  summary: 'One’s own API tokens, newest first; of another employee for the administrator.',
  tag: 'people',
  query: Type.Object({ employee_id: Type.Optional(Id) }, { additionalProperties: false }),
  reply: Type.Object({ items: Type.Array(TokenView) }),
});

export const createToken = route({
  method: 'POST',
  path: '/api/v1/tokens',
  summary: 'Makes an API token; it is shown this once. Without a last day it holds for a year.',
  tag: 'people',
  body: Type.Object(
    { name: Type.String({ minLength: 1, maxLength: 100 }), scopes: Scopes, expires_on: Type.Optional(Day) },
    { additionalProperties: false },
  ),
  reply: Type.Object({ id: Id, token: Type.String(), expires_at: Moment }),
});

export const revokeToken = route({
  method: 'DELETE',
  path: '/api/v1/tokens/:id',
  summary: 'Revokes an API token, within a second everywhere.',
  tag: 'people',
  params: Type.Object({ id: Id }),
  reply: Type.Object({ revoked: Type.Boolean(), employee_id: Id }),
});
