import { type Selectable, sql } from 'kysely';
import type { CustomValues } from '#modules/fields/rules.ts';
import type { Context, WriteContext } from '#platform/context.ts';
import type { Deals } from '#platform/db/schema.ts';
import { heldKind } from '#platform/held.ts';
import { newId } from '#shared/ids.ts';
import type { Deal, DealMove, ExitEvidence } from './contract.ts';
import { READY_CRITERIA } from './ready-criteria/rules.ts';
import type { Outcome, Stage } from './rules.ts';

/** What of this module belongs to a client, for the merge of two records. */
export const ROWS_AT_CLIENT = [{ table: 'deals', key: ['id'], column: 'client_id' }] as const;

export type DealRow = Omit<Selectable<Deals>, 'custom'> & {
  stage: Stage;
  outcome: Outcome | null;
  custom: CustomValues;
};
type Reading = Pick<Context, 'db' | 'held'>;

export const dealViews = ({ db }: Reading) =>
  db
    .selectFrom('deals as d')
    .innerJoin('v_clients as c', 'c.id', 'd.client_id')
    .innerJoin('v_needs as n', 'n.id', 'd.need_id')
    .innerJoin('v_employee_names as o', 'o.id', 'd.owner_id')
    .select([
      'd.id',
      'd.client_id',
      'c.name as client_name',
      'd.need_id',
      'n.subject as need_subject',
      'd.sales_system_id',
      'd.owner_id',
      'o.full_name as owner_name',
      'd.title',
      'd.stage',
      'd.outcome',
      'd.value_minor',
      'd.margin_minor',
      'd.currency',
      'd.vat_bp',
      'd.expected_on',
      'd.opened_reason',
      'd.contract_number',
      'd.signed_on',
      'd.contract_file_id',
      'd.lost_to',
      'd.outcome_reason',
      'd.handed_over_at',
      'd.opened_at',
      'd.stage_since',
      'd.closed_at',
      'd.custom',
      'd.version',
    ]);

/** The columns' CHECKs admit only the words of the contract, and the joins leave no name out, which makes this cast true. */
export const asDeals = (rows: unknown[]) => rows as Deal[];

export async function dealById(context: Reading, id: string): Promise<Deal | null> {
  return asDeals(await dealViews(context).where('d.id', '=', id).execute())[0] ?? null;
}

/** Open deals first, then signed ones that delivery has not accepted, then the rest; within each the newest first. */
export async function dealsOfClient(context: Reading, clientId: string): Promise<Deal[]> {
  return asDeals(
    await dealViews(context)
      .where('d.client_id', '=', clientId)
      .orderBy(
        sql`CASE WHEN d.outcome IS NULL THEN 0 WHEN d.outcome = 'signed' AND d.handed_over_at IS NULL THEN 1 ELSE 2 END`,
      )
      .orderBy('d.opened_at', 'desc')
      .execute(),
  );
}

/** Whose deal it is: what is locked first. */
export async function clientOfDeal({ db }: Reading, id: string): Promise<string | null> {
  const row = await db.selectFrom('deals').select('client_id').where('id', '=', id).executeTakeFirst();
  return row?.client_id ?? null;
}

export async function lockDeal({ db }: WriteContext, id: string): Promise<DealRow | null> {
  const row = await db.selectFrom('deals').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return (row as DealRow | undefined) ?? null;
}

/** Deals of a client that still bind somebody: open ones, and signed ones that delivery has not accepted. */
export async function lockLiveDeals({ db }: WriteContext, clientId: string): Promise<DealRow[]> {
  const rows = await db
    .selectFrom('deals')
    .selectAll()
    .where('client_id', '=', clientId)
    .where((eb) =>
      eb.or([eb('outcome', 'is', null), eb.and([eb('outcome', '=', 'signed'), eb('handed_over_at', 'is', null)])]),
    )
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows as DealRow[];
}

/** Live deals of an employee. */
export async function liveDealsOf({ db }: Reading, ownerId: string): Promise<{ id: string; client_id: string }[]> {
  return db
    .selectFrom('deals')
    .select(['id', 'client_id'])
    .where('owner_id', '=', ownerId)
    .where((eb) =>
      eb.or([eb('outcome', 'is', null), eb.and([eb('outcome', '=', 'signed'), eb('handed_over_at', 'is', null)])]),
    )
    .orderBy('client_id')
    .execute();
}

