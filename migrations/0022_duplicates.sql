-- module: clients
-- Intent: records of one organisation are found, judged and merged. Every client has match values (what two records of one
--   organisation would share); pairs that share them are kept with their score. A change of a client only leaves a line in
--   `client_match_queue`, so that a bulk import stays a bulk import; a sweep looks the lines up in batches.
-- Effect on data: every client that exists stands in the queue and is compared by the first sweeps.

ALTER TABLE clients
  ADD COLUMN merged_into uuid REFERENCES clients,
  ADD COLUMN head_client_id uuid REFERENCES clients,
  ADD CONSTRAINT merged_is_archived CHECK (merged_into IS NULL OR (merged_into <> id AND closed IS NOT DISTINCT FROM 'archived')),
  ADD CONSTRAINT head_is_another CHECK (head_client_id <> id);
CREATE INDEX clients_merged_into ON clients (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX clients_by_head ON clients (head_client_id) WHERE head_client_id IS NOT NULL;

-- Lines are only appended and taken away, never changed: nobody waits for the sweep, nor the sweep for anybody.
CREATE TABLE client_match_queue (
  number    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  client_id uuid NOT NULL
);

CREATE TABLE client_match_values (
  client_id       uuid NOT NULL REFERENCES clients ON DELETE CASCADE,
  sales_system_id uuid NOT NULL,
  kind            text NOT NULL CHECK (kind IN ('inn', 'ogrn', 'phone', 'domain', 'email', 'name')),
  value           text NOT NULL,
  PRIMARY KEY (client_id, kind, value)
);
CREATE INDEX client_match_values_by_value ON client_match_values (sales_system_id, kind, value, client_id);

-- Values that many clients share, as the phone of a call centre: they say little, and make no pairs.
CREATE TABLE common_match_values (
  sales_system_id uuid NOT NULL,
  kind            text NOT NULL,
  value           text NOT NULL,
  PRIMARY KEY (sales_system_id, kind, value)
);

-- Names to be compared by likeness, apart from the register: its own writes do not pay for this index.
CREATE TABLE client_match_names (
  client_id       uuid PRIMARY KEY REFERENCES clients ON DELETE CASCADE,
  sales_system_id uuid NOT NULL,
  region          text NOT NULL,
  name_key        text NOT NULL
);
CREATE INDEX client_match_names_alike ON client_match_names USING gin (region, name_key gin_trgm_ops);

-- Without foreign keys to the clients, whose rows they would lock: two cards edited at one time would wait for each other.
CREATE TABLE duplicate_pairs (
  one_id          uuid NOT NULL,
  other_id        uuid NOT NULL,
  sales_system_id uuid NOT NULL REFERENCES sales_systems,
  score           integer NOT NULL CHECK (score BETWEEN 1 AND 100),
  reasons         jsonb NOT NULL CHECK (jsonb_typeof(reasons) = 'array'),
  state           text NOT NULL CHECK (state IN ('open', 'merged', 'branch', 'apart')),
  -- Why a rule that would have decided could not: the pair waits for a person.
  rule_refusal    text,
  by_rule         boolean NOT NULL DEFAULT false,
  decided_by      uuid REFERENCES employees,
  decided_at      timestamptz,
  found_at        timestamptz NOT NULL,
  PRIMARY KEY (one_id, other_id),
  CHECK (one_id < other_id),
  CHECK ((state = 'open') = (decided_at IS NULL))
);
CREATE INDEX duplicate_pairs_by_other ON duplicate_pairs (other_id);
CREATE INDEX duplicate_pairs_open ON duplicate_pairs (sales_system_id, score DESC, one_id, other_id) WHERE state = 'open';
CREATE INDEX duplicate_pairs_decided ON duplicate_pairs (sales_system_id, decided_at DESC) WHERE state <> 'open';

-- What becomes by itself of pairs that an import has brought. Without rows the shipped rules apply.
CREATE TABLE duplicate_rules (
  sales_system_id uuid NOT NULL REFERENCES sales_systems,
  reason          text NOT NULL,
  action          text NOT NULL CHECK (action IN ('merge', 'branch', 'apart', 'ask')),
  from_score      integer NOT NULL CHECK (from_score BETWEEN 1 AND 100),
  PRIMARY KEY (sales_system_id, reason)
);

-- A merge with all that it has changed, row by row, so that it can be taken back to the letter.
CREATE TABLE client_merges (
  id              uuid PRIMARY KEY,
  sales_system_id uuid NOT NULL REFERENCES sales_systems,
  into_id         uuid NOT NULL REFERENCES clients,
  from_id         uuid NOT NULL REFERENCES clients,
  score           integer,
  reasons         jsonb NOT NULL DEFAULT '[]',
  by_rule         boolean NOT NULL,
  changes         jsonb NOT NULL,
  moved           jsonb NOT NULL,
  merged_by       uuid REFERENCES employees,
  merged_at       timestamptz NOT NULL,
  -- The last journal entry of the merge itself: whatever is later was built on it.
  entry_id        uuid NOT NULL,
  undone_by       uuid REFERENCES employees,
  undone_at       timestamptz,
  CHECK (into_id <> from_id)
);
CREATE INDEX client_merges_by_into ON client_merges (into_id) WHERE undone_at IS NULL;
CREATE INDEX client_merges_by_from ON client_merges (from_id) WHERE undone_at IS NULL;
CREATE INDEX client_merges_by_time ON client_merges (sales_system_id, merged_at DESC, id);

CREATE FUNCTION queue_new_clients_for_matching() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO client_match_queue (client_id) SELECT id FROM added;
  RETURN NULL;
END $$;
CREATE TRIGGER matching_follows_new_clients AFTER INSERT ON clients REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION queue_new_clients_for_matching();

CREATE FUNCTION queue_changed_clients_for_matching() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO client_match_queue (client_id)
  SELECT n.id FROM changed n JOIN former o USING (id)
  WHERE (n.sales_system_id, n.name_key, n.region, n.inn, n.kpp, n.ogrn, n.phones, n.emails, n.sites, n.closed, n.merged_into)
    IS DISTINCT FROM (o.sales_system_id, o.name_key, o.region, o.inn, o.kpp, o.ogrn, o.phones, o.emails, o.sites, o.closed, o.merged_into);
  RETURN NULL;
END $$;
CREATE TRIGGER matching_follows_changed_clients AFTER UPDATE ON clients REFERENCING NEW TABLE AS changed OLD TABLE AS former
  FOR EACH STATEMENT EXECUTE FUNCTION queue_changed_clients_for_matching();

CREATE FUNCTION forget_pairs_of_removed_clients() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM duplicate_pairs p USING removed r WHERE p.one_id = r.id;
  DELETE FROM duplicate_pairs p USING removed r WHERE p.other_id = r.id;
  RETURN NULL;
END $$;
CREATE TRIGGER pairs_follow_removed_clients AFTER DELETE ON clients REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION forget_pairs_of_removed_clients();

INSERT INTO client_match_queue (client_id) SELECT id FROM clients;
