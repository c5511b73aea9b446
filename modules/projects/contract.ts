import { type Static, type TSchema, Type } from 'typebox';
import { CustomIn, CustomOut, CustomPeople } from '#modules/fields/contract.ts';
import { RepeatPolicyName } from '#modules/structure/contract.ts';
import { route } from '#shared/route.ts';
import { PROJECT_STATES } from './rules.ts';

const Id = Type.String({ format: 'uuid' });
const Day = Type.String({ format: 'date' });
const Moment = Type.String({ format: 'date-time' });
const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const words = (longest: number) => Type.String({ minLength: 1, maxLength: longest });
const Version = Type.Integer({ minimum: 1 });
const Kopecks = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const SignedKopecks = Type.Integer({ minimum: -Number.MAX_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER });

export const ProjectStateName = Type.Enum([...PROJECT_STATES]);
export const TerminatedBy = Type.Enum(['client', 'us', 'both', 'court']);

/** A project in a list: what is next, what is late, what is paid. */
export const ProjectLine = Type.Object({
  id: Id,
  client_id: Id,
  client_name: Type.String(),
  manager_id: Id,
  manager_name: Type.String(),
  title: Type.String(),
  contract_number: Type.String(),
  value_minor: Kopecks,
  currency: Type.String(),
  state: ProjectStateName,
  opened_at: Moment,
  milestones: Type.Integer(),
  milestones_reached: Type.Integer(),
  next_milestone: orNull(Type.Object({ id: Id, title: Type.String(), planned_on: Day })),
  milestones_late: Type.Integer(),
  paid_minor: Kopecks,
  overdue_minor: Kopecks,
});
export type ProjectLine = Static<typeof ProjectLine>;

export const Milestone = Type.Object({
  id: Id,
  title: Type.String(),
  planned_on: Day,
  promised_on: Day,
  reached_on: orNull(Day),
  responsible_id: orNull(Id),
  responsible_name: orNull(Type.String()),
  after: Type.Array(Id),
  note: orNull(Type.String()),
  version: Version,
});
export type Milestone = Static<typeof Milestone>;

export const Act = Type.Object({
  id: Id,
  milestone_id: orNull(Id),
  number: Type.String(),
  signed_on: Day,
  amount_minor: Kopecks,
  /** The paper itself, among the client's files. */
  attachment_id: orNull(Id),
  file_name: orNull(Type.String()),
});
export type Act = Static<typeof Act>;
export const ScheduledPayment = Type.Object({
  id: Id,
  title: Type.String(),
  due_on: Day,
  amount_minor: Kopecks,
  of_savings: Type.Boolean(),
  version: Version,
});
export type ScheduledPayment = Static<typeof ScheduledPayment>;
export const Payment = Type.Object({ id: Id, received_on: Day, amount_minor: Kopecks, note: orNull(Type.String()) });
export const ProjectPromise = Type.Object({
  id: Id,
  said: Type.String(),
  due_on: orNull(Day),
  state: Type.Enum(['open', 'kept', 'broken']),
  note: orNull(Type.String()),
  version: Version,
});
export type ProjectPromise = Static<typeof ProjectPromise>;
export const Risk = Type.Object({
  id: Id,
  said: Type.String(),
  answer: orNull(Type.String()),
  state: Type.Enum(['open', 'came_true', 'gone']),
  version: Version,
});
export type Risk = Static<typeof Risk>;
export const ChangeRequest = Type.Object({
  id: Id,
  said: Type.String(),
  asked_by: Type.Enum(['client', 'us']),
  asked_on: Day,
  amount_minor: orNull(SignedKopecks),
  days: orNull(Type.Integer()),
  state: Type.Enum(['open', 'agreed', 'declined']),
  version: Version,
});
export type ChangeRequest = Static<typeof ChangeRequest>;

export const Project = Type.Object({
  ...ProjectLine.properties,
  deal_id: Id,
  handoff_id: Id,
  scope: orNull(Type.String()),
  margin_plan_minor: orNull(SignedKopecks),
  margin_fact_minor: orNull(SignedKopecks),
  suspended_reason: orNull(Type.String()),
  suspended_until: orNull(Day),
  commissioned_on: orNull(Day),
  warranty_until: orNull(Day),
  reference_note: orNull(Type.String()),
  terminated_on: orNull(Day),
  terminated_by: orNull(TerminatedBy),
  termination_reason: orNull(Type.String()),
  settled_bp: orNull(Type.Integer()),
  scheduled_minor: Kopecks,
  next_payment_on: orNull(Day),
  plan: Type.Array(Milestone),
  acts: Type.Array(Act),
  schedule: Type.Array(ScheduledPayment),
  payments: Type.Array(Payment),
  promises: Type.Array(ProjectPromise),
  risks: Type.Array(Risk),
  changes: Type.Array(ChangeRequest),
  /** What follows commissioning. */
  repeat_policy: RepeatPolicyName,
  may_work: Type.Boolean(),
  custom: CustomOut,
  /** Names of the employees whose ids stand among the values of `custom`. */
  custom_people: CustomPeople,
  version: Version,
});
export type Project = Static<typeof Project>;

