import { isCustomName } from '#modules/fields/rules.ts';
import type { ListField } from '#modules/lists/rules.ts';
import { PROJECT_STATES } from '../rules.ts';
import {
  PROJECT_GROUPINGS,
  PROJECT_SCOPES,
  PROJECT_SORTS,
  type ProjectGrouping,
  type ProjectScope,
  type ProjectSort,
} from './contract.ts';

/** What the list of projects is filtered by, in the order in which it is offered. */
export const PROJECT_FIELDS: readonly ListField[] = [
  {
    name: 'state',
    type: 'choice',
    values: PROJECT_STATES,
    words: PROJECT_STATES.map((state) => `projects.state.${state}`),
  },
  { name: 'manager', type: 'person', ids: true },
  { name: 'next', type: 'date', empty: true },
  { name: 'overdue', type: 'yes_no' },
  { name: 'value', type: 'number', decimals: 2, minor: true },
  { name: 'title', type: 'text' },
  { name: 'contract', type: 'text' },
  { name: 'region', type: 'choice', empty: true },
  { name: 'opened', type: 'moment' },
  { name: 'suspended_until', type: 'date', empty: true },
  { name: 'commissioned', type: 'date', empty: true },
  { name: 'warranty', type: 'date', empty: true },
  { name: 'closed', type: 'moment', empty: true },
];

export const isProjectScope = (text: string): text is ProjectScope => PROJECT_SCOPES.some((scope) => scope === text);
export const isProjectSort = (text: string): text is ProjectSort =>
  PROJECT_SORTS.some((sort) => sort === text) || isCustomName(text);
export const isProjectGrouping = (text: string): text is ProjectGrouping =>
  PROJECT_GROUPINGS.some((grouping) => grouping === text) || isCustomName(text);

/** The order that a list of projects has by itself: what is next soonest, what ended last, what was opened last. */
export function ownOrder(scope: ProjectScope): { sort: ProjectSort; order: 'asc' | 'desc' } {
  if (scope === 'open') return { sort: 'next', order: 'asc' };
  return { sort: scope === 'all' ? 'opened' : 'closed', order: 'desc' };
}
