import { isCustomName } from '#modules/fields/rules.ts';
import type { ListField } from '#modules/lists/rules.ts';
import { OUTCOMES, STAGES } from '../rules.ts';
import {
  DEAL_GROUPINGS,
  DEAL_SCOPES,
  DEAL_SORTS,
  type DealGrouping,
  type DealScope,
  type DealSort,
} from './contract.ts';

/** What the list of deals is filtered by, in the order in which it is offered. */
export const DEAL_FIELDS: readonly ListField[] = [
  { name: 'stage', type: 'choice', values: STAGES, words: STAGES.map((stage) => `deals.stage.${stage}`) },
  { name: 'owner', type: 'person', ids: true },
  { name: 'expected', type: 'date', empty: true },
  { name: 'value', type: 'number', decimals: 2, minor: true },
  { name: 'margin', type: 'number', decimals: 2, minor: true, empty: true },
  { name: 'title', type: 'text' },
  { name: 'region', type: 'choice', empty: true },
  {
    name: 'outcome',
    type: 'choice',
    values: OUTCOMES,
    words: OUTCOMES.map((outcome) => `deals.outcome.${outcome}`),
    empty: true,
  },
  { name: 'stage_since', type: 'moment' },
  { name: 'opened', type: 'moment' },
  { name: 'signed', type: 'date', empty: true },
  { name: 'closed', type: 'moment', empty: true },
  { name: 'handed_over', type: 'yes_no' },
  { name: 'lost_to', type: 'text', empty: true },
];

export const isDealScope = (text: string): text is DealScope => DEAL_SCOPES.some((scope) => scope === text);
export const isDealSort = (text: string): text is DealSort =>
  DEAL_SORTS.some((sort) => sort === text) || isCustomName(text);
export const isDealGrouping = (text: string): text is DealGrouping =>
  DEAL_GROUPINGS.some((grouping) => grouping === text) || isCustomName(text);

/** The order that a list of deals has by itself: what is to be signed soonest, what was closed last, what was opened last. */
export function ownOrder(scope: DealScope): { sort: DealSort; order: 'asc' | 'desc' } {
  if (scope === 'live') return { sort: 'expected', order: 'asc' };
  return { sort: scope === 'all' ? 'opened' : 'closed', order: 'desc' };
}
