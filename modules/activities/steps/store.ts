import { type Selectable, sql } from 'kysely';
import { atLivingClient } from '#modules/clients/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import type { Steps } from '#platform/db/schema.ts';
import { heldKind } from '#platform/held.ts';
import type { About, Step, StepKind, TimelineItem } from '../contract.ts';
import { aboutOf, type Reading, type TimelinePlace } from '../store.ts';

export type StepRow = Selectable<Steps>;

/** The open steps of a client whose row the transaction has locked. */
const OPEN_STEPS = heldKind<StepRow[]>();

const steps = ({ db }: Reading) =>
  db
    .selectFrom('steps as s')
    .innerJoin('v_clients as c', 'c.id', 's.client_id')
    .innerJoin('v_employee_names as e', 'e.id', 's.owner_id')
    .leftJoin('v_client_contacts as p', (join) =>
      join.onRef('p.contact_id', '=', 's.contact_id').onRef('p.client_id', '=', 's.client_id'),
    )
    .select([
      's.id',
      's.client_id',
      's.owner_id',
      's.kind',
      's.title',
      's.due_on',
      's.due_at',
      's.contact_id',
      's.about_kind',
      's.about_id',
      's.state',
      's.outcome',
      's.postponed',
      's.version',
      'c.name as client_name',
      'e.full_name as owner_name',
      'p.full_name as contact_name',
      'p.position_title as contact_position',
    ]);

type StepSource = Awaited<ReturnType<ReturnType<typeof steps>['execute']>>[number];

function stepOf({ about_kind, about_id, ...row }: StepSource): Step {
  return {
    ...row,
    // The columns' CHECKs admit these kinds and states only; the names come from inner joins.
    kind: row.kind as StepKind,
    state: row.state as Step['state'],
    client_name: row.client_name ?? '',
    owner_name: row.owner_name ?? '',
    about: aboutOf({ about_kind, about_id }),
  };
}

export async function stepById(context: Reading, id: string): Promise<Step | undefined> {
  const row = await steps(context).where('s.id', '=', id).executeTakeFirst();
  return row && stepOf(row);
}

