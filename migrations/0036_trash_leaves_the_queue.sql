-- module: calling
-- Intent: nobody is called who is in the trash; whoever comes back stands in the queue again.
-- Effect on data: none.

CREATE OR REPLACE FUNCTION refresh_call_candidates(ids uuid[]) RETURNS void LANGUAGE sql AS $$
  DELETE FROM call_candidates q
  WHERE q.client_id = ANY (ids)
    AND NOT EXISTS (SELECT FROM v_clients c WHERE c.id = q.client_id AND c.state IN ('cold', 'warm') AND NOT c.do_not_call);
  INSERT INTO call_candidates AS q (client_id, sales_system_id, queue, zone, segment, untouched_since)
  SELECT c.id, c.sales_system_id,
         CASE WHEN c.call_basis IS NULL OR NOT (has_good_number(c.id, c.phones) OR EXISTS (
                SELECT 1 FROM v_client_contacts p WHERE p.client_id = c.id AND p.left_on IS NULL AND has_good_number(c.id, p.phones)))
              THEN 'find_contact' ELSE c.state END,
         c.time_zone, coalesce(c.segment_id, '00000000-0000-0000-0000-000000000000'), coalesce(c.last_touch_at, c.created_at)
  FROM v_clients c
  WHERE c.id = ANY (ids) AND c.state IN ('cold', 'warm') AND NOT c.do_not_call
  ON CONFLICT (client_id) DO UPDATE SET sales_system_id = excluded.sales_system_id, queue = excluded.queue, zone = excluded.zone,
    segment = excluded.segment, untouched_since = excluded.untouched_since,
    -- Whoever becomes warm, or gets a number at last, rests no longer.
    resting = q.resting AND q.queue = excluded.queue, ready_at = CASE WHEN q.queue = excluded.queue THEN q.ready_at END
  WHERE (q.sales_system_id, q.queue, q.zone, q.segment, q.untouched_since)
    IS DISTINCT FROM (excluded.sales_system_id, excluded.queue, excluded.zone, excluded.segment, excluded.untouched_since);
$$;
