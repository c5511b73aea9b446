import { isCustomName } from '#modules/fields/rules.ts';
import type { ListGroup } from '#modules/lists/contract.ts';
import { groupFilter, groupsInOrder } from '#modules/lists/rules.ts';
import type { Context } from '#platform/context.ts';
import { invalid, ok, type Result } from '#shared/result.ts';
import { type OwnGrouping, registerFields } from '../list-fields/queries.ts';
import type { CLIENT_GROUPINGS, ClientGrouping, ClientGroupsQuery, ListScope } from '../listing/contract.ts';
import { countOf, narrowedView } from '../listing/queries.ts';
import { countClients } from '../listing/store.ts';
import { groupsOf } from './store.ts';

/** What a field of the filter is called that a list is grouped by. */
const FIELD: Readonly<Record<(typeof CLIENT_GROUPINGS)[number], string>> = {
  state: 'state',
  holder: 'holder',
  region: 'region',
  segment: 'segment',
  source: 'source',
  check_month: 'check',
};
/** Fields that a glance does not show: grouping by them leaves open cards only. */
const HIDDEN: readonly ClientGrouping[] = ['segment', 'source', 'check_month'];

/**
 * The groups that a list falls into: by state and by choices in their order, by month in time, else by name; clients without
 * a value come last. Grouping by what a glance does not show leaves open cards only. Refuses a field of the company's own
 * that no index answers for. Source: domain §2, §14.
 */
export async function groupClients(
  context: Context,
  query: ClientGroupsQuery,
): Promise<Result<{ items: ListGroup[]; scope: ListScope }>> {
  const { by, ...filter } = query;
  const own = isCustomName(by) ? ((await registerFields(context)).groupings.get(by) ?? null) : null;
  if (isCustomName(by) && own === null) return invalid('/by', 'fields.no_grouping');
  const narrowed = await narrowedView(context, filter, own !== null || HIDDEN.includes(by) ? 'updated' : undefined);
  if (!narrowed.ok) return narrowed;
  const view = narrowed.value;
  const counted = await countClients(context, view);
  const groups = isCustomName(by)
    ? await groupsOf(
        context,
        view,
        own?.place ?? 'state',
        own?.field.type === 'person' ? 'people' : null,
        counted.exact,
      )
    : await groupsOf(
        context,
        view,
        by,
        by === 'holder' ? 'people' : by === 'segment' ? 'segments' : null,
        counted.exact,
      );
  return ok({
    scope: view.scope,
    items: (by === 'state' ? groups : groupsInOrder(groups, own?.field.values)).map(
      ({ value, label, counted: found }) => ({
        value,
        label: label ?? labelOf(own, value),
        filter: filterOf(by, own, value),
        count: countOf(found),
      }),
    ),
  });
}

/** A choice by its name; yes and no are named by whoever shows them. */
function labelOf(own: OwnGrouping | null, value: string | null): string | null {
  const at = value === null ? -1 : (own?.field.values?.indexOf(value) ?? -1);
  return own?.field.labels?.[at] ?? null;
}

function filterOf(by: ClientGrouping, own: OwnGrouping | null, value: string | null): string {
  if (isCustomName(by)) return groupFilter(by, value, own?.field.type === 'yes_no' ? 'yes_no' : 'value');
  return groupFilter(FIELD[by], value, by === 'check_month' ? 'month' : 'value');
}
