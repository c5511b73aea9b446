-- module: needs
-- Intent: the history of verdicts is never overwritten while there is a need that it is about; when a client is erased for good, it goes with the need.
--   Needs and checks of clients in the trash are counted nowhere.
-- Effect on data: none.

CREATE OR REPLACE FUNCTION refuse_verdict_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF NOT EXISTS (SELECT FROM needs WHERE id = OLD.need_id) THEN RETURN OLD; END IF;
    RAISE EXCEPTION 'the history of verdicts is never overwritten' USING ERRCODE = 'restrict_violation';
  END IF;
  IF (to_jsonb(NEW) - 'withdrawn_at') IS DISTINCT FROM (to_jsonb(OLD) - 'withdrawn_at') THEN
    RAISE EXCEPTION 'the history of verdicts is never overwritten' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE VIEW v_needs AS
  SELECT id, client_id, sales_system_id, subject, value_minor, currency, origin, status, verdict, blocker, window_from, window_until,
         expected_event, expected_on, next_check_on, check_owner_id, owner_id, actual_since, created_at
  FROM needs n WHERE NOT EXISTS (SELECT FROM v_trashed_clients x WHERE x.client_id = n.client_id);

CREATE OR REPLACE VIEW v_relevance_checks AS
  SELECT n.id, n.id AS need_id, n.client_id, n.sales_system_id, n.next_check_on AS check_on, n.check_owner_id AS owner_id
  FROM needs n
  WHERE n.status IN ('potential', 'actual') AND n.next_check_on IS NOT NULL AND n.check_owner_id IS NOT NULL
    AND NOT EXISTS (SELECT FROM v_trashed_clients x WHERE x.client_id = n.client_id)
  UNION ALL
  SELECT c.id, NULL::uuid, c.id, c.sales_system_id, c.next_check_on, c.check_owner_id
  FROM v_clients c
  WHERE c.next_check_on IS NOT NULL AND c.check_owner_id IS NOT NULL AND c.state IN ('waiting', 'lost', 'delivered')
    AND NOT EXISTS (SELECT FROM needs n WHERE n.client_id = c.id AND n.status IN ('potential', 'actual') AND n.next_check_on IS NOT NULL);
