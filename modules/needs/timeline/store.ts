import { sql } from 'kysely';
import type { TimelineItem } from '#modules/activities/contract.ts';
import type { Context } from '#platform/context.ts';

interface Line {
  id: string;
  at: string;
  need_id: string;
  what: 'recorded' | 'verdict' | 'evidence' | 'recurred' | 'event';
  word: string | null;
  subject: string;
  words: string | null;
  who: string | null;
}

/** What was found out about a client's needs, newest first, before a place of the timeline. */
export async function needLines(
  { db }: Pick<Context, 'db'>,
  clientId: string,
  before: { at: string; id: string } | null,
  limit: number,
): Promise<TimelineItem[]> {
  const { rows } = await sql<Line>`
    WITH of_client AS (SELECT * FROM needs WHERE client_id = ${clientId})
    SELECT l.id, l.at, l.need_id, l.what, l.word, l.subject, l.words, e.full_name AS who
    FROM (
      SELECT n.id, n.created_at AS at, n.id AS need_id, 'recorded' AS what, n.origin AS word, n.subject, n.origin_note AS words,
        n.owner_id AS by
      FROM of_client n
      UNION ALL
      SELECT v.id, v.determined_at, n.id, 'verdict', v.verdict, n.subject, v.evidence, v.determined_by
      FROM relevance_verdicts v JOIN of_client n ON n.id = v.need_id WHERE v.withdrawn_at IS NULL
      UNION ALL
      SELECT d.id, d.recorded_at, n.id, 'evidence', d.form, n.subject, d.said, d.recorded_by
      FROM need_evidence d JOIN of_client n ON n.id = d.need_id WHERE d.withdrawn_at IS NULL
      UNION ALL
      SELECT r.id, r.recorded_at, n.id, 'recurred', NULL, n.subject, r.why_not, r.recorded_by
      FROM need_recurrences r JOIN of_client n ON n.id = r.need_id
      UNION ALL
      SELECT t.id, t.recorded_at, (min(n.id::text))::uuid, 'event', t.kind, t.title, NULL, t.recorded_by
      FROM triggers t JOIN trigger_hits h ON h.trigger_id = t.id JOIN of_client n ON n.id = h.need_id
      GROUP BY t.id
    ) l LEFT JOIN v_employee_names e ON e.id = l.by
    WHERE ${before === null ? sql`true` : sql`(l.at, l.id) < (${before.at}::timestamptz, ${before.id}::uuid)`}
    ORDER BY l.at DESC, l.id DESC
    LIMIT ${limit}`.execute(db);
  return rows.map(itemOf);
}

const ICONS = {
  recorded: 'need',
  verdict: 'verdict',
  evidence: 'need',
  recurred: 'need',
  event: 'warning',
} as const satisfies Record<Line['what'], TimelineItem['icon']>;

function itemOf(line: Line): TimelineItem {
  return {
    id: line.id,
    at: line.at,
    group: 'decisions',
    icon: ICONS[line.what],
    title: line.words ?? line.subject,
    text_key: `needs.timeline.${line.what}${line.word === null ? '' : `.${line.word}`}`,
    text_values: { subject: line.subject },
    note: line.words === null ? null : line.subject,
    who: line.who,
    result: null,
    subject: { kind: 'need', id: line.need_id },
  };
}
