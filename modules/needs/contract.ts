import { type Static, type TSchema, Type } from 'typebox';
import { StepInput } from '#modules/activities/contract.ts';
import { ClientCard } from '#modules/clients/contract.ts';
import { route } from '#shared/route.ts';
import { BLOCKERS, EVIDENCE_FORMS, FINANCING_ROUTES, ORIGINS, STATUSES, TRIGGER_KINDS, VERDICTS } from './rules.ts';

const Id = Type.String({ format: 'uuid' });
const Day = Type.String({ format: 'date' });
const Moment = Type.String({ format: 'date-time' });
const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const words = (longest: number) => Type.String({ minLength: 1, maxLength: longest });
const Version = Type.Integer({ minimum: 1 });
const Kopecks = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

export const VerdictName = Type.Enum([...VERDICTS]);
export const BlockerName = Type.Enum([...BLOCKERS]);
export const OriginName = Type.Enum([...ORIGINS]);
export const StatusName = Type.Enum([...STATUSES]);
export const FinancingRoute = Type.Enum([...FINANCING_ROUTES]);
export const TriggerKindName = Type.Enum([...TRIGGER_KINDS]);
export const EvidenceForm = Type.Enum([...EVIDENCE_FORMS]);

/** One look at a need: what was found out, on what evidence, and when to look again. */
export const VerdictView = Type.Object({
  id: Id,
  verdict: VerdictName,
  blocker: orNull(BlockerName),
  unlocks: orNull(Type.String()),
  evidence: Type.String(),
  window_from: orNull(Day),
  window_until: orNull(Day),
  expected_event: orNull(Type.String()),
  expected_on: orNull(Day),
  next_check_on: orNull(Day),
  determined_by_name: orNull(Type.String()),
  determined_at: Moment,
  withdrawn: Type.Boolean(),
});
export type VerdictView = Static<typeof VerdictView>;

export const EvidenceView = Type.Object({
  id: Id,
  on_day: Day,
  contact_id: Id,
  contact_name: Type.String(),
  form: EvidenceForm,
  said: Type.String(),
});
export type EvidenceView = Static<typeof EvidenceView>;

/** An event that reopened verification of a need. */
export const TriggerOfNeed = Type.Object({
  id: Id,
  kind: TriggerKindName,
  title: Type.String(),
  happened_on: Day,
  region: orNull(Type.String()),
  check_on: Day,
});
export type TriggerOfNeed = Static<typeof TriggerOfNeed>;

export const Need = Type.Object({
  id: Id,
  client_id: Id,
  sales_system_id: Id,
  subject: Type.String(),
  product_line: orNull(Type.String()),
  value_minor: orNull(Kopecks),
  currency: Type.String(),
  origin: OriginName,
  origin_note: orNull(Type.String()),
  status: StatusName,
  actual_since: orNull(Day),
  satisfied_by: orNull(Type.Enum(['us', 'competitor', 'otherwise'])),
  closed_note: orNull(Type.String()),
  financing_route: orNull(FinancingRoute),
  owner_id: orNull(Id),
  owner_name: orNull(Type.String()),
  verdict: orNull(VerdictName),
  blocker: orNull(BlockerName),
  window_from: orNull(Day),
  window_until: orNull(Day),
  expected_event: orNull(Type.String()),
  expected_on: orNull(Day),
  next_check_on: orNull(Day),
  check_owner_id: orNull(Id),
  check_owner_name: orNull(Type.String()),
  created_at: Moment,
  version: Version,
});
export type Need = Static<typeof Need>;

/** A need with everything that was ever found out about it. */
export const NeedWithHistory = Type.Object({
  ...Need.properties,
  verdicts: Type.Array(VerdictView),
  evidence: Type.Array(EvidenceView),
  recurrences: Type.Array(Type.Object({ id: Id, on_day: Day, why_not: Type.String() })),
  competitors: Type.Array(Type.Object({ name: Type.String(), note: orNull(Type.String()) })),
  triggers: Type.Array(TriggerOfNeed),
});
export type NeedWithHistory = Static<typeof NeedWithHistory>;

const needFields = {
  subject: words(500),
  product_line: Type.Optional(orNull(words(200))),
  value_minor: Type.Optional(orNull(Kopecks)),
  origin: OriginName,
  origin_note: Type.Optional(orNull(words(2000))),
  financing_route: Type.Optional(orNull(FinancingRoute)),
  competitors: Type.Optional(
    Type.Array(
      Type.Object({ name: words(200), note: Type.Optional(orNull(words(1000))) }, { additionalProperties: false }),
      { maxItems: 50 },
    ),
  ),
};
export const NeedInput = Type.Object(needFields, { additionalProperties: false });
export type NeedInput = Static<typeof NeedInput>;

export const NeedEdit = Type.Object(
  { version: Version, ...Type.Partial(Type.Object(needFields)).properties },
  { additionalProperties: false },
);
export type NeedEdit = Static<typeof NeedEdit>;