/** What the manager of a deal hands over for the project to be opened from: `data` of the frozen package of H2. */
export const HandoverData = Type.Object({
  deal_id: Id,
  title: Type.String(),
  contract_number: Type.String(),
  value_minor: Kopecks,
  margin_minor: orNull(SignedKopecks),
  currency: Type.String(),
  scope: orNull(Type.String()),
  promises: Type.Array(Type.Object({ said: Type.String(), due_on: Type.Optional(orNull(Day)) })),
  risks: Type.Array(Type.Object({ said: Type.String(), answer: Type.Optional(orNull(Type.String())) })),
  payments: Type.Array(
    Type.Object({
      title: Type.String(),
      due_on: Day,
      amount_minor: Kopecks,
      of_savings: Type.Optional(Type.Boolean()),
    }),
  ),
  milestones: Type.Array(Type.Object({ title: Type.String(), planned_on: Day })),
});
export type HandoverData = Static<typeof HandoverData>;

const params = Type.Object({ id: Id });
const ofPart = Type.Object({ id: Id, part_id: Id });
const closed = { additionalProperties: false } as const;

export const clientProjectsRoute = route({
  method: 'GET',
  path: '/api/v1/clients/:id/projects',
  summary: 'The projects of a client, the newest first.',
  tag: 'projects',
  params,
  reply: Type.Object({ items: Type.Array(ProjectLine) }),
});

export const showProject = route({
  method: 'GET',
  path: '/api/v1/projects/:id',
  summary: 'One project with plan, acts, payments, promises and risks.',
  tag: 'projects',
  params,
  reply: Project,
});

export const EditProjectBody = Type.Object(
  { version: Version, title: Type.Optional(words(500)), custom: Type.Optional(CustomIn) },
  closed,
);
export type EditProjectBody = Static<typeof EditProjectBody>;

export const editProjectRoute = route({
  method: 'PATCH',
  path: '/api/v1/projects/:id',
  summary: 'Changes the title and the company’s own fields of a project; what is not named stays.',
  tag: 'projects',
  params,
  body: EditProjectBody,
  reply: Project,
});

const post = (path: string, summary: string, body: TSchema) => ({
  method: 'POST' as const,
  path: `/api/v1/projects/:id/${path}` as const,
  summary,
  tag: 'projects',
  params,
  body,
  reply: Project,
});

const NextStep = Type.Object({ title: words(500), due_on: Day }, closed);

