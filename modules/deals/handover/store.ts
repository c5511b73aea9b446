import type { Context, WriteContext } from '#platform/context.ts';
import type { HandoverSheet, HandoverSheetBody } from './contract.ts';

type Reading = Pick<Context, 'db'>;

const EMPTY: Omit<HandoverSheet, 'deal_id'> = {
  scope: null,
  promises: [],
  no_promises: false,
  risks: [],
  no_risks: false,
  economics: null,
  payments: [],
  milestones: [],
  needs_owner_id: null,
  needs_owner_name: null,
  version: 0,
};

/** The sheet of a deal; an empty one of version 0 before anybody has written it. */
export async function sheetOf({ db }: Reading, dealId: string): Promise<HandoverSheet> {
  const row = await db
    .selectFrom('handover_sheets as s')
    .leftJoin('v_employee_names as e', 'e.id', 's.needs_owner_id')
    .selectAll('s')
    .select('e.full_name as needs_owner_name')
    .where('s.deal_id', '=', dealId)
    .executeTakeFirst();
  if (row === undefined) return { deal_id: dealId, ...EMPTY };
  const { updated_at: _updated, ...sheet } = row;
  // The lists were validated by the contract when they were written.
  return sheet as unknown as HandoverSheet;
}

/** Saves over the version that was read; false when somebody was quicker. */
export async function saveSheet(context: WriteContext, dealId: string, sheet: HandoverSheetBody): Promise<boolean> {
  const columns = {
    scope: sheet.scope,
    promises: JSON.stringify(sheet.promises),
    no_promises: sheet.no_promises,
    risks: JSON.stringify(sheet.risks),
    no_risks: sheet.no_risks,
    economics: sheet.economics,
    payments: JSON.stringify(sheet.payments),
    milestones: JSON.stringify(sheet.milestones),
    needs_owner_id: sheet.needs_owner_id,
    updated_at: context.now.toString(),
  };
  if (sheet.version === 0) {
    const inserted = await context.db
      .insertInto('handover_sheets')
      .values({ deal_id: dealId, ...columns })
      .onConflict((conflict) => conflict.column('deal_id').doNothing())
      .executeTakeFirst();
    return inserted.numInsertedOrUpdatedRows === 1n;
  }
  const saved = await context.db
    .updateTable('handover_sheets')
    .set({ ...columns, version: sheet.version + 1 })
    .where('deal_id', '=', dealId)
    .where('version', '=', sheet.version)
    .executeTakeFirst();
  return saved.numUpdatedRows === 1n;
}
