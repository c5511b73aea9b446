import { isCustomName } from '#modules/fields/rules.ts';
import type { ListField } from '#modules/lists/rules.ts';
import { CLIENT_STATES, DECISION_ROLES, STATE_GROUP_NAMES } from '../rules.ts';
import {
  PERSON_GROUPINGS,
  PERSON_SCOPES,
  PERSON_SORTS,
  type PersonGrouping,
  type PersonScope,
  type PersonSort,
} from './contract.ts';

const CONSENTS = ['given', 'refused', 'withdrawn'] as const;

/** What the list of people is filtered by, in the order in which it is offered: the person, their place, their client. */
export const PERSON_FIELDS: readonly ListField[] = [
  { name: 'name', type: 'text' },
  {
    name: 'role',
    type: 'choice',
    values: DECISION_ROLES,
    words: DECISION_ROLES.map((role) => `clients.role.${role}`),
    empty: true,
  },
  { name: 'position', type: 'text', empty: true },
  { name: 'client', type: 'text' },
  { name: 'region', type: 'choice', empty: true },
  {
    name: 'state',
    type: 'choice',
    values: CLIENT_STATES,
    words: CLIENT_STATES.map((state) => `clients.state.${state}`),
  },
  {
    name: 'group',
    type: 'choice',
    values: STATE_GROUP_NAMES,
    words: STATE_GROUP_NAMES.map((group) => `clients.group.${group}`),
  },
  { name: 'holder', type: 'person', ids: true, empty: true },
  { name: 'phone', type: 'yes_no' },
  { name: 'mail', type: 'yes_no' },
  { name: 'do_not_call', type: 'yes_no' },
  {
    name: 'consent',
    type: 'choice',
    values: CONSENTS,
    words: CONSENTS.map((consent) => `clients.consent.${consent}`),
    empty: true,
  },
  { name: 'verified', type: 'date', empty: true },
  { name: 'touch', type: 'moment', empty: true },
  { name: 'created', type: 'moment' },
];

export const isPersonScope = (text: string): text is PersonScope => PERSON_SCOPES.some((scope) => scope === text);
export const isPersonGrouping = (text: string): text is PersonGrouping =>
  PERSON_GROUPINGS.some((grouping) => grouping === text) || isCustomName(text);
export const isPersonSort = (text: string): text is PersonSort =>
  PERSON_SORTS.some((sort) => sort === text) || isCustomName(text);
