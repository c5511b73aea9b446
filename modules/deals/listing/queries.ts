import { ownSystems, selves } from '#modules/clients/access.ts';
import { may } from '#modules/structure/access.ts';
import type { Context } from '#platform/context.ts';
import { decodeCursor, encodeCursor } from '#shared/cursor.ts';
import { isUuid } from '#shared/ids.ts';
import { notFound, ok, type Result, refuse } from '#shared/result.ts';
import { mayLookAtDealsOf, seesEverybodysDeals } from '../access.ts';
import { criteriaOfDeals } from '../queries.ts';
import { missingToLeave, type Stage } from '../rules.ts';
import type { DealItem, DealSort, DealState, DealSummary } from './contract.ts';
import { countDeals, type DealFilter, dealsPage, placeOf, totalsByOwner, totalsByStage } from './store.ts';

const DEFAULT_LIMIT = 50;
const COUNT_TO = 10_000;

interface Filters {
  state?: DealState | undefined;
  stage?: Stage | undefined;
  owner_id?: string | undefined;
  text?: string | undefined;
  signed_since?: string | undefined;
}

/** Deals of a named owner, of everybody in reach, or one's own; null when out of reach. */
function filterOf({ actor }: Context, { owner_id: ownerId, ...rest }: Filters): DealFilter | null {
  const whole = seesEverybodysDeals(actor);
  const systems = may(actor, 'deals.work') === 'company' ? {} : { salesSystemIds: ownSystems(actor) };
  if (ownerId !== undefined) {
    if (!mayLookAtDealsOf(actor, ownerId)) return null;
    return { ...rest, ...(selves(actor).includes(ownerId) ? {} : systems), ownerIds: [ownerId] };
  }
  if (whole) return { ...rest, ...systems };
  return actor.employeeId === null ? null : { ...rest, ownerIds: selves(actor) };
}

export interface DealList {
  items: DealItem[];
  next_cursor: string | null;
  count: { value: number; exact: boolean };
}

/** Deals within reach, in the order asked for, with what is missing to leave their stage. */
export async function dealList(
  context: Context,
  query: Filters & { sort?: DealSort | undefined; cursor?: string | undefined; limit?: number | undefined },
): Promise<Result<DealList>> {
  const { sort = 'expected', cursor, limit = DEFAULT_LIMIT, ...filters } = query;
  const filter = filterOf(context, filters);
  if (filter === null) return notFound();
  const after = cursor === undefined ? null : placeFrom(cursor, sort);
  if (after === undefined) return refuse('app.bad_cursor', { code: 'invalid_input' });
  const [rows, count] = await Promise.all([
    dealsPage(context, filter, sort, after, limit + 1),
    countDeals(context, filter, COUNT_TO + 1),
  ]);
  const deals = rows.slice(0, limit);
  const criteria = await criteriaOfDeals(context, deals);
  const last = deals.at(-1);
  return ok({
    items: deals.map((deal) => ({
      ...deal,
      missing:
        deal.outcome === null ? missingToLeave(deal.stage, criteria.get(deal.id) ?? []).map((one) => one.title) : [],
      stage_days: Math.floor(context.now.since(Temporal.Instant.from(deal.stage_since)).total('hours') / 24),
    })),
    next_cursor: rows.length > limit && last !== undefined ? encodeCursor(placeOf(last, sort)) : null,
    count: { value: Math.min(count, COUNT_TO), exact: count <= COUNT_TO },
  });
}

const KEYS: Record<DealSort, RegExp> = {
  expected: /^(\d{4}-\d{2}-\d{2}|infinity)$/,
  value: /^\d{1,16}$/,
  stage_since: /^\d{4}-\d{2}-\d{2}T[\d:.]{8,18}Z$/,
  closed: /^(\d{4}-\d{2}-\d{2}T[\d:.]{8,18}Z|-infinity)$/,
};

function placeFrom(cursor: string, sort: DealSort): [string, string] | undefined {
  const [key, id] = decodeCursor(cursor, 2) ?? [];
  if (typeof key !== 'string' || typeof id !== 'string') return undefined;
  return KEYS[sort].test(key) && isUuid(id) ? [key, id] : undefined;
}

/** Exact counts and sums of deals within reach, by stage and by owner. */
export async function dealSummary(context: Context, filters: Filters): Promise<Result<DealSummary>> {
  const filter = filterOf(context, filters);
  if (filter === null) return notFound();
  const [stages, owners] = await Promise.all([totalsByStage(context, filter), totalsByOwner(context, filter)]);
  const total = (key: 'count' | 'value_minor' | 'margin_minor') => stages.reduce((sum, row) => sum + row[key], 0);
  return ok({
    count: total('count'),
    value_minor: total('value_minor'),
    margin_minor: total('margin_minor'),
    stages,
    owners,
    whole: seesEverybodysDeals(context.actor),
  });
}