/** Several steps, by their ids. */
export async function stepsByIds(context: Reading, ids: readonly string[]): Promise<Map<string, Step>> {
  const rows = await steps(context)
    .where('s.id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, stepOf(row)]));
}

export interface StepPlace {
  on: string;
  at: string | null;
  id: string;
}

const AT_OR_LAST = sql`coalesce(s.due_at, 'infinity'::timestamptz)`;

/** Open steps of one owner, due until a day, at clients of these sales systems. */
export interface WhoseSteps {
  ownerId: string;
  until: string | null;
  systems: 'all' | readonly string[];
}

const atClientsOf = (systems: readonly string[]) =>
  sql<boolean>`client_id IN (SELECT c.id FROM v_clients c WHERE c.sales_system_id = ANY(${[...systems]}::uuid[]))`;

/** Open steps of one owner in the order of urgency, from a place on. */
export async function openStepsPage(
  context: Reading,
  { ownerId, until, systems }: WhoseSteps,
  after: StepPlace | null,
  limit: number,
): Promise<Step[]> {
  let query = steps(context).where('s.owner_id', '=', ownerId).where('s.state', '=', 'open');
  if (until !== null) query = query.where('s.due_on', '<=', until);
  if (systems !== 'all') query = query.where('c.sales_system_id', '=', sql<string>`ANY(${[...systems]}::uuid[])`);
  if (after !== null) {
    query = query.where(
      sql<boolean>`(s.due_on, ${AT_OR_LAST}, s.id) > (${after.on}::date, coalesce(${after.at}::timestamptz, 'infinity'), ${after.id}::uuid)`,
    );
  }
  const rows = await query.orderBy('s.due_on').orderBy(AT_OR_LAST).orderBy('s.id').limit(limit).execute();
  return rows.map(stepOf);
}

const AT_LIVING_CLIENT = atLivingClient('steps.client_id');

export async function countOpenSteps(
  { db }: Reading,
  { ownerId, until, systems }: WhoseSteps,
  today: string,
  upTo: number,
): Promise<{ all: number; overdue: number }> {
  let some = db
    .selectFrom('steps')
    .select('due_on')
    .where('owner_id', '=', ownerId)
    .where('state', '=', 'open')
    .where(AT_LIVING_CLIENT);
  if (until !== null) some = some.where('due_on', '<=', until);
  if (systems !== 'all') some = some.where(atClientsOf(systems));
  return db
    .selectFrom(some.limit(upTo).as('some'))
    .select((eb) => [
      eb.fn.countAll<number>().as('all'),
      eb.fn.countAll<number>().filterWhere('due_on', '<', today).as('overdue'),
    ])
    .executeTakeFirstOrThrow();
}

export async function openStepsAtClient(context: Reading, clientId: string): Promise<Step[]> {
  const rows = await steps(context)
    .where('s.client_id', '=', clientId)
    .where('s.state', '=', 'open')
    .orderBy('s.due_on')
    .orderBy(AT_OR_LAST)
    .orderBy('s.id')
    .execute();
  return rows.map(stepOf);
}

export async function stepRow({ db }: Reading, id: string): Promise<StepRow | undefined> {
  return db.selectFrom('steps').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Open steps at a client, locked; the client's row is locked before them. The state is written out for the index of open ones. */
export async function lockOpenSteps({ db, held }: WriteContext, clientId: string): Promise<StepRow[]> {
  const known = held.get(OPEN_STEPS, clientId);
  if (known !== undefined) return known;
  const rows = await db
    .selectFrom('steps')
    .selectAll()
    .where('client_id', '=', clientId)
    .where('state', '=', sql.lit('open'))
    .orderBy('id')
    .forUpdate()
    .execute();
  return held.keep(OPEN_STEPS, clientId, rows);
}

export async function insertStep(
  { db, now, held }: WriteContext,
  step: {
    id: string;
    client_id: string;
    owner_id: string;
    planned_by: string | null;
    kind: StepKind;
    title: string;
    due_on: string;
    due_at: string | null;
    contact_id: string | null;
    about: About | null;
  },
): Promise<void> {
  const { about, ...columns } = step;
  const row = await db
    .insertInto('steps')
    .values({
      ...columns,
      about_kind: about?.kind ?? null,
      about_id: about?.id ?? null,
      state: 'open',
      created_at: now.toString(),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const open = held.get(OPEN_STEPS, step.client_id);
  if (open !== undefined) held.keep(OPEN_STEPS, step.client_id, [...open, row].toSorted(byId));
}

/** The order in which they are locked. */
const byId = (one: StepRow, other: StepRow): number => (one.id < other.id ? -1 : 1);

type StepChange = Partial<
  Pick<
    StepRow,
    'state' | 'outcome' | 'finished_at' | 'finished_by' | 'touch_id' | 'due_on' | 'due_at' | 'postponed' | 'owner_id'
  >
>;

/** Saves a step of the version that was read; false when somebody was faster. */
export async function saveStep({ db, held }: WriteContext, step: StepRow, change: StepChange): Promise<boolean> {
  const saved = await db
    .updateTable('steps')
    .set({ ...change, version: step.version + 1 })
    .where('id', '=', step.id)
    .where('version', '=', step.version)
    .returningAll()
    .executeTakeFirst();
  const open = held.get(OPEN_STEPS, step.client_id);
  if (open !== undefined && saved !== undefined) {
    const others = open.filter(({ id }) => id !== saved.id);
    held.keep(OPEN_STEPS, step.client_id, saved.state === 'open' ? [...others, saved].toSorted(byId) : others);
  }
  return saved !== undefined;
}

export async function openStepsOwnedBy({ db }: Reading, ownerId: string): Promise<StepRow[]> {
  return db
    .selectFrom('steps')
    .selectAll()
    .where('owner_id', '=', ownerId)
    .where('state', '=', 'open')
    .where(AT_LIVING_CLIENT)
    .orderBy('client_id')
    .orderBy('id')
    .execute();
}

/** Steps that were done without a touch: a check, a task. Those with a touch are seen by it. */
export async function doneStepLines(
  context: Reading,
  clientId: string,
  before: TimelinePlace | null,
  limit: number,
): Promise<TimelineItem[]> {
  let query = steps(context)
    .select('s.finished_at')
    .where('s.client_id', '=', clientId)
    .where('s.state', '=', 'done')
    .where('s.touch_id', 'is', null);
  if (before !== null)
    query = query.where(sql<boolean>`(s.finished_at, s.id) < (${before.at}::timestamptz, ${before.id}::uuid)`);
  const rows = await query.orderBy('s.finished_at', 'desc').orderBy('s.id', 'desc').limit(limit).execute();
  return rows.map((row) => ({
    id: row.id,
    // A step that is done has the moment when (CHECK).
    at: row.finished_at ?? '',
    group: 'touches',
    icon: 'step',
    title: row.title,
    text_key: null,
    text_values: {},
    note: row.outcome,
    who: row.owner_name,
    result: null,
    subject: { kind: 'step', id: row.id },
  }));
}
