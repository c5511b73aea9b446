-- module: clients
-- Intent: a touch or a next step of a client in work is what changes most often, and is no news for the callers' queue nor for the
--   comparison of clients with each other: neither looks at it any more.
-- Effect on data: none; queue and comparison follow by the same rules as before.

CREATE FUNCTION candidates_follow_changed_clients() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ids uuid[] := ARRAY(SELECT id FROM changed WHERE state IN ('cold', 'warm') UNION SELECT id FROM former WHERE state IN ('cold', 'warm'));
BEGIN
  IF ids <> '{}' THEN PERFORM refresh_call_candidates(ids); END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER candidates_follow_changed_clients AFTER UPDATE ON client_records
  REFERENCING NEW TABLE AS changed OLD TABLE AS former
  FOR EACH STATEMENT EXECUTE FUNCTION candidates_follow_changed_clients();
DROP FUNCTION candidates_follow_clients();

CREATE FUNCTION queue_changed_client_for_matching() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO client_match_queue (client_id) VALUES (NEW.id);
  RETURN NULL;
END $$;
DROP TRIGGER matching_follows_changed_clients ON client_records;
CREATE TRIGGER matching_follows_changed_clients AFTER UPDATE ON client_records FOR EACH ROW
  WHEN (NEW.trashed_at IS NULL
    AND (NEW.sales_system_id, NEW.name_key, NEW.region, NEW.inn, NEW.kpp, NEW.ogrn, NEW.phones, NEW.emails, NEW.sites, NEW.closed, NEW.merged_into, NEW.trashed_at)
      IS DISTINCT FROM (OLD.sales_system_id, OLD.name_key, OLD.region, OLD.inn, OLD.kpp, OLD.ogrn, OLD.phones, OLD.emails, OLD.sites, OLD.closed, OLD.merged_into, OLD.trashed_at))
  EXECUTE FUNCTION queue_changed_client_for_matching();
DROP FUNCTION queue_changed_clients_for_matching();
