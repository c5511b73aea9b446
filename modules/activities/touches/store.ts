import { type Selectable, sql } from 'kysely';
import type { Context, WriteContext } from '#platform/context.ts';
import type { Touches } from '#platform/db/schema.ts';
import type { About, TimelineItem, Touch, TouchKind, TouchResult } from '../contract.ts';
import { aboutOf, type Reading, type TimelinePlace } from '../store.ts';

export type TouchRow = Selectable<Touches>;

const touches = ({ db }: Reading) =>
  db
    .selectFrom('touches as t')
    .innerJoin('v_employee_names as e', 'e.id', 't.employee_id')
    .leftJoin('v_client_contacts as p', (join) =>
      join.onRef('p.contact_id', '=', 't.contact_id').onRef('p.client_id', '=', 't.client_id'),
    )
    .select([
      't.id',
      't.client_id',
      't.contact_id',
      't.employee_id',
      't.kind',
      't.at',
      't.duration_minutes',
      't.summary',
      't.result',
      't.with_decision_maker',
      't.about_kind',
      't.about_id',
      't.version',
      'e.full_name as employee_name',
      'p.full_name as contact_name',
    ]);

export async function touchById(context: Reading, id: string): Promise<Touch | undefined> {
  const row = await touches(context).where('t.id', '=', id).where('t.removed_at', 'is', null).executeTakeFirst();
  if (row === undefined) return undefined;
  const { about_kind, about_id, ...touch } = row;
  return {
    ...touch,
    // The columns' CHECKs admit these kinds and results only.
    kind: touch.kind as TouchKind,
    result: touch.result as TouchResult | null,
    employee_name: touch.employee_name ?? '',
    about: aboutOf({ about_kind, about_id }),
  };
}

export async function touchRow({ db }: Reading, id: string): Promise<TouchRow | undefined> {
  return db.selectFrom('touches').selectAll().where('id', '=', id).where('removed_at', 'is', null).executeTakeFirst();
}

export async function insertTouch(
  { db, now }: WriteContext,
  touch: {
    id: string;
    client_id: string;
    employee_id: string;
    contact_id: string | null;
    kind: TouchKind;
    at: string;
    duration_minutes: number | null;
    summary: string;
    result: TouchResult | null;
    with_decision_maker: boolean;
    about: About | null;
  },
): Promise<void> {
  const { about, ...columns } = touch;
  await db
    .insertInto('touches')
    .values({ ...columns, about_kind: about?.kind ?? null, about_id: about?.id ?? null, created_at: now.toString() })
    .execute();
}

export async function saveTouch(
  { db }: WriteContext,
  touch: Pick<TouchRow, 'id' | 'version'>,
  change: Partial<Pick<TouchRow, 'summary' | 'result' | 'with_decision_maker' | 'duration_minutes' | 'removed_at'>>,
): Promise<boolean> {
  const saved = await db
    .updateTable('touches')
    .set({ ...change, version: touch.version + 1 })
    .where('id', '=', touch.id)
    .where('version', '=', touch.version)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}

export async function latestTouchAt({ db }: Reading, clientId: string): Promise<string | null> {
  const row = await db
    .selectFrom('touches')
    .select('at')
    .where('client_id', '=', clientId)
    .where('removed_at', 'is', null)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.at ?? null;
}

const ICONS: Record<TouchKind, TimelineItem['icon']> = {
  call: 'call',
  meeting: 'meeting',
  video_meeting: 'meeting',
  visit: 'meeting',
  event: 'meeting',
  letter: 'letter',
  message: 'message',
  note: 'note',
};

export async function touchLines(
  context: Pick<Context, 'db' | 'actor'>,
  clientId: string,
  before: TimelinePlace | null,
  limit: number,
): Promise<TimelineItem[]> {
  let query = touches(context).where('t.client_id', '=', clientId).where('t.removed_at', 'is', null);
  if (before !== null)
    query = query.where(sql<boolean>`(t.at, t.id) < (${before.at}::timestamptz, ${before.id}::uuid)`);
  const rows = await query.orderBy('t.at', 'desc').orderBy('t.id', 'desc').limit(limit).execute();
  return rows.map((row) => ({
    id: row.id,
    at: row.at,
    group: 'touches',
    // The columns' CHECKs admit these kinds and results only.
    icon: ICONS[row.kind as TouchKind],
    title: row.summary,
    text_key: row.contact_name === null ? `activities.touch.${row.kind}` : `activities.touch_with.${row.kind}`,
    text_values: row.contact_name === null ? {} : { contact: row.contact_name },
    note: null,
    who: row.employee_name,
    result: row.result as TouchResult | null,
    subject: { kind: 'touch', id: row.id },
    mine: row.employee_id === context.actor.employeeId,
  }));
}
