import type { ClientRow } from '#modules/clients/contract.ts';
import { lockClient, reachOf } from '#modules/clients/queries.ts';
import { norm } from '#modules/structure/queries.ts';
import type { Context, WriteContext } from '#platform/context.ts';
import { forbidden, notFound, ok, type Result } from '#shared/result.ts';
import { mayReadNeeds, mayWorkOnNeeds } from './access.ts';
import type { Need, NeedWithHistory } from './contract.ts';
import type { Cadence } from './rules.ts';
import { historiesOf, needById, needsOfClient } from './store.ts';

/** How often a need is looked at in this sales system: its norms. Source: domain §5 (cadence). */
export async function cadenceOf(context: Pick<Context, 'db'>, salesSystemId: string): Promise<Cadence> {
  const [nowDays, window6MonthsDays, window18MonthsDays, laterDays, dormantDays, leadTimeDays] = await Promise.all([
    norm(context, salesSystemId, 'cadence.now_days'),
    norm(context, salesSystemId, 'cadence.window_6_months_days'),
    norm(context, salesSystemId, 'cadence.window_18_months_days'),
    norm(context, salesSystemId, 'cadence.later_days'),
    norm(context, salesSystemId, 'cadence.dormant_days'),
    norm(context, salesSystemId, 'lead_time_days'),
  ]);
  return { nowDays, window6MonthsDays, window18MonthsDays, laterDays, dormantDays, leadTimeDays };
}

/** Needs of a client with everything found out about them, for whoever reads its card. */
export async function clientNeeds(
  context: Context,
  clientId: string,
): Promise<Result<{ items: NeedWithHistory[]; may_work: boolean }>> {
  const reach = await reachOf(context, clientId);
  if (!mayReadNeeds(reach)) return notFound();
  const needs = await needsOfClient(context, clientId);
  const histories = await historiesOf(
    context,
    needs.map((need) => need.id),
  );
  const nothing = { verdicts: [], evidence: [], recurrences: [], competitors: [], triggers: [] };
  return ok({
    items: needs.map((need) => ({ ...need, ...(histories.get(need.id) ?? nothing) })),
    may_work: mayWorkOnNeeds(context.actor, reach),
  });
}

/** Needs of a client with no question of access: for what follows from another's command. */
export async function needsOf(context: Pick<Context, 'db'>, clientId: string): Promise<Need[]> {
  return needsOfClient(context, clientId);
}

/** One need with no question of access. */
export async function openNeed(context: Pick<Context, 'db'>, id: string): Promise<Need | null> {
  return needById(context, id);
}

/** One need with its history, for whoever reads its client's card. */
export async function needCard(context: Context, id: string): Promise<Result<NeedWithHistory>> {
  const need = await needById(context, id);
  if (need === null || !mayReadNeeds(await reachOf(context, need.client_id))) return notFound();
  const histories = await historiesOf(context, [id]);
  const history = histories.get(id);
  return history === undefined ? notFound() : ok({ ...need, ...history });
}

/**
 * The client, locked, for whoever works on its needs. Out of reach is not found; a client that one may only look at is
 * forbidden (`needs.not_yours`).
 */
export async function clientForNeeds(context: WriteContext, clientId: string): Promise<Result<ClientRow>> {
  const reach = await reachOf(context, clientId);
  if (!mayReadNeeds(reach)) return notFound();
  if (!mayWorkOnNeeds(context.actor, reach)) return forbidden('needs.not_yours');
  return lockClient(context, clientId);
}
