import { type RawBuilder, type Selectable, sql } from 'kysely';
import { atLivingClient } from '#modules/clients/queries.ts';
import type { Context, WriteContext } from '#platform/context.ts';
import type { Needs, RelevanceVerdicts } from '#platform/db/schema.ts';
import { type EmployeeId, newId } from '#shared/ids.ts';
import type { EvidenceView, Need, NeedWithHistory, TriggerOfNeed, VerdictView } from './contract.ts';
import type { NeedStatus, Verdict } from './rules.ts';

/** What of this module belongs to a client, for the merge of two records. */
export const ROWS_AT_CLIENT = [
  { table: 'needs', key: ['id'], column: 'client_id' },
  { table: 'triggers', key: ['id'], column: 'client_id' },
] as const;

export type NeedRow = Selectable<Needs> & { status: NeedStatus; verdict: Verdict | null };
export type VerdictRow = Selectable<RelevanceVerdicts> & { verdict: Verdict };
type Reading = Pick<Context, 'db'>;

const needViews = ({ db }: Reading) =>
  db
    .selectFrom('needs as n')
    .leftJoin('v_employee_names as o', 'o.id', 'n.owner_id')
    .leftJoin('v_employee_names as k', 'k.id', 'n.check_owner_id')
    .select([
      'n.id',
      'n.client_id',
      'n.sales_system_id',
      'n.subject',
      'n.product_line',
      'n.value_minor',
      'n.currency',
      'n.origin',
      'n.origin_note',
      'n.status',
      'n.actual_since',
      'n.satisfied_by',
      'n.closed_note',
      'n.financing_route',
      'n.owner_id',
      'n.verdict',
      'n.blocker',
      'n.window_from',
      'n.window_until',
      'n.expected_event',
      'n.expected_on',
      'n.next_check_on',
      'n.check_owner_id',
      'n.created_at',
      'n.version',
      'o.full_name as owner_name',
      'k.full_name as check_owner_name',
    ]);

/** The columns' CHECKs admit only the words of the contract, which is what makes this cast true. */
const asNeeds = (rows: unknown[]) => rows as Need[];

export async function needById(context: Reading, id: string): Promise<Need | null> {
  return asNeeds(await needViews(context).where('n.id', '=', id).execute())[0] ?? null;
}

/** Open needs first, then the closed ones; within each the oldest first. */
export async function needsOfClient(context: Reading, clientId: string): Promise<Need[]> {
  return asNeeds(
    await needViews(context)
      .where('n.client_id', '=', clientId)
      .orderBy(sql`n.status IN ('satisfied', 'void')`)
      .orderBy('n.created_at')
      .execute(),
  );
}

/** Whose need it is: what is locked first. */
export async function clientOfNeed({ db }: Reading, id: string): Promise<string | null> {
  const row = await db.selectFrom('needs').select('client_id').where('id', '=', id).executeTakeFirst();
  return row?.client_id ?? null;
}

export async function lockNeed({ db }: WriteContext, id: string): Promise<NeedRow | null> {
  const row = await db.selectFrom('needs').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return (row as NeedRow | undefined) ?? null;
}

/** Every open need of a client, locked, earliest check first. */
export async function lockOpenNeeds({ db }: WriteContext, clientId: string): Promise<NeedRow[]> {
  const rows = await db
    .selectFrom('needs')
    .selectAll()
    .where('client_id', '=', clientId)
    .where('status', 'in', ['potential', 'actual'])
    .orderBy('next_check_on', (order) => order.asc().nullsLast())
    .orderBy('created_at')
    .forUpdate()
    .execute();
  return rows as NeedRow[];
}

/** Open needs that an employee owns, or whose next check is theirs. */
export async function openNeedsOfEmployee(
  { db }: Reading,
  employeeId: string,
): Promise<{ id: string; client_id: string }[]> {
  return db
    .selectFrom('needs')
    .select(['id', 'client_id'])
    .where('status', 'in', ['potential', 'actual'])
    .where(atLivingClient('needs.client_id'))
    .where((eb) => eb.or([eb('owner_id', '=', employeeId), eb('check_owner_id', '=', employeeId)]))
    .orderBy('client_id')
    .orderBy('id')
    .execute();
}

