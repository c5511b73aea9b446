-- module: clients
-- Intent: names of one region are found alike in Russian too: pg_trgm sees no Russian letters under the C locale, so the words are coded
--   into Latin ones before (see 0023). Records are also found by the phones and mails of the people at them: what changes of people puts their
--   clients in the queue. A merge can be found by the people whose data it has kept, so that erasing a person reaches it.
-- Effect on data: the index over names is built anew; every client stands in the queue once more and is compared with the others.

DROP INDEX client_match_names_alike;
CREATE INDEX client_match_names_alike ON client_match_names USING gin (region, search_code(name_key) gin_trgm_ops);

CREATE FUNCTION queue_clients_of_new_places() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO client_match_queue (client_id) SELECT DISTINCT client_id FROM added;
  RETURN NULL;
END $$;
CREATE TRIGGER matching_follows_new_places AFTER INSERT ON client_contacts REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION queue_clients_of_new_places();

CREATE FUNCTION queue_clients_of_changed_places() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO client_match_queue (client_id)
  SELECT DISTINCT client_id FROM (
    (SELECT client_id, contact_id, left_on FROM former EXCEPT SELECT client_id, contact_id, left_on FROM changed)
    UNION ALL (SELECT client_id, contact_id, left_on FROM changed EXCEPT SELECT client_id, contact_id, left_on FROM former)) AS moved;
  RETURN NULL;
END $$;
CREATE TRIGGER matching_follows_changed_places AFTER UPDATE ON client_contacts REFERENCING NEW TABLE AS changed OLD TABLE AS former
  FOR EACH STATEMENT EXECUTE FUNCTION queue_clients_of_changed_places();

CREATE FUNCTION queue_clients_of_removed_places() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO client_match_queue (client_id) SELECT DISTINCT client_id FROM removed;
  RETURN NULL;
END $$;
CREATE TRIGGER matching_follows_removed_places AFTER DELETE ON client_contacts REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION queue_clients_of_removed_places();

CREATE FUNCTION queue_clients_of_changed_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO client_match_queue (client_id)
  SELECT DISTINCT l.client_id FROM changed n JOIN former o USING (id) JOIN client_contacts l ON l.contact_id = n.id
  WHERE (n.phones, n.emails) IS DISTINCT FROM (o.phones, o.emails);
  RETURN NULL;
END $$;
CREATE TRIGGER matching_follows_changed_people AFTER UPDATE ON contacts REFERENCING NEW TABLE AS changed OLD TABLE AS former
  FOR EACH STATEMENT EXECUTE FUNCTION queue_clients_of_changed_people();

ALTER TABLE client_merges ADD COLUMN people jsonb NOT NULL GENERATED ALWAYS AS (
  jsonb_path_query_array(changes, '$[*] ? (@.table == "contacts").changes[*].key.id')) STORED;
CREATE INDEX client_merges_by_person ON client_merges USING gin (people);

INSERT INTO client_match_queue (client_id) SELECT id FROM clients WHERE closed IS DISTINCT FROM 'archived';
