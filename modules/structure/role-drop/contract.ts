import { type Static, Type } from 'typebox';
import { route } from '#shared/route.ts';
import { Id, orNull, PositionKindName, SalesFunctionName } from '../contract.ts';

/** A kind of work of a part, counted: the texts are `structure.part.<part>` and `structure.work.<key>`. */
export const Work = Type.Object({ part: Type.String(), key: Type.String(), count: Type.Integer() });
export type Work = Static<typeof Work>;

const Named = Type.Object({ id: Id, title: Type.String(), kind: PositionKindName });
const Boundaries = Type.Object({ handoff: Type.Integer(), self_check: Type.Integer() });

/** What will happen, told before it does. */
export const RoleDropView = Type.Object({
  position: Named,
  /** To whom it passes in this preview; null when there is nobody to pass to. */
  receiver: orNull(Named),
  candidates: Type.Array(Named),
  sales_system_id: Id,
  /** To be sent back with the command. */
  version: Type.Integer(),
  guard: orNull(
    Type.Object({
      /** Clients in the market whose relevance has to be monitored. */
      clients_in_market: Type.Integer(),
      may_overrule: Type.Boolean(),
    }),
  ),
  functions: Type.Array(Type.Object({ function: SalesFunctionName, segment_id: orNull(Id) })),
  relay: Type.Object({
    before: Boundaries,
    after: Boundaries,
    become_self_checks: Type.Array(
      Type.Object({ from: SalesFunctionName, to: SalesFunctionName, segment_id: orNull(Id) }),
    ),
  }),
  /** Held by people and passed to the receivers. */
  work: Type.Array(Work),
  /** Held by nobody in person: follows the assignment. */
  queued: Type.Array(Work),
  people: Type.Array(
    Type.Object({
      employee_id: Id,
      full_name: Type.String(),
      /** Titles of the positions that they keep. */
      keeps: Type.Array(Type.String()),
      work: Type.Integer(),
      successor_id: orNull(Id),
    }),
  ),
  receivers: Type.Array(
    Type.Object({ employee_id: Id, full_name: Type.String(), held: Type.Number(), norm: Type.Number() }),
  ),
  warnings: Type.Array(Type.Enum(['prospecting_without_marketing', 'receiver_vacant'])),
  /** Records that would be left without anybody, of all that are held or queued. */
  orphaned: Type.Object({ count: Type.Integer(), of: Type.Integer() }),
});
export type RoleDropView = Static<typeof RoleDropView>;

export const RoleDropInput = Type.Object(
  {
    /** The sales system's version, from the preview. */
    version: Type.Integer(),
    to_position_id: Id,
    /** Who takes over from whom; whoever is not named is spread over the receivers by load. */
    successors: Type.Optional(
      Type.Array(Type.Object({ from: Id, to: Id }, { additionalProperties: false }), { maxItems: 500 }),
    ),
    reason: Type.Optional(Type.String({ maxLength: 2000 })),
    /** The head insists although the program objects; needs a reason. */
    overrule: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);
export type RoleDropInput = Static<typeof RoleDropInput>;

export const RoleDropped = Type.Object({
  position_id: Id,
  to_position_id: Id,
  version: Type.Integer(),
  passed: Type.Array(Work),
  without_position: Type.Array(Id),
});
export type RoleDropped = Static<typeof RoleDropped>;

const params = Type.Object({ id: Id });

export const previewRoleDrop = route({
  method: 'GET',
  path: '/api/v1/structure/positions/:id/drop',
  summary: 'What dropping a role would do: functions, work, hand-offs, load, people, warnings; nothing is changed.',
  tag: 'structure',
  params,
  query: Type.Object({ to: Type.Optional(Id) }, { additionalProperties: false }),
  reply: RoleDropView,
});

export const dropRole = route({
  method: 'POST',
  path: '/api/v1/structure/positions/:id/drop',
  summary:
    'Drops a role: its functions and open work pass to another position in one transaction, nothing is orphaned.',
  tag: 'structure',
  params,
  body: RoleDropInput,
  reply: RoleDropped,
});
