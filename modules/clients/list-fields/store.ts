import { type RawBuilder, sql } from 'kysely';
import type { FilterColumn } from '#platform/db/filter-sql.ts';
import { searchText } from '#shared/search-text.ts';
import { statesOfGroups } from '../rules.ts';
import type { Reading } from '../store.ts';
import { CLIENT_FIELDS } from './rules.ts';

type Expression = RawBuilder<unknown>;

const contacts = (more: RawBuilder<unknown>) =>
  sql`EXISTS (SELECT FROM client_contacts l WHERE l.client_id = c.id AND l.left_on IS NULL ${more})`;

/** Where each field of the register is found; written as its index is, so that the index answers. */
const PLACES: Readonly<Record<string, Omit<FilterColumn, 'field'>>> = {
  state: { column: sql`c.state` },
  group: {
    column: sql`c.state`,
    expand: statesOfGroups,
  },
  holder: { column: sql`c.holder_id` },
  region: { column: sql`c.region COLLATE "ru-x-icu"` },
  name: {
    column: sql`c.name COLLATE "ru-x-icu"`,
    folded: { column: sql`c.name_search`, fold: searchText, words: sql`c.search` },
  },
  settlement: { column: sql`c.settlement` },
  type: { column: sql`c.organisation_type` },
  segment: { column: sql`c.segment_id` },
  tag: {
    column: sql`g.tag_id`,
    // A removed tag is found no more, whoever had it.
    has: (condition) =>
      sql<boolean>`EXISTS (SELECT FROM client_tags g JOIN tags t ON t.id = g.tag_id WHERE g.client_id = c.id AND ${condition})`,
  },
  size: { column: sql`c.size` },
  source: { column: sql`c.source COLLATE "ru-x-icu"` },
  phone: { column: sql`(c.phones <> '[]'::jsonb)` },
  contact: { column: contacts(sql``) },
  decision_maker: { column: contacts(sql`AND l.decision_role = 'decision_maker'`) },
  inn: { column: sql`(c.inn IS NOT NULL)` },
  coordinates: { column: sql`(c.latitude IS NOT NULL)` },
  latitude: { column: sql`c.latitude` },
  longitude: { column: sql`c.longitude` },
  next_step: { column: sql`c.next_step_on` },
  check: { column: sql`c.next_check_on` },
  check_owner: { column: sql`c.check_owner_id` },
  touch: { column: sql`c.last_touch_at` },
  created: { column: sql`c.created_at` },
  updated: { column: sql`c.updated_at` },
  do_not_call: { column: sql`c.do_not_call` },
  call_basis: { column: sql`c.call_basis` },
};

/** Where the values of the company's own fields stand. */
export const CUSTOM_OF_CLIENTS: Expression = sql`c.custom`;

export const LIST_COLUMNS: readonly FilterColumn[] = CLIENT_FIELDS.flatMap((field) => {
  const place = PLACES[field.name];
  return place === undefined ? [] : [{ field, ...place }];
});

const TEXT_CHOICES: Readonly<Record<string, Expression>> = {
  region: sql`c.region COLLATE "ru-x-icu"`,
  source: sql`c.source COLLATE "ru-x-icu"`,
  type: sql`c.organisation_type`,
};

const MOST_CHOICES = 500;

export const hasTextChoices = (field: string): boolean => TEXT_CHOICES[field] !== undefined;

/** The values that visible clients have in a text field, read one by one along its index. */
export async function textChoices(context: Reading, field: string, seen: RawBuilder<boolean>): Promise<string[]> {
  const column = TEXT_CHOICES[field];
  if (column === undefined) return [];
  const next = (after: Expression) =>
    sql`(SELECT ${column} FROM clients c WHERE ${after} AND ${seen} ORDER BY ${column} LIMIT 1)`;
  const { rows } = await sql<{ value: string }>`
    WITH RECURSIVE found (value) AS (
      SELECT ${next(sql`${column} IS NOT NULL`)}
      UNION ALL
      SELECT ${next(sql`${column} > f.value`)} FROM found f WHERE f.value IS NOT NULL)
    SELECT value FROM found WHERE value IS NOT NULL LIMIT ${MOST_CHOICES}`.execute(context.db);
  return rows.map((row) => row.value);
}
