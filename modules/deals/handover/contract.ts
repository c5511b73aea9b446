import { type Static, Type } from 'typebox';
import { Day, Id, orNull } from '#modules/clients/contract.ts';
import { route } from '#shared/route.ts';

const words = (maxLength: number) => Type.String({ minLength: 1, maxLength });
const closed = { additionalProperties: false };
const Kopecks = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const byId = Type.Object({ id: Id });

export const PromiseMade = Type.Object({ said: words(2000), due_on: orNull(Day) }, closed);
export const Risk = Type.Object({ said: words(2000), answer: orNull(words(2000)) }, closed);
/** A payment by the contract; one that is a share of savings is estimated beforehand and settled by what comes. */
export const PlannedPayment = Type.Object(
  { title: words(500), due_on: Day, amount_minor: Kopecks, of_savings: Type.Boolean() },
  closed,
);
export const PlannedMilestone = Type.Object({ title: words(500), planned_on: Day }, closed);

const sheetFields = {
  scope: orNull(words(8000)),
  promises: Type.Array(PromiseMade, { maxItems: 200 }),
  /** Nothing was promised beyond the contract: said outright, not left empty. */
  no_promises: Type.Boolean(),
  risks: Type.Array(Risk, { maxItems: 200 }),
  no_risks: Type.Boolean(),
  economics: orNull(words(4000)),
  payments: Type.Array(PlannedPayment, { maxItems: 500 }),
  milestones: Type.Array(PlannedMilestone, { maxItems: 500 }),
  /** Who keeps the client's other open needs; whoever hands over, unless somebody else is named. */
  needs_owner_id: orNull(Id),
};

/** What whoever delivers has to receive with the client; `version` 0 before the first saving. */
export const HandoverSheet = Type.Object({
  deal_id: Id,
  ...sheetFields,
  needs_owner_name: orNull(Type.String()),
  version: Type.Integer({ minimum: 0 }),
});
export type HandoverSheet = Static<typeof HandoverSheet>;

export const HandoverSheetBody = Type.Object({ version: Type.Integer({ minimum: 0 }), ...sheetFields }, closed);
export type HandoverSheetBody = Static<typeof HandoverSheetBody>;

/** The machine-readable part of the frozen package of H2: what the project is opened from. */
export const HandoverData = Type.Object({
  deal_id: Id,
  need_id: Id,
  title: Type.String(),
  contract_number: Type.String(),
  signed_on: Day,
  value_minor: Kopecks,
  margin_minor: orNull(Type.Integer()),
  currency: Type.String(),
  vat_bp: Type.Integer(),
  scope: orNull(Type.String()),
  economics: orNull(Type.String()),
  promises: Type.Array(PromiseMade),
  risks: Type.Array(Risk),
  payments: Type.Array(PlannedPayment),
  milestones: Type.Array(PlannedMilestone),
  needs_owner_id: orNull(Id),
});
export type HandoverData = Static<typeof HandoverData>;

export const showHandoverRoute = route({
  method: 'GET',
  path: '/api/v1/deals/:id/handover',
  summary: 'The handover sheet of a deal: what delivery has to receive with the client.',
  tag: 'deals',
  params: byId,
  reply: HandoverSheet,
});

export const saveHandoverRoute = route({
  method: 'PUT',
  path: '/api/v1/deals/:id/handover',
  summary: 'Saves the handover sheet of a deal; what is offered already stays frozen.',
  tag: 'deals',
  params: byId,
  body: HandoverSheetBody,
  reply: HandoverSheet,
});
