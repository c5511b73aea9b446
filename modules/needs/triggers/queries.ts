import { ownSystems } from '#modules/clients/access.ts';
import { may } from '#modules/structure/access.ts';
import { salesSystems } from '#modules/structure/queries.ts';
import type { Context } from '#platform/context.ts';
import { isUuid } from '#shared/ids.ts';
import { notFound, ok, type Result, refuse } from '#shared/result.ts';
import { mayRecordTrigger } from '../access.ts';
import type { Trigger } from './contract.ts';
import { countTriggers, triggersPage } from './store.ts';

const DEFAULT_LIMIT = 50;
const COUNT_TO = 10_000;

export interface TriggerList {
  items: Trigger[];
  next_cursor: string | null;
  count: { value: number; exact: boolean };
}

/** Events of the regions in the actor's sales systems, newest first. */
export async function triggerList(
  context: Context,
  { cursor, limit = DEFAULT_LIMIT }: { cursor?: string | undefined; limit?: number | undefined },
): Promise<Result<TriggerList>> {
  if (!mayRecordTrigger(context.actor)) return notFound();
  const company = may(context.actor, 'needs.work') === 'company';
  const systems = company ? (await salesSystems(context)).map((system) => system.id) : ownSystems(context.actor);
  const [at = '', id = ''] = (cursor ?? '').split('|');
  if (cursor !== undefined && !(isUuid(id) && at !== '')) return refuse('app.bad_cursor', { code: 'invalid_input' });
  if (systems.length === 0) return ok({ items: [], next_cursor: null, count: { value: 0, exact: true } });
  const [rows, count] = await Promise.all([
    triggersPage(context, {
      salesSystemIds: systems,
      before: cursor === undefined ? null : { at, id },
      limit: limit + 1,
    }),
    countTriggers(context, systems, COUNT_TO + 1),
  ]);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return ok({
    items,
    next_cursor: rows.length > limit && last !== undefined ? `${last.recorded_at}|${last.id}` : null,
    count: { value: Math.min(count, COUNT_TO), exact: count <= COUNT_TO },
  });
}
