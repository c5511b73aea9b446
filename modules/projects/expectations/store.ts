import type { Selectable } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import type { ChangeRequests, Promises, Risks } from '#platform/db/schema.ts';
import { newId } from '#shared/ids.ts';
import type { ChangeBody, ProjectPromise, Risk } from '../contract.ts';

interface Versioned {
  id: string;
  version: number;
}

export interface PromiseState {
  state: ProjectPromise['state'];
  note: string | null;
  settled_on: string | null;
}
export type RiskState = Risk['state'];

export async function promiseIn(
  { db }: WriteContext,
  projectId: string,
  id: string,
): Promise<(Selectable<Promises> & PromiseState) | null> {
  const row = await db
    .selectFrom('promises')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst();
  // The CHECK of the column admits these states only.
  return (row as (Selectable<Promises> & PromiseState) | undefined) ?? null;
}

/** Saves over the version that was read; false when somebody was quicker. */
export async function savePromise({ db }: WriteContext, promise: Versioned, change: PromiseState): Promise<boolean> {
  const saved = await db
    .updateTable('promises')
    .set({ ...change, version: promise.version + 1 })
    .where('id', '=', promise.id)
    .where('version', '=', promise.version)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}

export async function insertRisk(
  { db }: WriteContext,
  projectId: string,
  said: string,
  answer: string | null,
): Promise<void> {
  await db.insertInto('risks').values({ id: newId(), project_id: projectId, said, answer }).execute();
}

export async function riskIn({ db }: WriteContext, projectId: string, id: string): Promise<Selectable<Risks> | null> {
  const row = await db
    .selectFrom('risks')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

export async function saveRisk({ db }: WriteContext, risk: Versioned, state: RiskState): Promise<boolean> {
  const saved = await db
    .updateTable('risks')
    .set({ state, version: risk.version + 1 })
    .where('id', '=', risk.id)
    .where('version', '=', risk.version)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}

export async function insertChange({ db }: WriteContext, projectId: string, change: ChangeBody): Promise<void> {
  await db
    .insertInto('change_requests')
    .values({
      id: newId(),
      project_id: projectId,
      said: change.said,
      asked_by: change.asked_by,
      asked_on: change.asked_on,
      amount_minor: change.amount_minor ?? null,
      days: change.days ?? null,
    })
    .execute();
}

export async function changeIn(
  { db }: WriteContext,
  projectId: string,
  id: string,
): Promise<Selectable<ChangeRequests> | null> {
  const row = await db
    .selectFrom('change_requests')
    .selectAll()
    .where('project_id', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

export async function saveChange(
  { db }: WriteContext,
  change: Versioned,
  decided: { state: 'agreed' | 'declined'; decided_on: string },
): Promise<boolean> {
  const saved = await db
    .updateTable('change_requests')
    .set({ ...decided, version: change.version + 1 })
    .where('id', '=', change.id)
    .where('version', '=', change.version)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}
