import type { ListField } from '#modules/lists/rules.ts';
import { CALL_BASES, CLIENT_STATES, STATE_GROUP_NAMES } from '../rules.ts';

/** A field that the register is filtered by; the company's own have names, the others are named by `clients.list_field.<name>`. */
export interface ClientField extends ListField {
  /** `glance`: shown of every client one sees; by a `card` field only open cards are found. Source: domain §14. */
  reach: 'glance' | 'card';
}

const glance = (field: ListField): ClientField => ({ ...field, reach: 'glance' });
const card = (field: ListField): ClientField => ({ ...field, reach: 'card' });

/** What the register is filtered by, in the order in which it is offered; later modules add their own. */
export const CLIENT_FIELDS: readonly ClientField[] = [
  glance({
    name: 'state',
    type: 'choice',
    values: CLIENT_STATES,
    words: CLIENT_STATES.map((value) => `clients.state.${value}`),
  }),
  glance({
    name: 'group',
    type: 'choice',
    values: STATE_GROUP_NAMES,
    words: STATE_GROUP_NAMES.map((value) => `clients.group.${value}`),
  }),
  glance({ name: 'holder', type: 'person', ids: true, empty: true }),
  glance({ name: 'region', type: 'choice', empty: true }),
  glance({ name: 'name', type: 'text' }),
  card({ name: 'settlement', type: 'text', empty: true }),
  card({ name: 'type', type: 'choice', empty: true }),
  card({ name: 'segment', type: 'choice', ids: true, empty: true }),
  card({ name: 'tag', type: 'choice', ids: true, empty: true }),
  card({ name: 'size', type: 'number', empty: true }),
  card({ name: 'source', type: 'choice', empty: true }),
  card({ name: 'phone', type: 'yes_no' }),
  card({ name: 'contact', type: 'yes_no' }),
  card({ name: 'decision_maker', type: 'yes_no' }),
  card({ name: 'inn', type: 'yes_no' }),
  card({ name: 'coordinates', type: 'yes_no' }),
  card({ name: 'latitude', type: 'number', decimals: 4, empty: true }),
  card({ name: 'longitude', type: 'number', decimals: 4, empty: true }),
  card({ name: 'next_step', type: 'date', empty: true }),
  card({ name: 'check', type: 'date', empty: true }),
  card({ name: 'check_owner', type: 'person', ids: true, empty: true }),
  card({ name: 'touch', type: 'moment', empty: true }),
  card({ name: 'created', type: 'moment' }),
  card({ name: 'updated', type: 'moment' }),
  card({ name: 'do_not_call', type: 'yes_no' }),
  card({
    name: 'call_basis',
    type: 'choice',
    values: CALL_BASES,
    words: CALL_BASES.map((value) => `clients.basis.${value}`),
    empty: true,
  }),
];
