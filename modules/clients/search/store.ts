import { type RawBuilder, sql } from 'kysely';
import { and, type Condition, like, openTo, or, type RegisterView, visible } from '../listing/store.ts';
import type { Reading } from '../store.ts';

/** How many candidates are weighed: enough for a page of the best, few enough for a word that half of the register has. */
const CANDIDATES = 300;

const begins = (column: RawBuilder<unknown>, word: string): Condition =>
  sql<boolean>`${column} LIKE ${`${word.replace(/[\\%_]/g, '\\$&')}%`}`;

/** Names that begin with the query first, then names with a word that does, then whatever holds it; short names first. */
function weight(column: RawBuilder<unknown>, spellings: readonly string[]): RawBuilder<number> {
  const start = or(spellings.map((spelling) => begins(column, spelling)));
  const word = or(spellings.map((spelling) => like(column, ` ${spelling}`)));
  return sql<number>`CASE WHEN ${start} THEN 2 WHEN ${word} THEN 1 ELSE 0 END`;
}

export interface FoundClient {
  id: string;
  name: string;
  region: string | null;
  holder_name: string | null;
}

export async function bestClients(context: Reading, view: RegisterView, limit: number): Promise<FoundClient[]> {
  const spellings = spellingsOf(view);
  const starting = or(spellings.map((spelling) => begins(sql`c.name_search`, spelling)));
  const seen = visible(view);
  // A word that half of the register has is weighed among the names that begin with it and a few others.
  const among =
    view.candidates !== null
      ? seen
      : sql<boolean>`c.id IN (
          (SELECT c.id FROM clients c WHERE ${and([starting, seen])} LIMIT ${CANDIDATES})
          UNION ALL (SELECT c.id FROM clients c WHERE ${seen} LIMIT ${CANDIDATES}))`;
  const { rows } = await sql<FoundClient>`
    SELECT c.id, c.name, c.region, (SELECT e.full_name FROM v_employee_names e WHERE e.id = c.holder_id) AS holder_name
    FROM clients c WHERE ${among}
    ORDER BY ${weight(sql`c.name_search`, spellings)} DESC, length(c.name), c.name COLLATE "ru-x-icu", c.id
    LIMIT ${limit}`.execute(context.db);
  return rows;
}

export interface FoundContact {
  id: string;
  full_name: string;
  position_title: string | null;
  client_id: string;
  client_name: string;
}

/** People at clients whose card is open. */
export async function bestContacts(context: Reading, view: RegisterView, limit: number): Promise<FoundContact[]> {
  if (view.terms === null) return [];
  const { variants, digits } = view.terms;
  const words = variants.map((variant) => and(variant.map((word) => like(sql`k.search_text`, word))));
  const numbers = digits === null ? [] : [like(sql`k.search_text`, digits)];
  const { rows } = await sql<FoundContact>`
    SELECT f.id, f.full_name, f.position_title, f.client_id, f.client_name FROM (
      SELECT k.id, k.full_name, k.search_text, l.position_title, c.id AS client_id, c.name AS client_name
      FROM contacts k JOIN client_contacts l ON l.contact_id = k.id JOIN clients c ON c.id = l.client_id
      WHERE ${and([or([...words, ...numbers]), openTo(view)])} AND l.left_on IS NULL LIMIT ${CANDIDATES}) f
    ORDER BY ${weight(sql`f.search_text`, spellingsOf(view))} DESC, f.full_name COLLATE "ru-x-icu", f.client_name COLLATE "ru-x-icu", f.id
    LIMIT ${limit}`.execute(context.db);
  return rows;
}

function spellingsOf({ terms }: RegisterView): string[] {
  return (terms?.variants ?? []).map((words) => words.join(' '));
}
