-- module: support
-- Intent: specialised departments: request types with competences and standard hours, requests, answers in two versions, the competence matrix.
-- Effect on data: none, the tables are new.

CREATE TABLE competences (
  id              uuid PRIMARY KEY,
  unit_id         uuid NOT NULL REFERENCES org_units,
  name            text NOT NULL CHECK (name <> ''),
  -- How many people should hold it at level 2 or above; below that a learner is paired with a mentor.
  target_people   integer NOT NULL DEFAULT 2 CHECK (target_people >= 0),
  version         integer NOT NULL DEFAULT 1,
  UNIQUE (unit_id, name)
);
CREATE TABLE competence_levels (
  employee_id   uuid NOT NULL REFERENCES employees,
  competence_id uuid NOT NULL REFERENCES competences,
  level         integer NOT NULL CHECK (level BETWEEN 0 AND 3),
  changed_at    timestamptz NOT NULL,
  PRIMARY KEY (employee_id, competence_id)
);
CREATE INDEX competence_levels_by_competence ON competence_levels (competence_id, level);

CREATE TABLE request_types (
  id               uuid PRIMARY KEY,
  sales_system_id  uuid NOT NULL REFERENCES sales_systems,
  unit_id          uuid NOT NULL REFERENCES org_units,
  name             text NOT NULL CHECK (name <> ''),
  competence_id    uuid NOT NULL REFERENCES competences,
  required_level   integer NOT NULL CHECK (required_level BETWEEN 1 AND 3),
  standard_minutes integer NOT NULL CHECK (standard_minutes > 0),
  -- Inputs without which the brief is incomplete and returns at once.
  required_inputs  text[] NOT NULL DEFAULT '{}',
  closed_on        date,
  position         integer NOT NULL,
  version          integer NOT NULL DEFAULT 1,
  UNIQUE (sales_system_id, name)
);

CREATE TABLE support_requests (
  id               uuid PRIMARY KEY,
  number           bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  type_id          uuid NOT NULL REFERENCES request_types,
  unit_id          uuid NOT NULL REFERENCES org_units,
  sales_system_id  uuid NOT NULL REFERENCES sales_systems,
  client_id        uuid NOT NULL REFERENCES clients,
  about_kind       text CHECK (about_kind IN ('need', 'deal', 'project')),
  about_id         uuid,
  asker_id         uuid NOT NULL REFERENCES employees,
  question         text NOT NULL CHECK (question <> '' AND length(question) <= 5000),
  inputs           jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(inputs) = 'object'),
  wanted_by        timestamptz,
  status           text NOT NULL CHECK (status IN ('brief_incomplete', 'queued', 'in_work', 'answered', 'accepted', 'asked_again', 'cancelled')),
  missing          text[] NOT NULL DEFAULT '{}',
  returned_note    text,
  -- The clock stands while the brief is incomplete; due_at is set when it is complete.
  due_at           timestamptz,
  specialist_id    uuid REFERENCES employees,
  learner_id       uuid REFERENCES employees,
  assigned_at      timestamptz,
  assigned_why     text,
  override_reason  text,
  finding          text,
  for_client       text,
  spent_minutes    integer CHECK (spent_minutes >= 0),
  answered_at      timestamptz,
  accepted_at      timestamptz,
  created_at       timestamptz NOT NULL,
  version          integer NOT NULL DEFAULT 1,
  CONSTRAINT incomplete_names_what_is_missing CHECK ((status = 'brief_incomplete') = (cardinality(missing) > 0 OR (status = 'brief_incomplete' AND returned_note IS NOT NULL))),
  CONSTRAINT in_work_has_a_specialist CHECK (status NOT IN ('in_work', 'answered', 'accepted') OR specialist_id IS NOT NULL),
  CONSTRAINT answered_in_two_versions CHECK (status NOT IN ('answered', 'accepted') OR (finding IS NOT NULL AND for_client IS NOT NULL AND spent_minutes IS NOT NULL)),
  CONSTRAINT complete_has_a_deadline CHECK (status IN ('brief_incomplete', 'cancelled') OR due_at IS NOT NULL),
  CHECK ((about_kind IS NULL) = (about_id IS NULL)),
  CHECK (learner_id IS NULL OR learner_id <> specialist_id)
);
CREATE INDEX support_requests_by_unit ON support_requests (unit_id, status, due_at);
CREATE INDEX support_requests_by_specialist ON support_requests (specialist_id, status) WHERE specialist_id IS NOT NULL;
CREATE INDEX support_requests_by_asker ON support_requests (asker_id, status, created_at DESC);
CREATE INDEX support_requests_by_client ON support_requests (client_id, created_at DESC);

-- Published for reports and desks.
CREATE VIEW v_support_requests AS
  SELECT id, number, type_id, unit_id, sales_system_id, client_id, asker_id, specialist_id, status, due_at, created_at, answered_at,
         accepted_at, spent_minutes
  FROM support_requests;
