import type { Insertable } from 'kysely';
import type { WriteContext } from '#platform/context.ts';
import type { Deals } from '#platform/db/schema.ts';
import { newId } from '#shared/ids.ts';

export async function insertPastDeal(
  { db }: WriteContext,
  deal: Insertable<Deals> & { id: string },
  moves: readonly { from: string | null; to: string; at: string }[],
): Promise<void> {
  await db.insertInto('deals').values(deal).execute();
  await db
    .insertInto('deal_moves')
    .values(
      moves.map(({ from, to, at }) => ({
        id: newId(),
        deal_id: deal.id,
        from_stage: from,
        to_stage: to,
        moved_at: at,
        moved_by: deal.owner_id,
      })),
    )
    .execute();
}

/** Removes a won or lost deal of its first version that has neither evidence nor sheet; the need that it was about. */
export async function deleteDeal({ db }: WriteContext, id: string): Promise<string | null> {
  const deal = await db
    .selectFrom('deals')
    .select('need_id')
    .where('id', '=', id)
    .where('version', '=', 1)
    .where('outcome', 'in', ['signed', 'lost'])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('stage_evidence').select('stage_evidence.id').whereRef('stage_evidence.deal_id', '=', 'deals.id'),
        ),
      ),
    )
    .forUpdate()
    .executeTakeFirst();
  if (deal === undefined) return null;
  await db.deleteFrom('deal_moves').where('deal_id', '=', id).execute();
  await db.deleteFrom('handover_sheets').where('deal_id', '=', id).execute();
  await db.deleteFrom('deals').where('id', '=', id).execute();
  return deal.need_id;
}
