-- module: calling
-- Intent: the queues of the telemarketer. `call_candidates` holds one narrow row for every client that may be called or whose contact has to be found,
--   kept in step by statement triggers, so that the next client is one index look-up among millions, and a bulk import stays a bulk import.
-- Effect on data: the queue is filled from the clients that exist.

CREATE TABLE call_candidates (
  client_id        uuid PRIMARY KEY REFERENCES clients,
  sales_system_id  uuid NOT NULL,
  queue            text NOT NULL CHECK (queue IN ('warm', 'cold', 'find_contact')),
  zone             text NOT NULL,
  -- The segment's id, or the zero id where the client has none: what is looked up by equality cannot be null.
  segment          uuid NOT NULL,
  -- Longest untouched first: the last touch, else the day the client entered the register.
  untouched_since  timestamptz NOT NULL,
  -- A pause after an attempt. Resting rows stand in an index of their own: however many rest, none is passed over in the queue.
  resting          boolean NOT NULL DEFAULT false,
  ready_at         timestamptz,
  -- By the database's clock: a caller who vanished gives the client back by itself.
  leased_until     timestamptz,
  CHECK (resting = (ready_at IS NOT NULL))
);
-- One lane per zone and segment: the windows and the priorities are asked of lanes, never of clients.
CREATE INDEX call_candidates_next ON call_candidates (sales_system_id, queue, zone, segment, untouched_since, client_id) WHERE NOT resting;
CREATE INDEX call_candidates_resting ON call_candidates (ready_at) WHERE resting;

-- Who calls whom at this instant, and why this client: at most one caller of a client, at most one client of a caller.
CREATE TABLE call_leases (
  client_id   uuid PRIMARY KEY REFERENCES clients,
  employee_id uuid NOT NULL UNIQUE REFERENCES employees,
  queue       text NOT NULL CHECK (queue IN ('promised', 'warm', 'check', 'cold', 'find_contact', 'by_hand')),
  why         jsonb NOT NULL CHECK (jsonb_typeof(why) = 'array'),
  taken_at    timestamptz NOT NULL,
  expires_at  timestamptz NOT NULL
);

CREATE TABLE call_attempts (
  id          uuid PRIMARY KEY,
  client_id   uuid NOT NULL REFERENCES clients,
  employee_id uuid NOT NULL REFERENCES employees,
  contact_id  uuid REFERENCES contacts,
  number      text,
  at          timestamptz NOT NULL,
  queue       text NOT NULL CHECK (queue IN ('promised', 'warm', 'check', 'cold', 'find_contact', 'by_hand')),
  outcome     text NOT NULL CHECK (outcome IN ('no_answer', 'call_back', 'gatekeeper', 'wrong_number', 'refusal', 'not_target', 'spoken')),
  reason      text,
  with_decision_maker boolean NOT NULL DEFAULT false,
  -- Before this instant the client is offered to nobody.
  ready_at    timestamptz NOT NULL,
  touch_id    uuid REFERENCES touches,
  -- What the call has done, piece by piece, so that it can be taken back piece by piece.
  trace       jsonb,
  undone_at   timestamptz,
  CONSTRAINT refusals_say_why CHECK (outcome NOT IN ('refusal', 'not_target') OR reason IS NOT NULL)
);
CREATE INDEX call_attempts_by_client ON call_attempts (client_id, at DESC) WHERE undone_at IS NULL;
CREATE INDEX call_attempts_by_employee ON call_attempts (employee_id, at DESC, id DESC) WHERE undone_at IS NULL;

-- Numbers that turned out to be somebody else's, until somebody has verified them.
CREATE TABLE doubted_numbers (
  client_id  uuid NOT NULL REFERENCES clients,
  number     text NOT NULL,
  attempt_id uuid NOT NULL REFERENCES call_attempts,
  doubted_at timestamptz NOT NULL,
  PRIMARY KEY (client_id, number)
);

-- Whether a list of phones holds a number that nobody doubts.
CREATE FUNCTION has_good_number(client uuid, phones jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT phones <> '[]' AND (NOT EXISTS (SELECT 1 FROM doubted_numbers d WHERE d.client_id = client) OR EXISTS (
    SELECT 1 FROM jsonb_array_elements(phones) p
    WHERE NOT EXISTS (SELECT 1 FROM doubted_numbers d WHERE d.client_id = client AND d.number = p ->> 'number')))
$$;

-- Who may be called at all: in the queue of the market, with a number, with a legal basis, and not forbidden (domain §3).
-- Whoever has no number or no basis is first looked for: queue `find_contact`.
CREATE FUNCTION refresh_call_candidates(ids uuid[]) RETURNS void LANGUAGE sql AS $$
  DELETE FROM call_candidates q USING v_clients c
  WHERE q.client_id = c.id AND c.id = ANY (ids) AND (c.state NOT IN ('cold', 'warm') OR c.do_not_call);
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
CREATE TRIGGER candidates_follow_removed_links AFTER DELETE ON client_contacts REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION candidates_follow_links();

CREATE FUNCTION candidates_follow_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_call_candidates(ARRAY(SELECT DISTINCT l.client_id FROM v_client_contacts l JOIN changed p ON p.id = l.contact_id));
  RETURN NULL;
END $$;
CREATE TRIGGER candidates_follow_changed_contacts AFTER UPDATE ON contacts REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION candidates_follow_contacts();

-- A number that has been verified is a number again.
CREATE FUNCTION candidates_follow_doubts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_call_candidates(ARRAY(SELECT DISTINCT client_id FROM changed));
  RETURN NULL;
END $$;
CREATE TRIGGER candidates_follow_new_doubts AFTER INSERT ON doubted_numbers REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION candidates_follow_doubts();
CREATE TRIGGER candidates_follow_removed_doubts AFTER DELETE ON doubted_numbers REFERENCING OLD TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION candidates_follow_doubts();

SELECT refresh_call_candidates(ARRAY(SELECT id FROM v_clients));

-- Published for qualification, reports and the head's desk.
CREATE VIEW v_call_attempts AS
  SELECT id, client_id, employee_id, contact_id, at, queue, outcome, reason, with_decision_maker FROM call_attempts WHERE undone_at IS NULL;
CREATE VIEW v_call_queue AS SELECT client_id, sales_system_id, queue, zone, untouched_since, resting, ready_at FROM call_candidates;
