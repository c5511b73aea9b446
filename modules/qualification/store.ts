import { type Selectable, sql } from 'kysely';
import { atLivingClient } from '#modules/clients/queries.ts';
import type { Context, WriteContext } from '#platform/context.ts';
import type { QualificationBriefs } from '#platform/db/schema.ts';
import { newId } from '#shared/ids.ts';
import type { BriefFields, BriefState, CriterionKey } from './contract.ts';

/** What of this module belongs to a client, for the merge of two records. */
export const ROWS_AT_CLIENT = [
  { table: 'qualification_briefs', key: ['id'], column: 'client_id', single: { state: 'draft' } },
] as const;

type Reading = Pick<Context, 'db'>;

export type BriefRow = Omit<Selectable<QualificationBriefs>, 'fields' | 'state'> & {
  fields: BriefFields;
  state: BriefState;
};

/** The columns' CHECKs, and the schema through which fields come in, promise these shapes. */
const asBrief = (row: Selectable<QualificationBriefs> | undefined): BriefRow | null =>
  row === undefined ? null : (row as unknown as BriefRow);

export async function briefById({ db }: Reading, id: string): Promise<BriefRow | null> {
  return asBrief(await db.selectFrom('qualification_briefs').selectAll().where('id', '=', id).executeTakeFirst());
}

/** The brief of a client that is being filled. */
export async function draftOf({ db }: Reading, clientId: string): Promise<BriefRow | null> {
  return asBrief(
    await db
      .selectFrom('qualification_briefs')
      .selectAll()
      .where('client_id', '=', clientId)
      .where('state', '=', 'draft')
      .executeTakeFirst(),
  );
}

