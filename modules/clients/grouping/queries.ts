import type { Context } from '#platform/context.ts';
import { writeFilter } from '#shared/filter.ts';
import { ok, type Result } from '#shared/result.ts';
import type { ClientGroup, ClientGrouping, ClientGroupsQuery, ListScope } from '../listing/contract.ts';
import { countOf, narrowedView } from '../listing/queries.ts';
import { countClients } from '../listing/store.ts';
import { groupsOf, type StoredGroup } from './store.ts';

/** What a field of the filter is called that a list is grouped by. */
const FIELD: Readonly<Record<ClientGrouping, string>> = {
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
 * The groups that a list falls into: by state in their order, by month in time, else by name; clients without a value come
 * last. Grouping by what a glance does not show leaves open cards only. Source: domain §2, §14.
 */
export async function groupClients(
  context: Context,
  query: ClientGroupsQuery,
): Promise<Result<{ items: ClientGroup[]; scope: ListScope }>> {
  const { by, ...filter } = query;
  const narrowed = await narrowedView(context, filter, HIDDEN.includes(by) ? 'updated' : undefined);
  if (!narrowed.ok) return narrowed;
  const view = narrowed.value;
  const counted = await countClients(context, view);
  const groups = await groupsOf(context, view, by, counted.exact);
  const compare = new Intl.Collator('ru').compare;
  const named = ({ label, value }: StoredGroup) => label ?? value ?? '';
  const ordered =
    by === 'state'
      ? groups
      : groups.toSorted((one, other) => {
          if (one.value === null || other.value === null) return one.value === null ? 1 : -1;
          return compare(named(one), named(other));
        });
  return ok({
    scope: view.scope,
    items: ordered.map(({ value, label, counted: found }) => ({
      value,
      label,
      filter: filterOf(by, value),
      count: countOf(found),
    })),
  });
}

function filterOf(by: ClientGrouping, value: string | null): string {
  const field = FIELD[by];
  if (value === null) return writeFilter({ field, op: 'is', values: [] });
  return writeFilter({ field, op: 'is', values: [by === 'check_month' ? monthPeriod(value) : value] });
}

function monthPeriod(month: string): string {
  const first = Temporal.PlainDate.from(`${month}-01`);
  return `${first}..${first.with({ day: first.daysInMonth })}`;
}
