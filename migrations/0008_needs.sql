-- module: needs
-- Intent: needs of clients, the evidence that makes them actual, relevance verdicts whose history is never overwritten, triggers that reopen verification.
-- Effect on data: none, the tables are new.

CREATE TABLE needs (
  id               uuid PRIMARY KEY,
  client_id        uuid NOT NULL REFERENCES clients,
  sales_system_id  uuid NOT NULL REFERENCES sales_systems,
  subject          text NOT NULL CHECK (subject <> '' AND length(subject) <= 500),
  product_line     text,
  value_minor      bigint CHECK (value_minor BETWEEN 0 AND 9007199254740991),
  currency         text NOT NULL DEFAULT 'RUB',
  origin           text NOT NULL CHECK (origin IN ('identified', 'formed')),
  -- What made a need ours: the buyer's words for an identified one, our know-how for a formed one.
  origin_note      text,
  status           text NOT NULL CHECK (status IN ('potential', 'actual', 'satisfied', 'void')),
  actual_since     date,
  satisfied_by     text CHECK (satisfied_by IN ('us', 'competitor', 'otherwise')),
  closed_note      text,
  closed_on        date,
  financing_route  text CHECK (financing_route IN ('own_budget', 'subsidy', 'energy_service', 'concession', 'lease', 'other')),
  owner_id         uuid REFERENCES employees,

  -- The verdict in force, copied from the last row of relevance_verdicts.
  verdict_id       uuid,
  verdict          text CHECK (verdict IN ('now', 'dated', 'triggered', 'dormant', 'none')),
  blocker          text CHECK (blocker IN ('budget', 'authority', 'running_contract', 'programme', 'technical', 'politics', 'competitor', 'other')),
  window_from      date,
  window_until     date,
  expected_event   text,
  expected_on      date,
  next_check_on    date,
  check_owner_id   uuid REFERENCES employees,

  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  version          integer NOT NULL DEFAULT 1,

  CONSTRAINT actual_has_its_day CHECK (status <> 'actual' OR actual_since IS NOT NULL),
  CONSTRAINT satisfied_says_by_whom CHECK ((status = 'satisfied') = (satisfied_by IS NOT NULL)),
  CONSTRAINT closed_has_its_day CHECK ((status IN ('satisfied', 'void')) = (closed_on IS NOT NULL)),
  CONSTRAINT void_says_why CHECK (status <> 'void' OR closed_note IS NOT NULL),
  CONSTRAINT dated_has_a_window CHECK (verdict <> 'dated' OR window_from IS NOT NULL),
  CONSTRAINT window_runs_forward CHECK (window_until IS NULL OR window_from IS NULL OR window_until >= window_from),
  -- A need rests neither without a date nor without somebody who looks at it.
  CONSTRAINT open_verdict_has_check_and_owner CHECK (
    status NOT IN ('potential', 'actual') OR verdict IS NULL OR verdict = 'none' OR (next_check_on IS NOT NULL AND check_owner_id IS NOT NULL))
);
CREATE INDEX needs_by_client ON needs (client_id, created_at);
CREATE INDEX needs_open_by_check ON needs (check_owner_id, next_check_on) WHERE status IN ('potential', 'actual') AND next_check_on IS NOT NULL;
CREATE INDEX needs_open_by_system_check ON needs (sales_system_id, next_check_on) WHERE status IN ('potential', 'actual') AND next_check_on IS NOT NULL;
CREATE INDEX needs_open_by_owner ON needs (owner_id, verdict) WHERE status IN ('potential', 'actual');

-- The buyer's own evidence: without it a need stays potential.
CREATE TABLE need_evidence (
  id          uuid PRIMARY KEY,
  need_id     uuid NOT NULL REFERENCES needs,
  on_day      date NOT NULL,
  contact_id  uuid NOT NULL REFERENCES contacts,
  form        text NOT NULL CHECK (form IN ('conversation', 'letter', 'document', 'public_source', 'meeting_minutes')),
  said        text NOT NULL CHECK (said <> ''),
  file_id     uuid REFERENCES files,
  recorded_by uuid REFERENCES employees,
  recorded_at timestamptz NOT NULL,
  withdrawn_at timestamptz
);
CREATE INDEX need_evidence_by_need ON need_evidence (need_id, on_day);

