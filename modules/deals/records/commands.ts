import { attachFile } from '#modules/activities/commands.ts';
import type { ClientRow } from '#modules/clients/contract.ts';
import { lockClient, reachOf } from '#modules/clients/queries.ts';
import { customForWrite } from '#modules/fields/queries.ts';
import { type CustomPart, changedCustom, flatCustom, foldCustom, isCustomName } from '#modules/fields/rules.ts';
import { offerUndo, record, registerUndo } from '#modules/journal/commands.ts';
import { companyToday } from '#modules/people/queries.ts';
import type { WriteContext } from '#platform/context.ts';
import { announce } from '#platform/outbox.ts';
import { forbidden, invalid, notFound, ok, type Result, refuse, staleVersion } from '#shared/result.ts';
import { mayReadDeals, mayWorkOnDeals } from '../access.ts';
import type { DealCard, EditDealBody } from '../contract.ts';
import { dealCard } from '../queries.ts';
import { clientOfDeal, type DealRow, dealById, lockDeal, saveDeal } from '../store.ts';

/** In what capacity the owner of a deal works with its client. */
export const DEAL_OWNER = 'deal_owner';

/** Called by another command there is no version in hand; from a screen there is. */
export type Unversioned<T extends { version: number }> = Omit<T, 'version'> & { version?: number };

/**
 * The deal and its client, both locked (the client first, always in this order), for whoever may work on it; with a version,
 * the one that was read. Refuses: `deals.not_yours`, a stale version.
 */
export async function dealForWork(
  context: WriteContext,
  id: string,
  version?: number,
): Promise<Result<{ deal: DealRow; client: ClientRow }>> {
  const clientId = await clientOfDeal(context, id);
  if (clientId === null) return notFound();
  const client = await lockClient(context, clientId);
  if (!client.ok) return client;
  const reach = await reachOf(context, clientId);
  if (!mayReadDeals(reach)) return notFound();
  if (!mayWorkOnDeals(context.actor, reach)) return forbidden('deals.not_yours');
  const deal = await lockDeal(context, id);
  if (deal === null) return notFound();
  if (version !== undefined && version !== deal.version) return staleDeal(context, id);
  return ok({ deal, client: client.value });
}

/** The same for a deal that has not ended. Refuses: `deals.closed` besides. */
export async function openDealForWork(
  context: WriteContext,
  id: string,
  version?: number,
): Promise<Result<{ deal: DealRow; client: ClientRow }>> {
  const found = await dealForWork(context, id, version);
  if (found.ok && found.value.deal.outcome !== null) return refuse('deals.closed', { code: 'conflict' });
  return found;
}

export async function staleDeal(context: WriteContext, id: string): Promise<Result<never>> {
  return staleVersion(await dealById(context, id));
}

/** Tells whoever looks at the client, and answers with the deal as it now stands. */
export async function changedDeal(
  context: WriteContext,
  deal: Pick<DealRow, 'id' | 'client_id'>,
  type: string,
): Promise<Result<DealCard>> {
  await announce(context, { type, subjectKind: 'deal', subjectId: deal.id, clientId: deal.client_id });
  return dealCard(context, deal.id);
}

/** Refuses a day that has not come yet: `deals.day_in_future`. */
export async function notInFuture(context: WriteContext, path: string, day: string): Promise<Result<undefined>> {
  return day > (await companyToday(context)).toString() ? invalid(path, 'deals.day_in_future') : ok();
}

/** Puts a file that the actor has uploaded to the client, as part of the deal. */
export async function keepFile(
  context: WriteContext,
  deal: DealRow,
  fileId: string | undefined,
): Promise<Result<unknown>> {
  if (fileId === undefined) return ok();
  const about = { kind: 'deal', id: deal.id };
  const attached = await attachFile(context, { client_id: deal.client_id, file_id: fileId, about });
  // What is taken back is the evidence, not its file.
  context.effects.undo = null;
  return attached;
}

/**
 * Edits title, value, margin, VAT, the expected day of signing and the company's own fields of an open deal.
 * Refuses: `deals.closed`, `deals.expected_in_past`, a stale version.
 */
export async function editDeal(
  context: WriteContext,
  id: string,
  { version, custom: typed, ...edit }: Unversioned<EditDealBody>,
): Promise<Result<DealCard>> {
  const found = await openDealForWork(context, id, version);
  if (!found.ok) return found;
  const { deal } = found.value;
  const expected = await checkExpected(context, edit.expected_on ?? null);
  if (!expected.ok) return expected;
  const custom = await customForWrite(context, 'deal', deal.custom, typed);
  if (!custom.ok) return custom;
  const own = changedCustom(deal.custom, custom.value);
  const before = Object.fromEntries(Object.keys(edit).map((name) => [name, deal[name as keyof typeof edit]]));
  if (!(await saveDeal(context, deal, { ...edit, custom: custom.value }))) return staleDeal(context, id);
  const entry = await record(context, {
    action: 'deal.edited',
    subject: { kind: 'deal', id },
    clientId: deal.client_id,
    before: { ...before, ...own.before },
    after: { ...edit, ...own.after },
  });
  offerUndo(context, entry);
  return changedDeal(context, deal, 'deal.edited');
}

/** A deal is expected to be signed today or later. Refuses: `deals.expected_in_past`. */
export async function checkExpected(context: WriteContext, day: string | null): Promise<Result<undefined>> {
  const today = (await companyToday(context)).toString();
  return day !== null && day < today ? invalid('/expected_on', 'deals.expected_in_past') : ok();
}

export function registerDealRecords(): void {
  registerUndo('deal.edited', async (context, entry) => {
    const found = await openDealForWork(context, entry.subjectId);
    if (!found.ok) return found;
    const { deal } = found.value;
    // Written by `editDeal`, which is what makes the shape true.
    const before = entry.before as Omit<EditDealBody, 'version' | 'custom'> & CustomPart;
    const known = Object.fromEntries(Object.entries(before).filter(([name]) => !isCustomName(name)));
    const custom = foldCustom({ ...flatCustom(deal.custom), ...before });
    await saveDeal(context, deal, { ...known, custom });
    return changedDeal(context, deal, 'deal.edited');
  });
}
