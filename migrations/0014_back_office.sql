-- module: back-office
-- Intent: the service desk: a closed catalogue of paperwork, tasks from requested to accepted, released hours.
-- Effect on data: none, the tables are new.

CREATE TABLE task_types (
  key              text PRIMARY KEY CHECK (key IN ('commercial_offer', 'contract', 'supplementary_agreement', 'specification', 'invoice', 'act',
                     'nda', 'bid_set', 'independent_guarantee', 'travel', 'report', 'approval', 'archiving')),
  standard_minutes integer NOT NULL CHECK (standard_minutes > 0),
  -- Working minutes from the request to the deadline.
  deadline_minutes integer NOT NULL CHECK (deadline_minutes > 0),
  required_inputs  text[] NOT NULL DEFAULT '{}',
  position         integer NOT NULL,
  version          integer NOT NULL DEFAULT 1
);
INSERT INTO task_types (key, standard_minutes, deadline_minutes, required_inputs, position) VALUES
  ('commercial_offer', 90, 480, '{scope,price}', 1),
  ('contract', 120, 480, '{subject,price,term}', 2),
  ('supplementary_agreement', 60, 480, '{contract_number,change}', 3),
  ('specification', 60, 480, '{items}', 4),
  ('invoice', 20, 120, '{amount,basis}', 5),
  ('act', 30, 240, '{contract_number,amount}', 6),
  ('nda', 25, 480, '{counterparty}', 7),
  ('bid_set', 300, 1440, '{notice_number,deadline}', 8),
  ('independent_guarantee', 90, 1440, '{amount,beneficiary,term}', 9),
  ('travel', 40, 480, '{where_to,when}', 10),
  ('report', 30, 480, '{about}', 11),
  ('approval', 20, 480, '{about}', 12),
  ('archiving', 30, 2400, '{about}', 13);

CREATE TABLE office_tasks (
  id               uuid PRIMARY KEY,
  number           bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  type_key         text NOT NULL REFERENCES task_types,
  sales_system_id  uuid NOT NULL REFERENCES sales_systems,
  client_id        uuid NOT NULL REFERENCES clients,
  about_kind       text CHECK (about_kind IN ('need', 'deal', 'project')),
  about_id         uuid,
  asker_id         uuid NOT NULL REFERENCES employees,
  clerk_id         uuid REFERENCES employees,
  status           text NOT NULL CHECK (status IN ('requested', 'in_work', 'done', 'accepted', 'cancelled')),
  inputs           jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(inputs) = 'object'),
  note             text,
  question         text,
  standard_minutes integer NOT NULL CHECK (standard_minutes > 0),
  briefing_minutes integer NOT NULL DEFAULT 5 CHECK (briefing_minutes BETWEEN 0 AND 1440),
  rework_minutes   integer NOT NULL DEFAULT 0 CHECK (rework_minutes >= 0),
  rework_rounds    integer NOT NULL DEFAULT 0 CHECK (rework_rounds >= 0),
  rework_reason    text,
  due_at           timestamptz NOT NULL,
  requested_at     timestamptz NOT NULL,
  taken_at         timestamptz,
  done_at          timestamptz,
  accepted_at      timestamptz,
  result_note      text,
  version          integer NOT NULL DEFAULT 1,
  CONSTRAINT taken_by_a_clerk CHECK (status IN ('requested', 'cancelled') OR clerk_id IS NOT NULL),
  CONSTRAINT done_has_its_moment CHECK (status NOT IN ('done', 'accepted') OR done_at IS NOT NULL),
  CONSTRAINT accepted_has_its_moment CHECK ((status = 'accepted') = (accepted_at IS NOT NULL)),
  CHECK ((about_kind IS NULL) = (about_id IS NULL))
);
CREATE INDEX office_tasks_open ON office_tasks (sales_system_id, due_at) WHERE status IN ('requested', 'in_work', 'done');
CREATE INDEX office_tasks_by_clerk ON office_tasks (clerk_id, status, due_at);
CREATE INDEX office_tasks_by_asker ON office_tasks (asker_id, status, requested_at DESC);
CREATE INDEX office_tasks_by_client ON office_tasks (client_id, requested_at DESC);
CREATE INDEX office_tasks_accepted ON office_tasks (sales_system_id, accepted_at) WHERE status = 'accepted';

-- Published for reports and desks.
CREATE VIEW v_office_tasks AS
  SELECT id, number, type_key, sales_system_id, client_id, asker_id, clerk_id, status, standard_minutes, briefing_minutes, rework_minutes,
         due_at, requested_at, done_at, accepted_at
  FROM office_tasks;
