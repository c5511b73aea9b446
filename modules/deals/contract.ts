import { type Static, Type } from 'typebox';
import { Day, Id, Moment, orNull, Version } from '#modules/clients/contract.ts';
import { CustomIn, CustomOut, CustomPeople } from '#modules/fields/contract.ts';
import { VerdictBody } from '#modules/needs/contract.ts';
import { route } from '#shared/route.ts';
import { OUTCOMES, STAGES } from './rules.ts';

const words = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const closed = { additionalProperties: false };
const Kopecks = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const SignedKopecks = Type.Integer({ minimum: -Number.MAX_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER });
const BasisPoints = Type.Integer({ minimum: 0, maximum: 10_000 });
const byId = Type.Object({ id: Id });

export const StageName = Type.Enum([...STAGES]);
export const OutcomeName = Type.Enum([...OUTCOMES]);

export const Deal = Type.Object({
  id: Id,
  client_id: Id,
  client_name: Type.String(),
  need_id: Id,
  need_subject: Type.String(),
  sales_system_id: Id,
  owner_id: Id,
  owner_name: Type.String(),
  title: Type.String(),
  stage: StageName,
  outcome: orNull(OutcomeName),
  /** With VAT, in kopecks. */
  value_minor: Kopecks,
  /** Without VAT, in kopecks. */
  margin_minor: orNull(SignedKopecks),
  currency: Type.String(),
  vat_bp: BasisPoints,
  expected_on: orNull(Day),
  opened_reason: orNull(Type.String()),
  contract_number: orNull(Type.String()),
  signed_on: orNull(Day),
  contract_file_id: orNull(Id),
  lost_to: orNull(Type.String()),
  outcome_reason: orNull(Type.String()),
  handed_over_at: orNull(Moment),
  opened_at: Moment,
  stage_since: Moment,
  closed_at: orNull(Moment),
  custom: CustomOut,
  version: Version,
});
export type Deal = Static<typeof Deal>;

export const ExitEvidence = Type.Object({
  id: Id,
  on_day: Day,
  said: Type.String(),
  file_name: orNull(Type.String()),
  recorded_by_name: orNull(Type.String()),
  recorded_at: Moment,
});
export type ExitEvidence = Static<typeof ExitEvidence>;

/** What has to be shown before a stage is left, with what shows it. */
export const StageCriterion = Type.Object({
  id: Id,
  stage: StageName,
  title: Type.String(),
  required: Type.Boolean(),
  met: Type.Boolean(),
  evidence: Type.Array(ExitEvidence),
});
export type StageCriterion = Static<typeof StageCriterion>;

export const DealMove = Type.Object({
  id: Id,
  from_stage: orNull(StageName),
  to_stage: StageName,
  reason: orNull(Type.String()),
  moved_by_name: orNull(Type.String()),
  moved_at: Moment,
});
export type DealMove = Static<typeof DealMove>;

/** A deal with its stages, evidence and moves. */
export const DealCard = Type.Object({
  ...Deal.properties,
  criteria: Type.Array(StageCriterion),
  moves: Type.Array(DealMove),
  /** Required criteria of the present stage that nothing shows yet. */
  missing: Type.Array(Type.String()),
  /** How far the hand-off to delivery is: parts of the sheet that are there, and the hand-off under way. */
  handover: orNull(
    Type.Object({
      met: Type.Integer(),
      required: Type.Integer(),
      handoff_id: orNull(Id),
      handoff_state: orNull(Type.String()),
    }),
  ),
  may_work: Type.Boolean(),
  custom_people: CustomPeople,
});
export type DealCard = Static<typeof DealCard>;

export const OpenDealBody = Type.Object(
  {
    need_id: Id,
    /** The subject of the need, unless named. */
    title: Type.Optional(words(500)),
    value_minor: Type.Optional(Kopecks),
    margin_minor: Type.Optional(orNull(SignedKopecks)),
    vat_bp: Type.Optional(BasisPoints),
    expected_on: Type.Optional(orNull(Day)),
    /** Why a head opens it before the window. */
    reason: Type.Optional(words(2000)),
    custom: Type.Optional(CustomIn),
  },
  closed,
);
export type OpenDealBody = Static<typeof OpenDealBody>;

export const EditDealBody = Type.Object(
  {
    version: Version,
    title: Type.Optional(words(500)),
    value_minor: Type.Optional(Kopecks),
    margin_minor: Type.Optional(orNull(SignedKopecks)),
    vat_bp: Type.Optional(BasisPoints),
    expected_on: Type.Optional(orNull(Day)),
    custom: Type.Optional(CustomIn),
  },
  closed,
);
export type EditDealBody = Static<typeof EditDealBody>;

export const ExitEvidenceBody = Type.Object(
  { criterion_id: Id, on_day: Day, said: words(4000), file_id: Type.Optional(Id) },
  closed,
);
export type ExitEvidenceBody = Static<typeof ExitEvidenceBody>;