export const VerdictBody = Type.Object(
  {
    version: Version,
    verdict: VerdictName,
    blocker: Type.Optional(orNull(BlockerName)),
    unlocks: Type.Optional(orNull(words(1000))),
    evidence: words(4000),
    window_from: Type.Optional(orNull(Day)),
    window_until: Type.Optional(orNull(Day)),
    expected_event: Type.Optional(orNull(words(500))),
    expected_on: Type.Optional(orNull(Day)),
    /** The step that comes out of it; a client that waited comes back into work by it. */
    next: Type.Optional(StepInput),
    /** Why the client waits from now on; its steps fall away. */
    wait: Type.Optional(words(2000)),
  },
  { additionalProperties: false },
);
export type VerdictBody = Static<typeof VerdictBody>;

export const EvidenceBody = Type.Object(
  { version: Version, on_day: Day, contact_id: Id, form: EvidenceForm, said: words(4000), file_id: Type.Optional(Id) },
  { additionalProperties: false },
);
export type EvidenceBody = Static<typeof EvidenceBody>;

export const listClientNeeds = route({
  method: 'GET',
  path: '/api/v1/clients/:id/needs',
  summary: 'Needs of a client with the whole history of their verdicts and evidence.',
  tag: 'needs',
  params: Type.Object({ id: Id }),
  reply: Type.Object({ items: Type.Array(NeedWithHistory), may_work: Type.Boolean() }),
});

export const recordNeedRoute = route({
  method: 'POST',
  path: '/api/v1/clients/:id/needs',
  summary: 'Records a need of a client; it is potential until the buyer restates it.',
  tag: 'needs',
  params: Type.Object({ id: Id }),
  body: NeedInput,
  reply: Need,
});

export const editNeedRoute = route({
  method: 'PATCH',
  path: '/api/v1/needs/:id',
  summary: 'Edits what is known of an open need.',
  tag: 'needs',
  params: Type.Object({ id: Id }),
  body: NeedEdit,
  reply: Need,
});

export const determineRelevanceRoute = route({
  method: 'POST',
  path: '/api/v1/needs/:id/verdicts',
  summary: 'Determines the relevance of a need; the program sets the day of the next check.',
  tag: 'needs',
  params: Type.Object({ id: Id }),
  body: VerdictBody,
  reply: Need,
});

export const recordEvidenceRoute = route({
  method: 'POST',
  path: '/api/v1/needs/:id/evidence',
  summary: "Records the buyer's own evidence; a potential need becomes actual by it.",
  tag: 'needs',
  params: Type.Object({ id: Id }),
  body: EvidenceBody,
  reply: Need,
});

export const satisfyNeedRoute = route({
  method: 'POST',
  path: '/api/v1/needs/:id/satisfied',
  summary: 'The need is satisfied: by us, by a competitor, or otherwise.',
  tag: 'needs',
  params: Type.Object({ id: Id }),
  body: Type.Object(
    { version: Version, by: Type.Enum(['us', 'competitor', 'otherwise']), note: Type.Optional(words(1000)) },
    { additionalProperties: false },
  ),
  reply: Need,
});

export const voidNeedRoute = route({
  method: 'POST',
  path: '/api/v1/needs/:id/void',
  summary: 'There is no such need after all; says why.',
  tag: 'needs',
  params: Type.Object({ id: Id }),
  body: Type.Object({ version: Version, note: words(1000) }, { additionalProperties: false }),
  reply: Need,
});

export const recordRecurrenceRoute = route({
  method: 'POST',
  path: '/api/v1/needs/:id/recurrences',
  summary: 'The need arose again on a day, and was not realised for a reason.',
  tag: 'needs',
  params: Type.Object({ id: Id }),
  body: Type.Object({ on_day: Day, why_not: words(1000) }, { additionalProperties: false }),
  reply: Need,
});

export const showNeedRoute = route({
  method: 'GET',
  path: '/api/v1/needs/:id',
  summary: 'One need with the whole history of its verdicts and evidence.',
  tag: 'needs',
  params: Type.Object({ id: Id }),
  reply: NeedWithHistory,
});

export const letClientWaitRoute = route({
  method: 'POST',
  path: '/api/v1/clients/:id/wait',
  summary: 'Lets a client wait until the earliest check of its needs; its steps fall away.',
  tag: 'needs',
  params: Type.Object({ id: Id }),
  body: Type.Object({ need_id: Type.Optional(Id), reason: words(2000) }, { additionalProperties: false }),
  reply: ClientCard,
});

export const resumeClientRoute = route({
  method: 'POST',
  path: '/api/v1/clients/:id/resume',
  summary: 'Brings a waiting client, a need of which is relevant now, back into work with a step.',
  tag: 'needs',
  params: Type.Object({ id: Id }),
  body: StepInput,
  reply: ClientCard,
});

export const GiveUpBody = Type.Object(
  {
    as: Type.Enum(['not_target', 'lost']),
    reason: words(2000),
    to: Type.Optional(words(200)),
    /** For a lost one: when it is worth another look. */
    look_on: Type.Optional(Day),
  },
  { additionalProperties: false },
);
export type GiveUpBody = Static<typeof GiveUpBody>;

export const giveUpClientRoute = route({
  method: 'POST',
  path: '/api/v1/clients/:id/give-up',
  summary: 'Gives up a client none of whose needs will be bought: not of the target, or lost.',
  tag: 'needs',
  params: Type.Object({ id: Id }),
  body: GiveUpBody,
  reply: ClientCard,
});
