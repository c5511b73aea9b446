import type { ListKind, ListShape } from '#modules/lists/web/parts/list-address.ts';
import { type Condition, partFilter, writeFilter } from '#shared/filter.ts';
import { DEAL_SCOPES, type DealGrouping, type DealScope, type DealSort } from '../listing/contract.ts';
import { isDealGrouping, isDealSort } from '../listing/rules.ts';
import { STAGES, type Stage } from '../rules.ts';

export type DealShape = ListShape<DealScope, DealGrouping>;

/** The deals as a list among others. */
export const DEAL_LIST: ListKind<DealScope, DealSort, DealGrouping> = {
  list: 'deals',
  path: '/deals',
  scopes: DEAL_SCOPES,
  isOrder: isDealSort,
  isGroup: isDealGrouping,
};

const besideStage = (field: string): boolean => field !== 'stage';

/** The filter whatever the stage, so that the stages themselves can be counted. */
export const withoutStage = (filter: string): string => writeFilter(partFilter(filter, besideStage).kept);

/** The one stage that a filter narrows the list to; null when it is none, or several. */
export function stageOf(filter: string): Stage | null {
  const [only, ...others]: Condition[] = partFilter(filter, besideStage).others;
  if (only === undefined || others.length > 0 || only.op !== 'is' || only.values.length !== 1) return null;
  return STAGES.find((stage) => stage === only.values[0]) ?? null;
}

/** The filter narrowed to one stage and no other; with null, to none. */
export function atStage(filter: string, stage: Stage | null): string {
  const rest = withoutStage(filter);
  if (stage === null) return rest;
  const said = writeFilter({ field: 'stage', op: 'is', values: [stage] });
  return rest === '' ? said : `${said} and (${rest})`;
}