/** Signed deals of an employee that delivery has not accepted yet. */
export async function dealsToHandOver({ db }: Reading, ownerId: string): Promise<{ id: string; client_id: string }[]> {
  return db
    .selectFrom('deals')
    .select(['id', 'client_id'])
    .where('owner_id', '=', ownerId)
    .where('outcome', '=', 'signed')
    .where('handed_over_at', 'is', null)
    .orderBy('signed_on')
    .orderBy('id')
    .execute();
}

export async function openDealOfNeed({ db }: Reading, needId: string): Promise<{ id: string } | undefined> {
  return db
    .selectFrom('deals')
    .select('id')
    .where('need_id', '=', needId)
    .where('outcome', 'is', null)
    .executeTakeFirst();
}

/** The open deals of needs: stage and expected day of signing. */
export async function outlookOf(
  { db }: Reading,
  needIds: readonly string[],
): Promise<Map<string, { id: string; stage: string; expected_on: string | null }>> {
  if (needIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('deals')
    .select(['id', 'need_id', 'stage', 'expected_on'])
    .where('need_id', 'in', needIds)
    .where('outcome', 'is', null)
    .execute();
  return new Map(rows.map(({ need_id, ...deal }) => [need_id, deal]));
}

export interface NewDeal {
  id: string;
  clientId: string;
  needId: string;
  salesSystemId: string;
  ownerId: string;
  title: string;
  valueMinor: number;
  marginMinor: number | null;
  vatBp: number;
  expectedOn: string | null;
  openedReason: string | null;
  custom: CustomValues;
}

export async function insertDeal(context: WriteContext, deal: NewDeal): Promise<void> {
  const at = context.now.toString();
  await context.db
    .insertInto('deals')
    .values({
      id: deal.id,
      client_id: deal.clientId,
      need_id: deal.needId,
      sales_system_id: deal.salesSystemId,
      owner_id: deal.ownerId,
      title: deal.title,
      stage: 'solution',
      value_minor: deal.valueMinor,
      margin_minor: deal.marginMinor,
      vat_bp: deal.vatBp,
      expected_on: deal.expectedOn,
      opened_reason: deal.openedReason,
      custom: JSON.stringify(deal.custom),
      opened_at: at,
      stage_since: at,
    })
    .execute();
}

export type DealChange = Partial<Omit<DealRow, 'id' | 'client_id' | 'need_id' | 'version' | 'procedure'>>;

/** Saves over the version that was read; false when somebody was quicker. */
export async function saveDeal(
  { db }: WriteContext,
  deal: Pick<DealRow, 'id' | 'version'>,
  { custom, ...columns }: DealChange,
): Promise<boolean> {
  const saved = await db
    .updateTable('deals')
    .set({
      ...columns,
      ...(custom === undefined ? {} : { custom: JSON.stringify(custom) }),
      version: deal.version + 1,
    })
    .where('id', '=', deal.id)
    .where('version', '=', deal.version)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}

export async function insertMove(
  context: WriteContext,
  move: { dealId: string; from: Stage | null; to: Stage; reason: string | null },
): Promise<void> {
  await context.db
    .insertInto('deal_moves')
    .values({
      id: newId(),
      deal_id: move.dealId,
      from_stage: move.from,
      to_stage: move.to,
      reason: move.reason,
      moved_by: context.actor.employeeId,
      moved_at: context.now.toString(),
    })
    .execute();
}

export async function movesOf(
  { db }: Reading,
  dealIds: readonly string[],
): Promise<(DealMove & { deal_id: string })[]> {
  if (dealIds.length === 0) return [];
  const rows = await db
    .selectFrom('deal_moves as m')
    .leftJoin('v_employee_names as e', 'e.id', 'm.moved_by')
    .select([
      'm.id',
      'm.deal_id',
      'm.from_stage',
      'm.to_stage',
      'm.reason',
      'e.full_name as moved_by_name',
      'm.moved_at',
    ])
    .where('m.deal_id', 'in', dealIds)
    .orderBy('m.moved_at')
    .orderBy('m.id')
    .execute();
  return rows as (DealMove & { deal_id: string })[];
}

type EvidenceOfDeal = ExitEvidence & { deal_id: string; criterion_id: string };

/** What leaving the stages asks in a sales system, and what shows it: read once by a command, which asks before and after. */
const CRITERIA = heldKind<CriterionRow[]>();
const EVIDENCE = heldKind<EvidenceOfDeal[]>();

export interface CriterionRow {
  id: string;
  sales_system_id: string;
  stage: Stage;
  title: string;
  required: boolean;
}

/** Exit criteria of the direct procedure in the sales systems, in order. */
export async function criteriaOf({ db, held }: Reading, salesSystemIds: readonly string[]): Promise<CriterionRow[]> {
  if (salesSystemIds.length === 0) return [];
  const known = held?.get(CRITERIA, salesSystemIds.join());
  if (known !== undefined) return known;
  const rows = await db
    .selectFrom('stage_criteria')
    .select(['id', 'sales_system_id', 'stage', 'title', 'required'])
    .where('sales_system_id', 'in', salesSystemIds)
    .where('procedure', '=', 'direct')
    .orderBy('position')
    .execute();
  held?.keep(CRITERIA, salesSystemIds.join(), rows as CriterionRow[]);
  return rows as CriterionRow[];
}

/** Gives a sales system the criteria as shipped, in the company's language, the first time one of its deals opens. */
export async function installCriteria(
  { db, held }: WriteContext,
  salesSystemId: string,
  language: 'ru' | 'en',
): Promise<void> {
  const there = await db
    .selectFrom('stage_criteria')
    .select('id')
    .where('sales_system_id', '=', salesSystemId)
    .limit(1)
    .executeTakeFirst();
  if (there !== undefined) return;
  held.forget(CRITERIA);
  await db
    .insertInto('stage_criteria')
    .values(
      READY_CRITERIA.map((criterion, position) => ({
        id: newId(),
        sales_system_id: salesSystemId,
        procedure: 'direct',
        stage: criterion.stage,
        title: criterion.title[language],
        required: criterion.required,
        position,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export interface NewExitEvidence {
  dealId: string;
  criterionId: string;
  onDay: string;
  said: string;
  fileId: string | null;
}

export async function insertExitEvidence(context: WriteContext, evidence: NewExitEvidence): Promise<string> {
  const id = newId();
  context.held.forget(EVIDENCE);
  await context.db
    .insertInto('stage_evidence')
    .values({
      id,
      deal_id: evidence.dealId,
      criterion_id: evidence.criterionId,
      on_day: evidence.onDay,
      said: evidence.said,
      file_id: evidence.fileId,
      recorded_by: context.actor.employeeId,
      recorded_at: context.now.toString(),
    })
    .execute();
  return id;
}

export async function withdrawExitEvidence(context: WriteContext, id: string): Promise<void> {
  context.held.forget(EVIDENCE);
  await context.db
    .updateTable('stage_evidence')
    .set({ withdrawn_at: context.now.toString() })
    .where('id', '=', id)
    .execute();
}

export async function exitEvidenceOf({ db, held }: Reading, dealIds: readonly string[]): Promise<EvidenceOfDeal[]> {
  if (dealIds.length === 0) return [];
  const known = held?.get(EVIDENCE, dealIds.join());
  if (known !== undefined) return known;
  const found = await db
    .selectFrom('stage_evidence as s')
    .leftJoin('v_employee_names as e', 'e.id', 's.recorded_by')
    .leftJoin('v_files as f', 'f.id', 's.file_id')
    .select([
      's.id',
      's.deal_id',
      's.criterion_id',
      's.on_day',
      's.said',
      'f.name as file_name',
      'e.full_name as recorded_by_name',
      's.recorded_at',
    ])
    .where('s.deal_id', 'in', dealIds)
    .where('s.withdrawn_at', 'is', null)
    .orderBy('s.on_day')
    .orderBy('s.id')
    .execute();
  held?.keep(EVIDENCE, dealIds.join(), found);
  return found;
}

/** Which of the clients have a deal under way, and which have signed one. */
export async function clientsWithDeals(
  { db }: Reading,
  clientIds: readonly string[],
): Promise<{ client_id: string; signed: boolean; title: string }[]> {
  const { rows } = await sql<{ client_id: string; signed: boolean; title: string }>`
    SELECT DISTINCT ON (client_id) client_id, outcome IS NOT NULL AS signed, title FROM deals
    WHERE client_id = ANY(${sql.val([...clientIds])}::uuid[]) AND (outcome IS NULL OR outcome = 'signed')
    ORDER BY client_id, outcome IS NOT NULL, opened_at DESC`.execute(db);
  return rows;
}
