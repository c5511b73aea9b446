import { handoffsToAnswer } from '#modules/handoffs/queries.ts';
import { companyToday, employeeById } from '#modules/people/queries.ts';
import { defaultSalesSystem } from '#modules/structure/queries.ts';
import { loadOfOne } from '#modules/workload/queries.ts';
import type { Context } from '#platform/context.ts';
import { notFound, ok, type Result } from '#shared/result.ts';
import { mayLookAtChecksOf, systemsOfChecks } from '../access.ts';
import type { DealOutlook, Horizon, HorizonClient } from './contract.ts';
import { checkDays, type HorizonRow, horizonClients } from './store.ts';

/** The open deals of needs, told by the module that owns deals. */
export type Outlook = (context: Pick<Context, 'db'>, needIds: readonly string[]) => Promise<Map<string, DealOutlook>>;
let outlook: Outlook | null = null;

/** Registers how it is known what a need has become; called once when the program is composed. */
export function registerOutlook(look: Outlook): void {
  outlook = look;
}

/**
 * The desk of whoever develops clients, in one read: each client with when it can buy, the checks ahead, hand-offs to
 * answer. One's own, or an absent colleague's, or, for a head, anybody's. Out of reach is not found.
 */
export async function horizon(context: Context, query: { owner_id?: string | undefined }): Promise<Result<Horizon>> {
  const ownerId = query.owner_id ?? context.actor.employeeId;
  if (ownerId === null || !mayLookAtChecksOf(context.actor, ownerId)) return notFound();
  const owner = await employeeById(context, ownerId);
  if (owner === null) return notFound();
  const systems = systemsOfChecks(context.actor, ownerId);
  const [today, rows, checks, load, offers] = await Promise.all([
    companyToday(context),
    horizonClients(context, ownerId, systems),
    checkDays(context, ownerId, systems),
    carried(context, ownerId),
    ownerId === context.actor.employeeId ? handoffsToAnswer(context) : [],
  ]);
  const needIds = rows.flatMap((row) => (row.need === null ? [] : [row.need.id]));
  const deals = (await outlook?.(context, needIds)) ?? new Map<string, DealOutlook>();
  return ok({
    today: today.toString(),
    owner: { id: owner.id, full_name: owner.fullName },
    ...load,
    clients: rows.map((row) => clientOf(row, deals, today)),
    checks,
    offers,
  });
}

async function carried(context: Context, ownerId: string): Promise<{ held: number; norm: number }> {
  const system = await defaultSalesSystem(context);
  if (system === null) return { held: 0, norm: 0 };
  const own = await loadOfOne(context, system.id, 'need_development', ownerId);
  return { held: own[0]?.held ?? 0, norm: own.reduce((sum, one) => sum + one.norm, 0) };
}

function clientOf(row: HorizonRow, deals: ReadonlyMap<string, DealOutlook>, today: Temporal.PlainDate): HorizonClient {
  const { next_step_title: title, next_step_on: on, next_step_at: at, check_on: checkOn, ...rest } = row;
  const late = checkOn === null ? 0 : Temporal.PlainDate.from(checkOn).until(today, { largestUnit: 'days' }).days;
  return {
    ...rest,
    next_step: title === null || on === null ? null : { title, on, at },
    check_on: checkOn,
    overdue_days: Math.max(0, late),
    deal: (row.need === null ? undefined : deals.get(row.need.id)) ?? null,
  };
}
