-- module: calling
-- Intent: the queues of the telemarketer. `call_candidates` holds one narrow row for every client that may be called or whose contact has to be found,
--   kept in step by statement triggers, so that the next client is one index look-up among millions, and a bulk import stays a bulk import.
-- Effect on data: the queue is filled from the clients that exist.

CREATE TABLE call_candidates (
  client_id        uuid PRIMARY KEY REFERENCES clients,
  sales_system_id  uuid NOT NULL,
  queue            text NOT NULL CHECK (queue IN ('warm', 'cold', 'find_contact')),
  zone             text NOT NULL,
  segment_priority integer NOT NULL,
  -- Longest untouched first: the last touch, else the day the client entered the register.
  untouched_since  timestamptz NOT NULL,
  -- A pause after an attempt; before this instant nobody is offered the client.
  ready_at         timestamptz NOT NULL DEFAULT '-infinity',
  leased_by        uuid REFERENCES employees,
  -- By the database's clock: a caller who vanished gives the client back by itself.
  leased_until     timestamptz,
  CHECK ((leased_by IS NULL) = (leased_until IS NULL))
);
CREATE INDEX call_candidates_next ON call_candidates (sales_system_id, queue, zone, segment_priority DESC, untouched_since, client_id);
CREATE INDEX call_candidates_leased ON call_candidates (leased_by) WHERE leased_by IS NOT NULL;

CREATE TABLE call_attempts (
  id          uuid PRIMARY KEY,
  client_id   uuid NOT NULL REFERENCES clients,
  employee_id uuid NOT NULL REFERENCES employees,
  contact_id  uuid REFERENCES contacts,
  number      text,
  at          timestamptz NOT NULL,
  queue       text NOT NULL CHECK (queue IN ('promised', 'warm', 'check', 'cold', 'by_hand')),
  outcome     text NOT NULL CHECK (outcome IN ('no_answer', 'call_back', 'gatekeeper', 'wrong_number', 'refusal', 'not_target', 'spoken')),
  reason      text,
  touch_id    uuid REFERENCES touches,
  undone_at   timestamptz,
  CONSTRAINT refusals_say_why CHECK (outcome NOT IN ('refusal', 'not_target') OR reason IS NOT NULL)
);
CREATE INDEX call_attempts_by_client ON call_attempts (client_id, at DESC);
CREATE INDEX call_attempts_by_employee ON call_attempts (employee_id, at DESC);

-- Who may be called at all: in the queue of the market, with a number, with a legal basis, and not forbidden (domain §3).
-- Whoever has no number or no basis is first looked for: queue `find_contact`.
CREATE FUNCTION refresh_call_candidates(ids uuid[]) RETURNS void LANGUAGE sql AS $$
  DELETE FROM call_candidates q USING clients c
  WHERE q.client_id = c.id AND c.id = ANY (ids) AND (c.state NOT IN ('cold', 'warm') OR c.do_not_call);
  INSERT INTO call_candidates AS q (client_id, sales_system_id, queue, zone, segment_priority, untouched_since)
  SELECT c.id, c.sales_system_id,
         CASE WHEN c.call_basis IS NULL OR NOT (c.phones <> '[]' OR EXISTS (
                SELECT 1 FROM client_contacts l JOIN contacts p ON p.id = l.contact_id
                WHERE l.client_id = c.id AND l.left_on IS NULL AND p.phones <> '[]'))
              THEN 'find_contact' ELSE c.state END,
         c.time_zone, coalesce(s.priority, 0), coalesce(c.last_touch_at, c.created_at)
  FROM clients c LEFT JOIN segments s ON s.id = c.segment_id
  WHERE c.id = ANY (ids) AND c.state IN ('cold', 'warm') AND NOT c.do_not_call
  ON CONFLICT (client_id) DO UPDATE SET sales_system_id = excluded.sales_system_id, queue = excluded.queue, zone = excluded.zone,
    segment_priority = excluded.segment_priority, untouched_since = excluded.untouched_since
  WHERE (q.sales_system_id, q.queue, q.zone, q.segment_priority, q.untouched_since)
    IS DISTINCT FROM (excluded.sales_system_id, excluded.queue, excluded.zone, excluded.segment_priority, excluded.untouched_since);
$$;

CREATE FUNCTION candidates_follow_clients() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_call_candidates(ARRAY(SELECT id FROM changed));
  RETURN NULL;
END $$;
CREATE TRIGGER candidates_follow_new_clients AFTER INSERT ON clients REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION candidates_follow_clients();
CREATE TRIGGER candidates_follow_changed_clients AFTER UPDATE ON clients REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION candidates_follow_clients();

CREATE FUNCTION candidates_follow_links() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_call_candidates(ARRAY(SELECT DISTINCT client_id FROM changed));
  RETURN NULL;
END $$;
CREATE TRIGGER candidates_follow_new_links AFTER INSERT ON client_contacts REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION candidates_follow_links();
CREATE TRIGGER candidates_follow_changed_links AFTER UPDATE ON client_contacts REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION candidates_follow_links();

CREATE FUNCTION candidates_follow_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_call_candidates(ARRAY(SELECT DISTINCT l.client_id FROM client_contacts l JOIN changed p ON p.id = l.contact_id));
  RETURN NULL;
END $$;
CREATE TRIGGER candidates_follow_changed_contacts AFTER UPDATE ON contacts REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION candidates_follow_contacts();

SELECT refresh_call_candidates(ARRAY(SELECT id FROM clients));