/** The brief that counts: the one being filled, else the last one decided. */
export async function latestBrief({ db }: Reading, clientId: string): Promise<BriefRow | null> {
  const row = await db
    .selectFrom('qualification_briefs')
    .selectAll()
    .where('client_id', '=', clientId)
    .orderBy(sql`state = 'draft'`, 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return asBrief(row);
}

export async function lockBrief({ db }: WriteContext, id: string): Promise<BriefRow | null> {
  const row = await db
    .selectFrom('qualification_briefs')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return asBrief(row);
}

export async function insertBrief(
  context: WriteContext,
  brief: { clientId: string; salesSystemId: string; authorId: string; fields: BriefFields; needId: string | null },
): Promise<string> {
  const id = newId(context.now);
  const at = context.now.toString();
  await context.db
    .insertInto('qualification_briefs')
    .values({
      id,
      client_id: brief.clientId,
      sales_system_id: brief.salesSystemId,
      author_id: brief.authorId,
      state: 'draft',
      fields: JSON.stringify(brief.fields),
      need_id: brief.needId,
      created_at: at,
      updated_at: at,
    })
    .execute();
  return id;
}

export type BriefChange = Partial<
  Pick<BriefRow, 'fields' | 'state' | 'need_id' | 'reason' | 'decided_at' | 'author_id'>
>;

/** Saves over the version that was read; false when somebody was faster. */
export async function saveBriefRow(
  context: WriteContext,
  brief: Pick<BriefRow, 'id' | 'version'>,
  { fields, ...change }: BriefChange,
): Promise<boolean> {
  const saved = await context.db
    .updateTable('qualification_briefs')
    .set({
      ...change,
      ...(fields === undefined ? {} : { fields: JSON.stringify(fields) }),
      updated_at: context.now.toString(),
      version: brief.version + 1,
    })
    .where('id', '=', brief.id)
    .where('version', '=', brief.version)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}

/** Briefs that somebody is filling. */
export async function draftsOf({ db }: Reading, authorId: string): Promise<BriefRow[]> {
  const rows = await db
    .selectFrom('qualification_briefs')
    .selectAll()
    .where('author_id', '=', authorId)
    .where('state', '=', 'draft')
    .where(atLivingClient('qualification_briefs.client_id'))
    .orderBy('updated_at', 'desc')
    .execute();
  return rows.map((row) => row as unknown as BriefRow);
}

/** Drafts of clients that this employee qualifies at present: what they have still to offer. */
export async function draftsToOffer({ db }: Reading, employeeId: string): Promise<BriefRow[]> {
  const rows = await db
    .selectFrom('qualification_briefs as b')
    .innerJoin('v_clients as c', 'c.id', 'b.client_id')
    .selectAll('b')
    .where('b.state', '=', 'draft')
    .where('c.holder_id', '=', employeeId)
    .where('c.state', '=', 'in_qualification')
    .orderBy('b.updated_at', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => row as unknown as BriefRow);
}

export async function criteriaRows(
  { db }: Reading,
  salesSystemId: string,
): Promise<{ key: CriterionKey; required: boolean }[]> {
  const rows = await db
    .selectFrom('qualification_criteria')
    .select(['key', 'required'])
    .where('sales_system_id', '=', salesSystemId)
    .orderBy('position')
    .execute();
  // The column's CHECK admits these keys only.
  return rows.map(({ key, required }) => ({ key: key as CriterionKey, required }));
}

export async function replaceCriteria(
  { db }: WriteContext,
  salesSystemId: string,
  criteria: readonly { key: CriterionKey; required: boolean }[],
): Promise<void> {
  await db.deleteFrom('qualification_criteria').where('sales_system_id', '=', salesSystemId).execute();
  await db
    .insertInto('qualification_criteria')
    .values(criteria.map((criterion, position) => ({ ...criterion, sales_system_id: salesSystemId, position })))
    .execute();
}

export interface HandoffOfBrief {
  id: string;
  state: string;
  round: number;
  receiver_id: string;
  due_at: string | null;
  return_code: string | null;
}

/** The hand-off of a brief that is under way, with why it was returned last. */
export async function handoffOfBrief({ db }: Reading, briefId: string): Promise<HandoffOfBrief | null> {
  const found = await sql<HandoffOfBrief>`SELECT h.id, h.state, h.round, h.receiver_id, h.due_at,
      (SELECT r.return_code FROM v_handoff_rounds r WHERE r.handoff_id = h.id AND r.return_code IS NOT NULL
        ORDER BY r.round DESC LIMIT 1) AS return_code
    FROM v_handoffs h WHERE h.kind = 'H1' AND h.subject_id = ${briefId}::uuid AND h.state IN ('offered', 'returned', 'disputed')`.execute(
    db,
  );
  return found.rows[0] ?? null;
}

/** Lines of the timeline: verdicts given, newest first. */
export async function verdictLines(
  { db }: Reading,
  clientId: string,
  before: { at: string; id: string } | null,
  limit: number,
): Promise<{ id: string; at: string; state: BriefState; reason: string | null; who: string }[]> {
  const place =
    before === null ? sql`TRUE` : sql`(b.decided_at, b.id) < (${before.at}::timestamptz, ${before.id}::uuid)`;
  const found = await sql<{ id: string; at: string; state: BriefState; reason: string | null; who: string }>`
    SELECT b.id, b.decided_at AS at, b.state, b.reason, e.full_name AS who
    FROM qualification_briefs b JOIN v_employee_names e ON e.id = b.author_id
    WHERE b.client_id = ${clientId}::uuid AND b.decided_at IS NOT NULL AND ${place}
    ORDER BY b.decided_at DESC, b.id DESC LIMIT ${limit}`.execute(db);
  return found.rows;
}

/** H1 of one giver since a day: accepted, of them at the first offer; answered at all; and why they came back. */
export interface OwnHandoffs {
  accepted_today: number;
  first: number;
  of: number;
  returns: { code: string; count: number }[];
}

export async function ownHandoffs(
  { db }: Reading,
  giverId: string,
  since: { day: string; quarter: string },
): Promise<OwnHandoffs> {
  const found = await sql<Omit<OwnHandoffs, 'returns'>>`SELECT
      count(*) FILTER (WHERE state = 'accepted' AND closed_at >= ${since.day}::timestamptz)::int AS accepted_today,
      count(*) FILTER (WHERE first_offered_at >= ${since.quarter}::timestamptz AND state = 'accepted' AND round = 1
        AND NOT accepted_silently AND disputed_at IS NULL)::int AS first,
      count(*) FILTER (WHERE first_offered_at >= ${since.quarter}::timestamptz AND (state = 'accepted' OR round > 1 OR state IN ('returned', 'disputed', 'upheld')))::int AS of
    FROM v_handoffs WHERE kind = 'H1' AND giver_id = ${giverId}::uuid AND NOT self_check
      AND ${atLivingClient('v_handoffs.client_id')}`.execute(db);
  const returns = await sql<{
    code: string;
    count: number;
  }>`SELECT return_code AS code, count(*)::int AS count FROM v_handoff_rounds
    WHERE kind = 'H1' AND giver_id = ${giverId}::uuid AND answer = 'returned' AND offered_at >= ${since.quarter}::timestamptz
      AND ${atLivingClient('v_handoff_rounds.client_id')}
    GROUP BY return_code ORDER BY count(*) DESC, return_code`.execute(db);
  return { ...(found.rows[0] ?? { accepted_today: 0, first: 0, of: 0 }), returns: returns.rows };
}
