-- module: projects
-- Intent: delivery of signed contracts: milestones, acts, payments, promises, risks; opened at accepted hand-off from the frozen package.
-- Effect on data: none, the tables are new.

CREATE TABLE projects (
  id               uuid PRIMARY KEY,
  client_id        uuid NOT NULL REFERENCES clients,
  sales_system_id  uuid NOT NULL REFERENCES sales_systems,
  deal_id          uuid NOT NULL UNIQUE REFERENCES deals,
  handoff_id       uuid NOT NULL UNIQUE REFERENCES handoffs,
  manager_id       uuid NOT NULL REFERENCES employees,
  title            text NOT NULL CHECK (title <> ''),
  contract_number  text NOT NULL,
  value_minor      bigint NOT NULL CHECK (value_minor BETWEEN 0 AND 9007199254740991),
  margin_plan_minor bigint CHECK (margin_plan_minor BETWEEN -9007199254740991 AND 9007199254740991),
  margin_fact_minor bigint CHECK (margin_fact_minor BETWEEN -9007199254740991 AND 9007199254740991),
  currency         text NOT NULL DEFAULT 'RUB',
  state            text NOT NULL CHECK (state IN ('running', 'suspended', 'commissioned', 'terminated')),
  suspended_reason text,
  suspended_until  date,
  commissioned_on  date,
  warranty_until   date,
  reference_note   text,
  terminated_on    date,
  terminated_by    text CHECK (terminated_by IN ('client', 'us', 'both', 'court')),
  termination_reason text,
  -- The share of the contract that was settled, in basis points.
  settled_bp       integer CHECK (settled_bp BETWEEN 0 AND 10000),
  scope            text,
  opened_at        timestamptz NOT NULL,
  closed_at        timestamptz,
  version          integer NOT NULL DEFAULT 1,
  CONSTRAINT suspended_says_why_and_until CHECK ((state = 'suspended') = (suspended_reason IS NOT NULL AND suspended_until IS NOT NULL)),
  CONSTRAINT commissioned_has_its_day CHECK ((state = 'commissioned') = (commissioned_on IS NOT NULL)),
  CONSTRAINT terminated_says_by_whom CHECK ((state = 'terminated') = (terminated_on IS NOT NULL AND terminated_by IS NOT NULL
    AND termination_reason IS NOT NULL AND settled_bp IS NOT NULL)),
  CONSTRAINT ended_is_closed CHECK ((state IN ('commissioned', 'terminated')) = (closed_at IS NOT NULL))
);
CREATE INDEX projects_by_client ON projects (client_id, opened_at DESC);
CREATE INDEX projects_open_by_manager ON projects (manager_id, state) WHERE state IN ('running', 'suspended');
CREATE INDEX projects_by_system ON projects (sales_system_id, state, opened_at DESC, id);

CREATE TABLE milestones (
  id             uuid PRIMARY KEY,
  project_id     uuid NOT NULL REFERENCES projects,
  title          text NOT NULL CHECK (title <> ''),
  planned_on     date NOT NULL,
  -- The day promised at the hand-off: the plan may move, the promise does not.
  promised_on    date NOT NULL,
  reached_on     date,
  responsible_id uuid REFERENCES employees,
  position       integer NOT NULL,
  note           text,
  removed_at     timestamptz,
  version        integer NOT NULL DEFAULT 1
);
CREATE INDEX milestones_by_project ON milestones (project_id, planned_on) WHERE removed_at IS NULL;
CREATE TABLE milestone_dependencies (
  milestone_id uuid NOT NULL REFERENCES milestones,
  after_id     uuid NOT NULL REFERENCES milestones CHECK (after_id <> milestone_id),
  PRIMARY KEY (milestone_id, after_id)
);

CREATE TABLE acceptance_acts (
  id           uuid PRIMARY KEY,
  project_id   uuid NOT NULL REFERENCES projects,
  milestone_id uuid REFERENCES milestones,
  number       text NOT NULL CHECK (number <> ''),
  signed_on    date NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor BETWEEN 0 AND 9007199254740991),
  attachment_id uuid REFERENCES attachments,
  recorded_by  uuid REFERENCES employees,
  recorded_at  timestamptz NOT NULL,
  removed_at   timestamptz
);
CREATE INDEX acceptance_acts_by_project ON acceptance_acts (project_id, signed_on);

-- When how much is due; a share of savings is estimated beforehand and settled by payments.
CREATE TABLE scheduled_payments (
  id           uuid PRIMARY KEY,
  project_id   uuid NOT NULL REFERENCES projects,
  title        text NOT NULL CHECK (title <> ''),
  due_on       date NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor BETWEEN 0 AND 9007199254740991),
  of_savings   boolean NOT NULL DEFAULT false,
  removed_at   timestamptz,
  version      integer NOT NULL DEFAULT 1
);
CREATE INDEX scheduled_payments_by_project ON scheduled_payments (project_id, due_on) WHERE removed_at IS NULL;
CREATE TABLE payments (
  id           uuid PRIMARY KEY,
  project_id   uuid NOT NULL REFERENCES projects,
  received_on  date NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor BETWEEN 1 AND 9007199254740991),
  note         text,
  recorded_by  uuid REFERENCES employees,
  recorded_at  timestamptz NOT NULL,
  removed_at   timestamptz
);
CREATE INDEX payments_by_project ON payments (project_id, received_on);

-- What the seller promised, and what became of it.
CREATE TABLE promises (
  id         uuid PRIMARY KEY,
  project_id uuid NOT NULL REFERENCES projects,
  said       text NOT NULL CHECK (said <> ''),
  due_on     date,
  state      text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'kept', 'broken')),
  note       text,
  settled_on date,
  version    integer NOT NULL DEFAULT 1,
  CHECK ((state = 'open') = (settled_on IS NULL))
);
CREATE INDEX promises_by_project ON promises (project_id);

CREATE TABLE risks (
  id         uuid PRIMARY KEY,
  project_id uuid NOT NULL REFERENCES projects,
  said       text NOT NULL CHECK (said <> ''),
  answer     text,
  state      text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'came_true', 'gone')),
  version    integer NOT NULL DEFAULT 1
);
CREATE INDEX risks_by_project ON risks (project_id);

CREATE TABLE change_requests (
  id           uuid PRIMARY KEY,
  project_id   uuid NOT NULL REFERENCES projects,
  said         text NOT NULL CHECK (said <> ''),
  asked_by     text NOT NULL CHECK (asked_by IN ('client', 'us')),
  asked_on     date NOT NULL,
  amount_minor bigint CHECK (amount_minor BETWEEN -9007199254740991 AND 9007199254740991),
  days         integer,
  state        text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'agreed', 'declined')),
  decided_on   date,
  version      integer NOT NULL DEFAULT 1,
  CHECK ((state = 'open') = (decided_on IS NULL))
);
CREATE INDEX change_requests_by_project ON change_requests (project_id);

-- Published for reports and desks.
CREATE VIEW v_projects AS
  SELECT id, client_id, sales_system_id, deal_id, manager_id, title, contract_number, value_minor, currency, state, commissioned_on,
         opened_at, closed_at
  FROM projects;
CREATE VIEW v_milestones AS SELECT id, project_id, planned_on, promised_on, reached_on FROM milestones WHERE removed_at IS NULL;