/** How many clients each of the employees carries in work: their load in development and closing. Source: domain §12. */
export async function clientsCarried(
  { db }: Reading,
  employeeIds: readonly EmployeeId[],
): Promise<Map<EmployeeId, number>> {
  if (employeeIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('v_clients')
    .select(['holder_id', (eb) => eb.fn.countAll<number>().as('count')])
    .where('holder_id', 'in', employeeIds)
    .where('state', 'in', CARRIED)
    .groupBy('holder_id')
    .execute();
  // The ids are those that were asked for.
  return new Map(rows.map((row) => [row.holder_id as EmployeeId, row.count]));
}

/** A client that waits is carried as well: its holder keeps asking. One in delivery is a project, counted there. */
const CARRIED = ['in_qualification', 'in_development', 'contracting', 'waiting', 'regular'];

export interface NewNeed {
  clientId: string;
  salesSystemId: string;
  subject: string;
  productLine: string | null;
  valueMinor: number | null;
  origin: string;
  originNote: string | null;
  financingRoute: string | null;
  ownerId: string | null;
}

export async function insertNeed(context: WriteContext, need: NewNeed): Promise<string> {
  const id = newId();
  const at = context.now.toString();
  await context.db
    .insertInto('needs')
    .values({
      id,
      client_id: need.clientId,
      sales_system_id: need.salesSystemId,
      subject: need.subject,
      product_line: need.productLine,
      value_minor: need.valueMinor,
      origin: need.origin,
      origin_note: need.originNote,
      financing_route: need.financingRoute,
      owner_id: need.ownerId,
      status: 'potential',
      created_at: at,
      updated_at: at,
    })
    .execute();
  return id;
}

export type NeedChange = Partial<
  Pick<
    NeedRow,
    | 'subject'
    | 'product_line'
    | 'value_minor'
    | 'origin'
    | 'origin_note'
    | 'financing_route'
    | 'status'
    | 'actual_since'
    | 'satisfied_by'
    | 'closed_note'
    | 'closed_on'
    | 'owner_id'
    | 'verdict_id'
    | 'verdict'
    | 'blocker'
    | 'window_from'
    | 'window_until'
    | 'expected_event'
    | 'expected_on'
    | 'next_check_on'
    | 'check_owner_id'
  >
>;

/** Saves over the version that was read; false when somebody was quicker. */
export async function saveNeed(
  context: WriteContext,
  need: Pick<NeedRow, 'id' | 'version'>,
  change: NeedChange,
): Promise<boolean> {
  const saved = await context.db
    .updateTable('needs')
    .set({ ...change, updated_at: context.now.toString(), version: need.version + 1 })
    .where('id', '=', need.id)
    .where('version', '=', need.version)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}

export async function insertVerdict(context: WriteContext, verdict: Omit<VerdictRow, 'withdrawn_at'>): Promise<void> {
  await context.db.insertInto('relevance_verdicts').values(verdict).execute();
}

export async function withdrawVerdict(context: WriteContext, id: string): Promise<void> {
  await context.db
    .updateTable('relevance_verdicts')
    .set({ withdrawn_at: context.now.toString() })
    .where('id', '=', id)
    .execute();
}

/** The verdict that was in force before the given one: what taking it back returns to. */
export async function formerVerdict({ db }: Reading, needId: string, exceptId: string): Promise<VerdictRow | null> {
  const row = await db
    .selectFrom('relevance_verdicts')
    .selectAll()
    .where('need_id', '=', needId)
    .where('id', '!=', exceptId)
    .where('withdrawn_at', 'is', null)
    .orderBy('determined_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  // The column's CHECK admits the verdicts of the domain only.
  return (row as VerdictRow | undefined) ?? null;
}

export interface NewEvidence {
  needId: string;
  onDay: string;
  contactId: string;
  form: string;
  said: string;
  fileId: string | null;
}

export async function insertEvidence(context: WriteContext, evidence: NewEvidence): Promise<string> {
  const id = newId();
  await context.db
    .insertInto('need_evidence')
    .values({
      id,
      need_id: evidence.needId,
      on_day: evidence.onDay,
      contact_id: evidence.contactId,
      form: evidence.form,
      said: evidence.said,
      file_id: evidence.fileId,
      recorded_by: context.actor.employeeId,
      recorded_at: context.now.toString(),
    })
    .execute();
  return id;
}

/** Evidence taken back by its author; true when nothing else shows the need to be actual. */
export async function withdrawEvidence(context: WriteContext, id: string, needId: string): Promise<boolean> {
  await context.db
    .updateTable('need_evidence')
    .set({ withdrawn_at: context.now.toString() })
    .where('id', '=', id)
    .execute();
  const left = await context.db
    .selectFrom('need_evidence')
    .select('id')
    .where('need_id', '=', needId)
    .where('withdrawn_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return left === undefined;
}

export async function insertRecurrence(
  context: WriteContext,
  needId: string,
  onDay: string,
  whyNot: string,
): Promise<string> {
  const id = newId();
  await context.db
    .insertInto('need_recurrences')
    .values({
      id,
      need_id: needId,
      on_day: onDay,
      why_not: whyNot,
      recorded_by: context.actor.employeeId,
      recorded_at: context.now.toString(),
    })
    .execute();
  return id;
}

export interface Competitor {
  name: string;
  note: string | null;
}

export async function competitorsOf({ db }: Reading, needId: string): Promise<Competitor[]> {
  return db
    .selectFrom('need_competitors')
    .select(['name', 'note'])
    .where('need_id', '=', needId)
    .orderBy('name')
    .execute();
}

/** Competitors are named as a whole list; of two spellings of one name the last stays. */
export async function replaceCompetitors(
  { db }: WriteContext,
  needId: string,
  competitors: readonly { name: string; note?: string | null | undefined }[],
): Promise<void> {
  await db.deleteFrom('need_competitors').where('need_id', '=', needId).execute();
  const byName = new Map(competitors.map(({ name, note }) => [name.trim(), note ?? null]));
  if (byName.size === 0) return;
  await db
    .insertInto('need_competitors')
    .values([...byName].map(([name, note]) => ({ need_id: needId, name, note })))
    .execute();
}

/** What was ever found out about these needs, oldest first. */
export async function historiesOf(
  { db }: Reading,
  needIds: readonly string[],
): Promise<Map<string, Omit<NeedWithHistory, keyof Need>>> {
  const histories = new Map(
    needIds.map((id) => [
      id,
      { verdicts: [], evidence: [], recurrences: [], competitors: [], triggers: [] } as Omit<
        NeedWithHistory,
        keyof Need
      >,
    ]),
  );
  if (needIds.length === 0) return histories;
  const [verdicts, evidence, recurrences, competitors, triggers] = await Promise.all([
    db
      .selectFrom('relevance_verdicts as v')
      .leftJoin('v_employee_names as e', 'e.id', 'v.determined_by')
      .select([
        'v.id',
        'v.need_id',
        'v.verdict',
        'v.blocker',
        'v.unlocks',
        'v.evidence',
        'v.window_from',
        'v.window_until',
        'v.expected_event',
        'v.expected_on',
        'v.next_check_on',
        'v.determined_at',
        'e.full_name as determined_by_name',
        sql<boolean>`v.withdrawn_at IS NOT NULL`.as('withdrawn'),
      ])
      .where('v.need_id', 'in', needIds)
      .orderBy('v.determined_at')
      .orderBy('v.id')
      .execute(),
    db
      .selectFrom('need_evidence as d')
      .innerJoin('v_client_contacts as c', 'c.contact_id', 'd.contact_id')
      .innerJoin('needs as n', (join) => join.onRef('n.id', '=', 'd.need_id').onRef('n.client_id', '=', 'c.client_id'))
      .select(['d.id', 'd.need_id', 'd.on_day', 'd.contact_id', 'c.full_name as contact_name', 'd.form', 'd.said'])
      .where('d.need_id', 'in', needIds)
      .where('d.withdrawn_at', 'is', null)
      .orderBy('d.on_day')
      .execute(),
    db
      .selectFrom('need_recurrences')
      .select(['id', 'need_id', 'on_day', 'why_not'])
      .where('need_id', 'in', needIds)
      .orderBy('on_day')
      .execute(),
    db
      .selectFrom('need_competitors')
      .select(['need_id', 'name', 'note'])
      .where('need_id', 'in', needIds)
      .orderBy('name')
      .execute(),
    db
      .selectFrom('trigger_hits as h')
      .innerJoin('triggers as t', 't.id', 'h.trigger_id')
      .select(['t.id', 'h.need_id', 't.kind', 't.title', 't.happened_on', 't.region', 'h.check_on'])
      .where('h.need_id', 'in', needIds)
      .orderBy('t.happened_on')
      .execute(),
  ]);
  for (const { need_id, ...verdict } of verdicts) histories.get(need_id)?.verdicts.push(verdict as VerdictView);
  for (const { need_id, ...one } of evidence) histories.get(need_id)?.evidence.push(one as EvidenceView);
  for (const { need_id, ...one } of recurrences) histories.get(need_id)?.recurrences.push(one);
  for (const { need_id, ...one } of competitors) histories.get(need_id)?.competitors.push(one);
  for (const { need_id, ...one } of triggers) histories.get(need_id)?.triggers.push(one as TriggerOfNeed);
  return histories;
}

/** Clients by the verdicts in force of their open needs: a condition over a client `c`. */
export const VERDICT_OF_CLIENT = {
  column: sql`n.verdict`,
  has: (condition: RawBuilder<boolean>) =>
    sql<boolean>`EXISTS (SELECT FROM needs n WHERE n.client_id = c.id AND n.status IN ('potential', 'actual')
      AND n.verdict IS NOT NULL AND ${condition})`,
};
