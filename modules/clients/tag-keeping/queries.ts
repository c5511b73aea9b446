import type { Context } from '#platform/context.ts';
import { COUNT_LIMIT } from '#platform/db/list-pages.ts';
import { decodeCursor, encodeCursor } from '#shared/cursor.ts';
import { foldText } from '#shared/filter-match.ts';
import { forbidden, ok, type Result, refuse } from '#shared/result.ts';
import { mayKeepTags } from '../access.ts';
import { mergesUnderWay } from '../tag-merging/store.ts';
import { daysLeft } from '../trash/rules.ts';
import type { KeptTag, TagMerge, TagPage } from './contract.ts';
import { mergeStateOf } from './rules.ts';
import { type ListedTag, pageOfTags } from './store.ts';

const ID = /^[0-9a-f-]{36}$/;

interface TagsQuery {
  q?: string | undefined;
  removed?: boolean | undefined;
  cursor?: string | undefined;
  limit?: number | undefined;
}

/**
 * The tags of the company with how many clients have each, for whoever keeps them in order: of the whole register, since a
 * tag is one for all. Refuses: a bad cursor. Source: domain §2, experience (Lists).
 */
export async function listTags(context: Context, query: TagsQuery): Promise<Result<TagPage>> {
  if (!mayKeepTags(context.actor)) return forbidden();
  const { q = '', removed = false, limit = 50 } = query;
  const after = query.cursor === undefined ? null : decodeCursor(query.cursor, 2);
  const [name, id] = after ?? [];
  const isPlace = typeof name === 'string' && typeof id === 'string' && ID.test(id);
  if (after === undefined || (after !== null && !isPlace)) return refuse('app.bad_cursor', { code: 'invalid_input' });
  const rows = await pageOfTags(context, {
    key: foldText(q.replace(/\s+/gu, ' ').trim()),
    removed,
    after: isPlace ? [name, id] : null,
    limit: limit + 1,
    countedTo: COUNT_LIMIT,
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return ok({
    items: page.map((row) => keptTag(context, row)),
    merges: (await mergesUnderWay(context)).map(
      ({ id: merge, fromId, fromName, intoId, intoName, state, job, done, total }): TagMerge => ({
        id: merge,
        from: { id: fromId, name: fromName },
        into: { id: intoId, name: intoName },
        state: mergeStateOf(state, job),
        done,
        total,
      }),
    ),
    next_cursor: rows.length > limit && last !== undefined ? encodeCursor([last.name, last.id]) : null,
  });
}

function keptTag(context: Context, row: ListedTag): KeptTag {
  const { removedAt, removedBy, intoId } = row;
  return {
    id: row.id,
    name: row.name,
    colour: row.colour,
    version: row.version,
    clients: { value: Math.min(row.found, COUNT_LIMIT), exact: row.found <= COUNT_LIMIT },
    busy: row.busy,
    removed:
      removedAt === null
        ? null
        : {
            at: removedAt,
            by: removedBy === null ? null : { id: removedBy, full_name: row.removedByName ?? '' },
            merged_into: intoId === null ? null : { id: intoId, name: row.intoName ?? '' },
            days_left: daysLeft(Temporal.Instant.from(removedAt), context.now),
          },
  };
}
