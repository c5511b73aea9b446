import type { Insertable } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import type { Needs } from '#platform/db/schema.ts';

export async function insertPastNeed({ db }: WriteContext, need: Insertable<Needs>): Promise<void> {
  await db.insertInto('needs').values(need).execute();
}

/** Removes a need without verdict, evidence or change; false when there is any. */
export async function deleteNeed({ db }: WriteContext, id: string): Promise<boolean> {
  const gone = await db
    .deleteFrom('needs')
    .where('id', '=', id)
    .where('version', '=', 1)
    .where('verdict_id', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('need_evidence').select('need_evidence.id').whereRef('need_evidence.need_id', '=', 'needs.id'),
        ),
      ),
    )
    .executeTakeFirst();
  return gone.numDeletedRows === 1n;
}