CREATE TABLE relevance_verdicts (
  id             uuid PRIMARY KEY,
  need_id        uuid NOT NULL REFERENCES needs,
  verdict        text NOT NULL CHECK (verdict IN ('now', 'dated', 'triggered', 'dormant', 'none')),
  blocker        text CHECK (blocker IN ('budget', 'authority', 'running_contract', 'programme', 'technical', 'politics', 'competitor', 'other')),
  unlocks        text,
  evidence       text NOT NULL CHECK (evidence <> ''),
  window_from    date,
  window_until   date,
  expected_event text,
  expected_on    date,
  next_check_on  date,
  check_owner_id uuid REFERENCES employees,
  determined_by  uuid REFERENCES employees,
  determined_at  timestamptz NOT NULL,
  -- A verdict taken back by its author stays in the history, marked.
  withdrawn_at   timestamptz
);
CREATE INDEX relevance_verdicts_by_need ON relevance_verdicts (need_id, determined_at);
CREATE FUNCTION refuse_verdict_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (to_jsonb(NEW) - 'withdrawn_at') IS DISTINCT FROM (to_jsonb(OLD) - 'withdrawn_at') THEN
    RAISE EXCEPTION 'the history of verdicts is never overwritten' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER verdicts_are_history BEFORE UPDATE OR DELETE ON relevance_verdicts FOR EACH ROW EXECUTE FUNCTION refuse_verdict_rewriting();

-- A need may arise again and again, and for many reasons the client is not ready each time.
CREATE TABLE need_recurrences (
  id          uuid PRIMARY KEY,
  need_id     uuid NOT NULL REFERENCES needs,
  on_day      date NOT NULL,
  why_not     text NOT NULL CHECK (why_not <> ''),
  recorded_by uuid REFERENCES employees,
  recorded_at timestamptz NOT NULL
);
CREATE INDEX need_recurrences_by_need ON need_recurrences (need_id, on_day);

CREATE TABLE need_competitors (
  need_id uuid NOT NULL REFERENCES needs,
  name    text NOT NULL CHECK (name <> ''),
  note    text,
  PRIMARY KEY (need_id, name)
);

-- An event that reopens verification, not the deal: one check for each need that it hits.
CREATE TABLE triggers (
  id              uuid PRIMARY KEY,
  sales_system_id uuid NOT NULL REFERENCES sales_systems,
  kind            text NOT NULL CHECK (kind IN ('draft_budget', 'procurement_schedule', 'programme', 'election', 'contract_end', 'tariff',
                    'accident', 'regulator_order', 'neighbour_reference', 'competitor_failure', 'other')),
  title           text NOT NULL CHECK (title <> ''),
  happened_on     date NOT NULL,
  client_id       uuid REFERENCES clients,
  region          text,
  recorded_by     uuid REFERENCES employees,
  recorded_at     timestamptz NOT NULL,
  CHECK ((client_id IS NULL) <> (region IS NULL))
);
CREATE TABLE trigger_hits (
  trigger_id uuid NOT NULL REFERENCES triggers,
  need_id    uuid NOT NULL REFERENCES needs,
  check_on   date NOT NULL,
  PRIMARY KEY (trigger_id, need_id)
);
CREATE INDEX trigger_hits_by_need ON trigger_hits (need_id);
CREATE INDEX triggers_by_system ON triggers (sales_system_id, recorded_at DESC, id DESC);

-- Published for reports and desks.
CREATE VIEW v_needs AS
  SELECT id, client_id, sales_system_id, subject, value_minor, currency, origin, status, verdict, blocker, window_from, window_until,
         expected_event, expected_on, next_check_on, check_owner_id, owner_id, actual_since, created_at
  FROM needs;

-- Every dated look that somebody owes: at each open need, and at a waiting client none of whose open needs has one.
CREATE VIEW v_relevance_checks AS
  SELECT n.id, n.id AS need_id, n.client_id, n.sales_system_id, n.next_check_on AS check_on, n.check_owner_id AS owner_id
  FROM needs n
  WHERE n.status IN ('potential', 'actual') AND n.next_check_on IS NOT NULL AND n.check_owner_id IS NOT NULL
  UNION ALL
  SELECT c.id, NULL::uuid, c.id, c.sales_system_id, c.next_check_on, c.check_owner_id
  FROM v_clients c
  WHERE c.next_check_on IS NOT NULL AND c.check_owner_id IS NOT NULL AND c.state IN ('waiting', 'lost', 'delivered')
    AND NOT EXISTS (SELECT FROM needs n WHERE n.client_id = c.id AND n.status IN ('potential', 'actual') AND n.next_check_on IS NOT NULL);
