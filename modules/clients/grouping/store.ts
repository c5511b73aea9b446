import { sql } from 'kysely';
import { byMonth, byValue, closedGroupsOfList, type GroupPlace, groupsOfList } from '#platform/db/list-groups.ts';
import type { Counted } from '#platform/db/list-pages.ts';
import type { CLIENT_GROUPINGS } from '../listing/contract.ts';
import { listedClients, type RegisterView } from '../listing/store.ts';
import { CLIENT_STATES } from '../rules.ts';
import type { Reading } from '../store.ts';

/** A group by the value of its field as text; null holds the clients without one. */
export interface NamedGroup {
  value: string | null;
  label: string | null;
  counted: Counted;
}

type Grouping = (typeof CLIENT_GROUPINGS)[number];

const PLACES: Readonly<Record<Exclude<Grouping, 'state'>, GroupPlace>> = {
  holder: byValue(sql`c.holder_id`),
  region: byValue(sql`c.region COLLATE "ru-x-icu"`),
  segment: byValue(sql`c.segment_id`),
  source: byValue(sql`c.source COLLATE "ru-x-icu"`),
  check_month: byMonth(sql`c.next_check_on`),
};

/** States are a closed list: every one is counted along the index of its names. */
const STATES = {
  key: sql`c.state`,
  values: CLIENT_STATES,
  within: (state: string) => sql<boolean>`client_state_rank(c.state) = client_state_rank(${state}::text)`,
};

/** The groups of the register by a field of the program, or along the index of a field of the company's own. */
export async function groupsOf(
  context: Reading,
  view: RegisterView,
  by: Grouping | GroupPlace,
  names: 'people' | 'segments' | null,
  few: boolean,
): Promise<NamedGroup[]> {
  const listed = listedClients(view);
  const groups =
    by === 'state'
      ? await closedGroupsOfList(context, listed, STATES, few)
      : await groupsOfList(context, listed, typeof by === 'string' ? PLACES[by] : by, few);
  const labels = await labelsOf(
    context,
    names,
    groups.flatMap(({ value }) => value ?? []),
  );
  return groups.map((group) => ({ ...group, label: labels.get(group.value ?? '') ?? null }));
}

async function labelsOf(
  context: Reading,
  names: 'people' | 'segments' | null,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (names === null || ids.length === 0) return new Map();
  const wanted = sql`${sql.val([...ids])}::uuid[]`;
  const named =
    names === 'people'
      ? sql<{ id: string; name: string }>`SELECT id, full_name AS name FROM v_employee_names WHERE id = ANY(${wanted})`
      : sql<{ id: string; name: string }>`SELECT id, name FROM v_segments WHERE id = ANY(${wanted})`;
  const found = await named.execute(context.db);
  return new Map(found.rows.map(({ id, name }) => [id, name]));
}
