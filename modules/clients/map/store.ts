import { sql } from 'kysely';
import { and, type Counted } from '#platform/db/list-pages.ts';
import { countClients, type RegisterView, shown } from '../listing/store.ts';
import { STATE_GROUPS, type StateGroup } from '../rules.ts';
import type { Reading } from '../store.ts';
import { type Box, CELL_WIDTH, MOST_CELLS } from './rules.ts';

export interface StoredCell extends Box {
  latitude: number;
  longitude: number;
  region: string | null;
  count: number;
  queued: number;
  in_work: number;
  waiting: number;
  closed: number;
  client_id: string | null;
  client_name: string | null;
}

const of = (group: StateGroup) =>
  sql<number>`count(*) FILTER (WHERE c.state = ANY(${sql.val([...STATE_GROUPS[group]])}::text[]))`;

/** The clients of a list within a box, gathered into the cells of a grid; the fullest cells first. */
export async function cellsOf(context: Reading, view: RegisterView, box: Box, cell: number): Promise<StoredCell[]> {
  const { south, north, west, east } = box;
  const across = west < east ? sql`AND` : sql`OR`;
  const { rows } = await sql<StoredCell>`
    SELECT avg(c.latitude) AS latitude, avg(c.longitude) AS longitude, min(c.latitude) AS south, max(c.latitude) AS north,
      min(c.longitude) AS west, max(c.longitude) AS east, mode() WITHIN GROUP (ORDER BY c.region) AS region, count(*) AS count,
      ${of('queued')} AS queued, ${of('in_work')} AS in_work, ${of('waiting')} AS waiting, ${of('closed')} AS closed,
      CASE WHEN count(*) = 1 THEN min(c.id::text) END AS client_id, CASE WHEN count(*) = 1 THEN min(c.name) END AS client_name
    FROM clients c
    WHERE ${shown(view)} AND c.latitude BETWEEN ${south}::float8 AND ${north}::float8
      AND (c.longitude >= ${west}::float8 ${across} c.longitude <= ${east}::float8)
    GROUP BY floor(c.latitude / ${cell}::float8), floor(c.longitude / ${cell * CELL_WIDTH}::float8)
    ORDER BY count(*) DESC LIMIT ${MOST_CELLS}`.execute(context.db);
  return rows;
}

/** Clients of a list that cannot be shown on a map. */
export async function countWithout(context: Reading, view: RegisterView): Promise<Counted> {
  const nowhere = sql<boolean>`(c.latitude IS NULL OR c.longitude IS NULL)`;
  return countClients(context, {
    ...view,
    narrowed: and([...(view.narrowed === null ? [] : [view.narrowed]), nowhere]),
  });
}
