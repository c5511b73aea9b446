import { sql } from 'kysely';
import type { TimelineItem } from '#modules/activities/contract.ts';
import type { Context } from '#platform/context.ts';

interface Line {
  id: string;
  at: string;
  deal_id: string;
  what: 'stage' | 'evidence' | 'outcome';
  word: string;
  title: string;
  words: string | null;
  who: string | null;
}

/** What happened to a client's deals, newest first, before a place of the timeline. */
export async function dealLines(
  { db }: Pick<Context, 'db'>,
  clientId: string,
  before: { at: string; id: string } | null,
  limit: number,
): Promise<TimelineItem[]> {
  const { rows } = await sql<Line>`
    WITH of_client AS (SELECT * FROM deals WHERE client_id = ${clientId})
    SELECT l.id, l.at, l.deal_id, l.what, l.word, l.title, l.words, e.full_name AS who
    FROM (
      SELECT m.id, m.moved_at AS at, d.id AS deal_id, 'stage' AS what, m.to_stage AS word, d.title, m.reason AS words, m.moved_by AS by
      FROM deal_moves m JOIN of_client d ON d.id = m.deal_id
      UNION ALL
      SELECT s.id, s.recorded_at, d.id, 'evidence', c.stage, c.title, s.said, s.recorded_by
      FROM stage_evidence s JOIN of_client d ON d.id = s.deal_id JOIN stage_criteria c ON c.id = s.criterion_id
      WHERE s.withdrawn_at IS NULL
      UNION ALL
      SELECT d.id, d.closed_at, d.id, 'outcome', d.outcome, d.title,
        CASE WHEN d.lost_to IS NULL THEN d.outcome_reason ELSE d.lost_to || ': ' || d.outcome_reason END, d.owner_id
      FROM of_client d WHERE d.outcome IN ('lost', 'postponed')
    ) l LEFT JOIN v_employee_names e ON e.id = l.by
    WHERE ${before === null ? sql`true` : sql`(l.at, l.id) < (${before.at}::timestamptz, ${before.id}::uuid)`}
    ORDER BY l.at DESC, l.id DESC
    LIMIT ${limit}`.execute(db);
  return rows.map((line) => ({
    id: line.id,
    at: line.at,
    group: 'decisions',
    icon: 'deal',
    title: line.words ?? line.title,
    text_key: `deals.timeline.${line.what}.${line.word}`,
    text_values: { title: line.title },
    note: line.words === null ? null : line.title,
    who: line.who,
    result: null,
    subject: { kind: 'deal', id: line.deal_id },
  }));
}
