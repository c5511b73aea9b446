-- module: calling
-- Intent: a bulk import pays for the callers' queue once: a new client enters it straight from the statement that added it, with no look at what cannot exist yet
--   (people, doubts, an older place in the queue), and a person added without a number is no news for the queue.
-- Effect on data: none; the queue follows by the same rules as before.

CREATE FUNCTION candidates_follow_new_clients() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO call_candidates (client_id, sales_system_id, queue, zone, segment, untouched_since)
  SELECT c.id, c.sales_system_id, CASE WHEN c.call_basis IS NULL OR c.phones = '[]' THEN 'find_contact' ELSE c.state END,
         c.time_zone, coalesce(c.segment_id, '00000000-0000-0000-0000-000000000000'), coalesce(c.last_touch_at, c.created_at)
  FROM changed c WHERE c.state IN ('cold', 'warm') AND NOT c.do_not_call;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER candidates_follow_new_clients AFTER INSERT ON clients REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION candidates_follow_new_clients();

CREATE FUNCTION candidates_follow_new_links() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ids uuid[] := ARRAY(SELECT DISTINCT l.client_id FROM changed l JOIN v_client_contacts p USING (client_id, contact_id) WHERE p.phones <> '[]');
BEGIN
  IF ids <> '{}' THEN PERFORM refresh_call_candidates(ids); END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER candidates_follow_new_links AFTER INSERT ON client_contacts REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION candidates_follow_new_links();

-- Whoever leaves the register leaves the queue with it: an import that was taken back takes its clients along.
ALTER TABLE call_candidates DROP CONSTRAINT call_candidates_client_id_fkey,
  ADD CONSTRAINT call_candidates_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients ON DELETE CASCADE;
