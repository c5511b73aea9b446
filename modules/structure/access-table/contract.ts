import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { orNull, PositionKindName, RightName, ScopeName } from '../contract.ts';

const scopes = Type.Record(Type.String(), ScopeName);

export const AccessTableView = Type.Object({
  /** Position kind → right → scope; what is absent is not granted. */
  grants: Type.Record(Type.String(), scopes),
  /** The same as shipped with the program. */
  shipped: Type.Record(Type.String(), scopes),
  may_edit: Type.Boolean(),
});
export type AccessTableView = Static<typeof AccessTableView>;

export const showAccessTable = route({
  method: 'GET',
  path: '/api/v1/structure/access',
  summary: 'What each kind of position may do and how far it reaches.',
  tag: 'structure',
  reply: AccessTableView,
});

export const changeAccess = route({
  method: 'PUT',
  path: '/api/v1/structure/access/:kind/:right',
  summary:
    'Grants a right to a kind of position, changes its scope or takes it away. `was` guards against a stale screen.',
  tag: 'structure',
  params: Type.Object({ kind: PositionKindName, right: RightName }),
  body: Type.Object({ scope: orNull(ScopeName), was: orNull(ScopeName) }, { additionalProperties: false }),
  reply: Type.Object({ kind: PositionKindName, right: RightName, scope: orNull(ScopeName) }),
});
