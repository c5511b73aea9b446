import type { Selectable } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import type { ScheduledPayments } from '#platform/db/schema.ts';
import { newId } from '#shared/ids.ts';
import type { ActBody, InstalmentBody, PaymentBody } from '../contract.ts';

export async function insertAct(
  context: WriteContext,
  projectId: string,
  act: Omit<ActBody, 'file_id'> & { attachmentId: string | null },
): Promise<string> {
  const id = newId();
  await context.db
    .insertInto('acceptance_acts')
    .values({
      id,
      project_id: projectId,
      number: act.number,
      signed_on: act.signed_on,
      amount_minor: act.amount_minor,
      milestone_id: act.milestone_id ?? null,
      attachment_id: act.attachmentId,
      recorded_by: context.actor.employeeId,
      recorded_at: context.now.toString(),
    })
    .execute();
  return id;
}

export async function insertPayment(context: WriteContext, projectId: string, payment: PaymentBody): Promise<string> {
  const id = newId();
  await context.db
    .insertInto('payments')
    .values({
      id,
      project_id: projectId,
      received_on: payment.received_on,
      amount_minor: payment.amount_minor,
      note: payment.note ?? null,
      recorded_by: context.actor.employeeId,
      recorded_at: context.now.toString(),
    })
    .execute();
  return id;
}

/** Taking back what was recorded by mistake: the row stays, marked. */
export async function removePart(
  context: WriteContext,
  table: 'acceptance_acts' | 'payments',
  id: string,
): Promise<void> {
  await context.db.updateTable(table).set({ removed_at: context.now.toString() }).where('id', '=', id).execute();
}

export async function insertInstalment({ db }: WriteContext, projectId: string, body: InstalmentBody): Promise<void> {
  await db
    .insertInto('scheduled_payments')
    .values({
      id: newId(),
      project_id: projectId,
      title: body.title,
      due_on: body.due_on,
      amount_minor: body.amount_minor,
      of_savings: body.of_savings ?? false,
    })
    .execute();
}

/** A removed one as well. */
export async function instalmentById({ db }: WriteContext, id: string): Promise<Selectable<ScheduledPayments> | null> {
  return (await db.selectFrom('scheduled_payments').selectAll().where('id', '=', id).executeTakeFirst()) ?? null;
}

export type InstalmentChange = Partial<InstalmentBody & { removed_at: string | null }>;

/** Saves over the version that was read; false when somebody was quicker. */
export async function saveInstalment(
  { db }: WriteContext,
  instalment: { id: string; version: number },
  change: InstalmentChange,
): Promise<boolean> {
  const saved = await db
    .updateTable('scheduled_payments')
    .set({ ...change, version: instalment.version + 1 })
    .where('id', '=', instalment.id)
    .where('version', '=', instalment.version)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}
