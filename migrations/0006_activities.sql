-- module: activities
-- Intent: touches, next steps and files at a client.
-- Effect on data: none, the tables are new.

CREATE TABLE touches (
  id               uuid PRIMARY KEY,
  client_id        uuid NOT NULL REFERENCES clients,
  contact_id       uuid REFERENCES contacts,
  employee_id      uuid NOT NULL REFERENCES employees,
  kind             text NOT NULL CHECK (kind IN ('call', 'meeting', 'video_meeting', 'letter', 'message', 'visit', 'event', 'note')),
  at               timestamptz NOT NULL,
  duration_minutes integer CHECK (duration_minutes BETWEEN 0 AND 1440),
  summary          text NOT NULL CHECK (summary <> '' AND length(summary) <= 20000),
  -- An advance moves the client's decision; a continuation only keeps the talk going (domain glossary).
  result           text CHECK (result IN ('advance', 'continuation')),
  with_decision_maker boolean NOT NULL DEFAULT false,
  about_kind       text,
  about_id         uuid,
  removed_at       timestamptz,
  created_at       timestamptz NOT NULL,
  version          integer NOT NULL DEFAULT 1,
  CHECK ((about_kind IS NULL) = (about_id IS NULL))
);
CREATE INDEX touches_by_client ON touches (client_id, at DESC, id DESC) WHERE removed_at IS NULL;
CREATE INDEX touches_by_employee ON touches (employee_id, at DESC) WHERE removed_at IS NULL;

CREATE TABLE steps (
  id            uuid PRIMARY KEY,
  client_id     uuid NOT NULL REFERENCES clients,
  owner_id      uuid NOT NULL REFERENCES employees,
  planned_by    uuid REFERENCES employees,
  kind          text NOT NULL CHECK (kind IN ('call', 'meeting', 'video_meeting', 'letter', 'check', 'task')),
  title         text NOT NULL CHECK (title <> '' AND length(title) <= 500),
  due_on        date NOT NULL,
  due_at        timestamptz,
  contact_id    uuid REFERENCES contacts,
  about_kind    text,
  about_id      uuid,
  state         text NOT NULL CHECK (state IN ('open', 'done', 'cancelled')),
  finished_at   timestamptz,
  finished_by   uuid REFERENCES employees,
  outcome       text CHECK (length(outcome) <= 20000),
  touch_id      uuid REFERENCES touches,
  postponed     integer NOT NULL DEFAULT 0 CHECK (postponed >= 0),
  created_at    timestamptz NOT NULL,
  version       integer NOT NULL DEFAULT 1,
  CHECK ((state = 'open') = (finished_at IS NULL)),
  CHECK (state <> 'done' OR outcome <> ''),
  CHECK ((about_kind IS NULL) = (about_id IS NULL))
);
CREATE INDEX steps_open_by_owner ON steps (owner_id, due_on, (coalesce(due_at, 'infinity'::timestamptz)), id) WHERE state = 'open';
CREATE INDEX steps_open_by_client ON steps (client_id, due_on) WHERE state = 'open';
CREATE INDEX steps_done_by_client ON steps (client_id, finished_at DESC, id DESC) WHERE state = 'done';

CREATE TABLE attachments (
  id         uuid PRIMARY KEY,
  client_id  uuid NOT NULL REFERENCES clients,
  file_id    uuid NOT NULL REFERENCES files,
  about_kind text,
  about_id   uuid,
  title      text NOT NULL CHECK (title <> '' AND length(title) <= 500),
  added_by   uuid NOT NULL REFERENCES employees,
  added_at   timestamptz NOT NULL,
  removed_at timestamptz,
  version    integer NOT NULL DEFAULT 1,
  CHECK ((about_kind IS NULL) = (about_id IS NULL))
);
CREATE INDEX attachments_by_client ON attachments (client_id, added_at DESC, id DESC) WHERE removed_at IS NULL;
CREATE INDEX attachments_by_subject ON attachments (about_kind, about_id) WHERE removed_at IS NULL;
CREATE UNIQUE INDEX one_attachment_of_a_file ON attachments (client_id, file_id) WHERE removed_at IS NULL;

-- Published for reports and for the desks of later modules.
CREATE VIEW v_touches AS
  SELECT id, client_id, contact_id, employee_id, kind, at, duration_minutes, result, with_decision_maker, about_kind, about_id
  FROM touches WHERE removed_at IS NULL;
CREATE VIEW v_steps AS
  SELECT id, client_id, owner_id, kind, title, due_on, due_at, contact_id, about_kind, about_id, state, finished_at, finished_by, postponed
  FROM steps;
CREATE VIEW v_attachments AS SELECT id, client_id, file_id, title, about_kind, about_id, added_by, added_at FROM attachments WHERE removed_at IS NULL;
