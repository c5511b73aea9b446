import type { Context } from '#platform/context.ts';
import { ok, type Result } from '#shared/result.ts';
import { forReading } from '../imports/queries.ts';
import { type LeftClient, leftClients } from './store.ts';

/** Clients of which taking back has left something, a page at a time. Out of reach is not found. */
export async function listLeft(
  context: Context,
  importId: string,
  { after = null, limit = 100 }: { after?: string | null | undefined; limit?: number | undefined },
): Promise<Result<{ items: LeftClient[]; next_after: string | null }>> {
  const found = await forReading(context, importId);
  if (!found.ok) return found;
  const rows = await leftClients(context, importId, after, limit + 1);
  const items = rows.slice(0, limit);
  return ok({ items, next_after: rows.length > limit ? (items.at(-1)?.client_id ?? null) : null });
}
