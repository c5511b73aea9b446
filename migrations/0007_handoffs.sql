-- module: handoffs
-- Intent: hand-offs of a client from one function to the next: what was offered, frozen and sealed, every round, who answered and how.
-- Effect on data: none, the tables are new.

CREATE TABLE handoffs (
  id                   uuid PRIMARY KEY,
  kind                 text NOT NULL CHECK (kind ~ '^H[0-9]+$'),
  sales_system_id      uuid NOT NULL REFERENCES sales_systems,
  client_id            uuid NOT NULL REFERENCES clients,
  subject_kind         text NOT NULL CHECK (subject_kind <> ''),
  subject_id           uuid NOT NULL,
  from_function        text NOT NULL,
  to_function          text NOT NULL CHECK (to_function <> from_function),
  giver_id             uuid NOT NULL REFERENCES employees,
  giver_position_id    uuid REFERENCES positions,
  receiver_id          uuid NOT NULL REFERENCES employees,
  receiver_position_id uuid REFERENCES positions,
  -- One person holds both functions: the same criteria, no second person; never counted among hand-offs.
  self_check           boolean NOT NULL,
  state                text NOT NULL CHECK (state IN ('offered', 'returned', 'disputed', 'accepted', 'upheld', 'withdrawn', 'void')),
  round                integer NOT NULL DEFAULT 1 CHECK (round >= 1),
  first_offered_at     timestamptz NOT NULL,
  -- Rows that the sweep looks at: when the answer to the current round is due, and since when it is late.
  due_at               timestamptz,
  overdue_at           timestamptz,
  escalated_to         uuid REFERENCES employees,
  dispute_until        timestamptz,
  disputed_at          timestamptz,
  dispute_text         text,
  arbiter_id           uuid REFERENCES employees,
  settled_by           uuid REFERENCES employees,
  settlement           text,
  accepted_by          uuid REFERENCES employees,
  accepted_silently    boolean NOT NULL DEFAULT false,
  closed_at            timestamptz,
  closing_note         text,
  version              integer NOT NULL DEFAULT 1,
  CHECK (self_check = (giver_id = receiver_id)),
  CHECK (NOT self_check OR state = 'accepted'),
  CHECK ((state IN ('offered', 'returned', 'disputed')) = (closed_at IS NULL)),
  CHECK ((state = 'offered') = (due_at IS NOT NULL)),
  CHECK (overdue_at IS NULL OR state = 'offered'),
  CHECK (state <> 'disputed' OR (arbiter_id IS NOT NULL AND disputed_at IS NOT NULL)),
  CHECK (arbiter_id IS NULL OR (arbiter_id <> giver_id AND arbiter_id <> receiver_id)),
  CHECK (NOT accepted_silently OR (state = 'accepted' AND kind <> 'H2' AND accepted_by IS NULL))
);
-- One matter is under way to one receiver at a time.
CREATE UNIQUE INDEX one_open_handoff ON handoffs (kind, subject_id) WHERE state IN ('offered', 'returned', 'disputed');
CREATE INDEX handoffs_open_by_receiver ON handoffs (receiver_id, due_at) WHERE state IN ('offered', 'returned', 'disputed');
CREATE INDEX handoffs_open_by_giver ON handoffs (giver_id, state) WHERE state IN ('offered', 'returned', 'disputed');
CREATE INDEX handoffs_open_by_arbiter ON handoffs (arbiter_id) WHERE state = 'disputed';
CREATE INDEX handoffs_due ON handoffs (due_at) WHERE state = 'offered' AND overdue_at IS NULL;
CREATE INDEX handoffs_overdue ON handoffs (sales_system_id, overdue_at) WHERE overdue_at IS NOT NULL;
CREATE INDEX handoffs_by_client ON handoffs (client_id, first_offered_at DESC);
CREATE INDEX handoffs_by_giver ON handoffs (giver_id, first_offered_at DESC, id DESC);
CREATE INDEX handoffs_by_receiver ON handoffs (receiver_id, first_offered_at DESC, id DESC);
CREATE INDEX handoffs_by_system ON handoffs (sales_system_id, first_offered_at DESC, id DESC);

