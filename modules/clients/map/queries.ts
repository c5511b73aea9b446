import type { Context } from '#platform/context.ts';
import { ok, type Result } from '#shared/result.ts';
import { countOf, narrowedView } from '../listing/queries.ts';
import type { ClientMap, MapQuery } from './contract.ts';
import { boxOf, cellFor } from './rules.ts';
import { cellsOf, countWithout } from './store.ts';

const USUAL_CELL = 4;

/**
 * The clients of a list on the map, in cells of a grid. A glance shows no coordinates: only open cards are there.
 * Refuses what a list refuses, and a box turned upside down. Source: domain §2, §14.
 */
export async function mapClients(context: Context, query: MapQuery): Promise<Result<ClientMap>> {
  const { cell: asked = USUAL_CELL, south, north, west, east, ...filter } = query;
  const box = boxOf({
    ...(south === undefined ? {} : { south }),
    ...(north === undefined ? {} : { north }),
    ...(west === undefined ? {} : { west }),
    ...(east === undefined ? {} : { east }),
  });
  if (!box.ok) return box;
  // As in a list that stands in an order which a glance does not show.
  const narrowed = await narrowedView(context, filter, 'updated');
  if (!narrowed.ok) return narrowed;
  const view = narrowed.value;
  const cell = cellFor(box.value, asked);
  const [cells, without] = await Promise.all([cellsOf(context, view, box.value, cell), countWithout(context, view)]);
  return ok({
    cell,
    scope: view.scope,
    without: countOf(without),
    items: cells.map(({ queued, in_work, waiting, closed, client_id: id, client_name: name, ...rest }) => ({
      ...rest,
      groups: { queued, in_work, waiting, closed },
      client: id === null ? null : { id, name: name ?? '' },
    })),
  });
}