export const MoveDealBody = Type.Object(
  { version: Version, to: StageName, reason: Type.Optional(words(2000)) },
  closed,
);
export type MoveDealBody = Static<typeof MoveDealBody>;

export const SignDealBody = Type.Object(
  {
    version: Version,
    contract_number: words(200),
    signed_on: Day,
    /** As signed; what was expected stays in the journal. */
    value_minor: Type.Optional(Kopecks),
    margin_minor: Type.Optional(orNull(SignedKopecks)),
    file_id: Type.Optional(Id),
  },
  closed,
);
export type SignDealBody = Static<typeof SignDealBody>;

/** What becomes of the client when a deal is lost: it stays in work, waits for a check, or is lost with a day to look again. */
export const AfterLoss = Type.Union([
  Type.Object({ to: Type.Literal('work') }, closed),
  Type.Object({ to: Type.Literal('waiting') }, closed),
  Type.Object({ to: Type.Literal('lost'), look_on: Day }, closed),
]);
export type AfterLoss = Static<typeof AfterLoss>;

const verdictSaid = Type.Omit(VerdictBody, ['version', 'next', 'wait'], closed);

export const LoseDealBody = Type.Object(
  {
    version: Version,
    reason: words(2000),
    /** To whom; none when the client gave up the purchase itself. */
    to: Type.Optional(words(200)),
    /** What became of the need: satisfied by that competitor or otherwise, or still open, with a new verdict. */
    need: Type.Enum(['competitor', 'otherwise', 'open']),
    verdict: Type.Optional(verdictSaid),
    client: AfterLoss,
  },
  closed,
);
export type LoseDealBody = Static<typeof LoseDealBody>;

export const PostponeDealBody = Type.Object(
  {
    version: Version,
    reason: words(2000),
    verdict: verdictSaid,
    /** Whether the client leaves work until the check. */
    client_waits: Type.Boolean(),
  },
  closed,
);
export type PostponeDealBody = Static<typeof PostponeDealBody>;

/** A need from which a deal may be opened, and whether only a head may, with a reason. */
export const OpenableNeed = Type.Object({
  id: Id,
  subject: Type.String(),
  value_minor: orNull(Kopecks),
  head_only: Type.Boolean(),
});
export type OpenableNeed = Static<typeof OpenableNeed>;

export const listClientDealsRoute = route({
  method: 'GET',
  path: '/api/v1/clients/:id/deals',
  summary: 'Deals of a client with stages, evidence and moves, open ones first; and the needs that may become one.',
  tag: 'deals',
  params: byId,
  reply: Type.Object({
    items: Type.Array(DealCard),
    openable: Type.Array(OpenableNeed),
    may_work: Type.Boolean(),
    /** The VAT rate in force, in basis points. */
    vat_bp: BasisPoints,
  }),
});

export const openDealRoute = route({
  method: 'POST',
  path: '/api/v1/clients/:id/deals',
  summary: 'Opens a deal from an actual need that is relevant now.',
  tag: 'deals',
  params: byId,
  body: OpenDealBody,
  reply: DealCard,
});

export const showDealRoute = route({
  method: 'GET',
  path: '/api/v1/deals/:id',
  summary: 'One deal with stages, evidence and moves.',
  tag: 'deals',
  params: byId,
  reply: DealCard,
});

export const editDealRoute = route({
  method: 'PATCH',
  path: '/api/v1/deals/:id',
  summary: 'Edits value, margin, expected day of signing and the company’s own fields of an open deal.',
  tag: 'deals',
  params: byId,
  body: EditDealBody,
  reply: DealCard,
});

export const recordExitEvidenceRoute = route({
  method: 'POST',
  path: '/api/v1/deals/:id/evidence',
  summary: 'Shows that an exit criterion of a stage is met.',
  tag: 'deals',
  params: byId,
  body: ExitEvidenceBody,
  reply: DealCard,
});

export const moveDealRoute = route({
  method: 'POST',
  path: '/api/v1/deals/:id/moves',
  summary: 'Moves a deal forward by one stage with everything shown, or back with a reason.',
  tag: 'deals',
  params: byId,
  body: MoveDealBody,
  reply: DealCard,
});

export const signDealRoute = route({
  method: 'POST',
  path: '/api/v1/deals/:id/signed',
  summary: 'The contract is signed; the client stays in contracting until delivery has accepted it.',
  tag: 'deals',
  params: byId,
  body: SignDealBody,
  reply: DealCard,
});

export const loseDealRoute = route({
  method: 'POST',
  path: '/api/v1/deals/:id/lost',
  summary: 'The deal is lost: to whom, why, and what becomes of need and client.',
  tag: 'deals',
  params: byId,
  body: LoseDealBody,
  reply: DealCard,
});

export const postponeDealRoute = route({
  method: 'POST',
  path: '/api/v1/deals/:id/postponed',
  summary: 'The deal goes back to relevance with what unlocks it; this is no loss.',
  tag: 'deals',
  params: byId,
  body: PostponeDealBody,
  reply: DealCard,
});