-- What was offered, as it was offered, and what was answered. A round is never rewritten, only answered.
CREATE TABLE handoff_rounds (
  id                   uuid PRIMARY KEY,
  handoff_id           uuid NOT NULL REFERENCES handoffs,
  round                integer NOT NULL CHECK (round >= 1),
  offered_at           timestamptz NOT NULL,
  offered_by           uuid REFERENCES employees,
  giver_id             uuid NOT NULL REFERENCES employees,
  receiver_id          uuid NOT NULL REFERENCES employees,
  receiver_position_id uuid REFERENCES positions,
  due_at               timestamptz,
  note                 text,
  -- An offer that misses a required criterion does not exist.
  criteria             jsonb NOT NULL CHECK (jsonb_typeof(criteria) = 'array'
                         AND NOT jsonb_path_exists(criteria, '$[*] ? (@.required == true && @.met == false)')),
  package              jsonb NOT NULL,
  -- Salted digests of the personal values that lie aside, by place; the seal covers them, so erasing a value leaves it intact.
  personal_digests     jsonb NOT NULL DEFAULT '{}',
  seal                 text NOT NULL CHECK (seal ~ '^[0-9a-f]{64}$'),
  answer               text CHECK (answer IN ('accepted', 'returned', 'withdrawn', 'void')),
  answered_at          timestamptz,
  answered_by          uuid REFERENCES employees,
  return_code          text CHECK (return_code IN ('not_target', 'duplicate', 'no_evidence_of_need', 'relevance_unproven', 'wrong_contact', 'incomplete', 'other')),
  answer_text          text,
  -- Working minutes of whoever answered.
  answer_minutes       integer CHECK (answer_minutes >= 0),
  UNIQUE (handoff_id, round),
  CHECK ((answer IS NULL) = (answered_at IS NULL)),
  CHECK ((answer = 'returned') = (return_code IS NOT NULL) OR (answer IS NULL AND return_code IS NULL)),
  CHECK (return_code <> 'other' OR answer_text <> '')
);
CREATE INDEX handoff_rounds_answered ON handoff_rounds (receiver_id, answered_at DESC);

CREATE TABLE handoff_personal_values (
  round_id  uuid NOT NULL REFERENCES handoff_rounds,
  place     text NOT NULL,
  person_id uuid,
  value     jsonb NOT NULL,
  salt      text NOT NULL,
  PRIMARY KEY (round_id, place)
);
CREATE INDEX handoff_personal_values_by_person ON handoff_personal_values (person_id) WHERE person_id IS NOT NULL;

CREATE FUNCTION refuse_package_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.handoff_id, OLD.round, OLD.offered_at, OLD.criteria, OLD.package, OLD.personal_digests, OLD.seal)
     IS DISTINCT FROM (NEW.handoff_id, NEW.round, NEW.offered_at, NEW.criteria, NEW.package, NEW.personal_digests, NEW.seal) THEN
    RAISE EXCEPTION 'a frozen package does not change' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER package_is_frozen BEFORE UPDATE ON handoff_rounds FOR EACH ROW EXECUTE FUNCTION refuse_package_change();

-- Published for reports and for modules that ask what became of a hand-off.
CREATE VIEW v_handoffs AS
  SELECT id, kind, sales_system_id, client_id, subject_kind, subject_id, from_function, to_function, giver_id, giver_position_id,
    receiver_id, receiver_position_id, self_check, state, round, first_offered_at, due_at, overdue_at, escalated_to, disputed_at,
    arbiter_id, accepted_silently, closed_at
  FROM handoffs;
CREATE VIEW v_handoff_rounds AS
  SELECT r.id, r.handoff_id, r.round, h.kind, h.client_id, h.sales_system_id, h.self_check, h.state, r.offered_at, r.giver_id, r.receiver_id,
    r.due_at, r.answer, r.answered_at, r.answered_by, r.return_code, r.answer_minutes
  FROM handoff_rounds r JOIN handoffs h ON h.id = r.handoff_id;