export const MilestoneBody = Type.Object(
  {
    title: words(300),
    planned_on: Day,
    responsible_id: Type.Optional(orNull(Id)),
    after: Type.Optional(Type.Array(Id, { maxItems: 50 })),
    note: Type.Optional(orNull(words(2000))),
  },
  closed,
);
export type MilestoneBody = Static<typeof MilestoneBody>;
export const MilestoneEdit = Type.Object(
  { version: Version, ...Type.Partial(MilestoneBody).properties, removed: Type.Optional(Type.Boolean()) },
  closed,
);
export type MilestoneEdit = Static<typeof MilestoneEdit>;
export const addMilestoneRoute = route({
  ...post('milestones', 'Adds a milestone to the plan.', MilestoneBody),
  body: MilestoneBody,
});
export const editMilestoneRoute = route({
  method: 'PATCH',
  path: '/api/v1/projects/:id/milestones/:part_id',
  summary: 'Moves, renames or removes a milestone; the promised day stays.',
  tag: 'projects',
  params: ofPart,
  body: MilestoneEdit,
  reply: Project,
});
const ReachBody = Type.Object({ version: Version, reached_on: orNull(Day) }, closed);
export const reachMilestoneRoute = route({
  method: 'POST',
  path: '/api/v1/projects/:id/milestones/:part_id/reached',
  summary: 'A milestone is reached on a day, or is open again.',
  tag: 'projects',
  params: ofPart,
  body: ReachBody,
  reply: Project,
});
export const ActBody = Type.Object(
  {
    number: words(100),
    signed_on: Day,
    amount_minor: Kopecks,
    milestone_id: Type.Optional(orNull(Id)),
    file_id: Type.Optional(Id),
  },
  closed,
);
export type ActBody = Static<typeof ActBody>;
export const recordActRoute = route({ ...post('acts', 'Records a signed act of acceptance.', ActBody), body: ActBody });
export const PaymentBody = Type.Object(
  {
    received_on: Day,
    amount_minor: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    note: Type.Optional(words(500)),
  },
  closed,
);
export type PaymentBody = Static<typeof PaymentBody>;
export const recordPaymentRoute = route({
  ...post('payments', 'Records a payment received.', PaymentBody),
  body: PaymentBody,
});
export const InstalmentBody = Type.Object(
  { title: words(300), due_on: Day, amount_minor: Kopecks, of_savings: Type.Optional(Type.Boolean()) },
  closed,
);
export type InstalmentBody = Static<typeof InstalmentBody>;
export const InstalmentEdit = Type.Object(
  { version: Version, ...Type.Partial(InstalmentBody).properties, removed: Type.Optional(Type.Boolean()) },
  closed,
);
export type InstalmentEdit = Static<typeof InstalmentEdit>;
export const addInstalmentRoute = route({
  ...post('schedule', 'Adds an instalment to the payment schedule.', InstalmentBody),
  body: InstalmentBody,
});
export const editInstalmentRoute = route({
  method: 'PATCH',
  path: '/api/v1/projects/:id/schedule/:part_id',
  summary: 'Moves, corrects or removes an instalment of the payment schedule.',
  tag: 'projects',
  params: ofPart,
  body: InstalmentEdit,
  reply: Project,
});
const PromiseBody = Type.Object(
  { version: Version, state: Type.Enum(['kept', 'broken']), note: Type.Optional(words(1000)) },
  closed,
);
export const settlePromiseRoute = route({
  method: 'POST',
  path: '/api/v1/projects/:id/promises/:part_id',
  summary: 'A promise of the seller was kept or broken.',
  tag: 'projects',
  params: ofPart,
  body: PromiseBody,
  reply: Project,
});
const RiskBody = Type.Object({ said: words(1000), answer: Type.Optional(words(1000)) }, closed);
export const addRiskRoute = route({ ...post('risks', 'Adds a risk.', RiskBody), body: RiskBody });
const RiskState = Type.Object({ version: Version, state: Type.Enum(['open', 'came_true', 'gone']) }, closed);
export const setRiskRoute = route({
  method: 'POST',
  path: '/api/v1/projects/:id/risks/:part_id',
  summary: 'A risk has come true or has gone.',
  tag: 'projects',
  params: ofPart,
  body: RiskState,
  reply: Project,
});
export const ChangeBody = Type.Object(
  {
    said: words(2000),
    asked_by: Type.Enum(['client', 'us']),
    asked_on: Day,
    amount_minor: Type.Optional(orNull(SignedKopecks)),
    days: Type.Optional(orNull(Type.Integer({ minimum: -3650, maximum: 3650 }))),
  },
  closed,
);
export type ChangeBody = Static<typeof ChangeBody>;
export const addChangeRoute = route({
  ...post('changes', 'Records a change of scope, price or time that somebody asks for.', ChangeBody),
  body: ChangeBody,
});
const ChangeDecision = Type.Object({ version: Version, state: Type.Enum(['agreed', 'declined']) }, closed);
export const decideChangeRoute = route({
  method: 'POST',
  path: '/api/v1/projects/:id/changes/:part_id',
  summary: 'A change is agreed, and its amount joins the value of the contract, or is declined.',
  tag: 'projects',
  params: ofPart,
  body: ChangeDecision,
  reply: Project,
});
const SuspendBody = Type.Object({ version: Version, reason: words(1000), until: Day }, closed);
export const suspendRoute = route({
  ...post('suspend', 'Suspends the project with the reason, until a day on which it is looked at.', SuspendBody),
  body: SuspendBody,
});
const ResumeBody = Type.Object({ version: Version }, closed);
export const resumeRoute = route({
  ...post('resume', 'Goes on with a suspended project.', ResumeBody),
  body: ResumeBody,
});
export const CommissionBody = Type.Object(
  {
    version: Version,
    commissioned_on: Day,
    warranty_until: Day,
    reference_note: words(2000),
    /** When we look at the client again; the end of the warranty unless named. */
    check_on: Type.Optional(Day),
    open_reason: Type.Optional(words(1000)),
    margin_fact_minor: Type.Optional(SignedKopecks),
    next_step: Type.Optional(NextStep),
  },
  closed,
);
export type CommissionBody = Static<typeof CommissionBody>;
export const commissionRoute = route({
  ...post(
    'commission',
    'Commissions the project; what then follows is the repeat policy of the sales system.',
    CommissionBody,
  ),
  body: CommissionBody,
});
export const TerminateBody = Type.Object(
  {
    version: Version,
    terminated_on: Day,
    by: TerminatedBy,
    reason: words(2000),
    settled_bp: Type.Integer({ minimum: 0, maximum: 10_000 }),
    check_on: Day,
  },
  closed,
);
export type TerminateBody = Static<typeof TerminateBody>;
export const terminateRoute = route({
  ...post('terminate', 'Ends the contract before its time: by whom, why, and which share was settled.', TerminateBody),
  body: TerminateBody,
});
