-- module: platform
-- Intent: extensions and the technical tables every module relies on: outbox of events, idempotency keys, stored files, long jobs.
-- Effect on data: none, the database is new.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS btree_gin;

-- Events written in the transaction of the change; readers follow below pg_snapshot_xmin, so a late commit is never missed.
CREATE TABLE outbox_events (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  xid          xid8 NOT NULL DEFAULT pg_current_xact_id(),
  at           timestamptz NOT NULL,
  type         text NOT NULL,
  subject_kind text NOT NULL,
  subject_id   uuid NOT NULL,
  client_id    uuid,
  actor_id     uuid
);
CREATE INDEX outbox_events_by_xid ON outbox_events (xid, id);

CREATE TABLE idempotency_keys (
  owner        text NOT NULL,
  key          text NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
  route        text NOT NULL,
  body_digest  text NOT NULL,
  status       integer NOT NULL,
  reply        jsonb,
  created_at   timestamptz NOT NULL,
  PRIMARY KEY (owner, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

-- Files live in the database, so that application processes stay stateless and a backup holds everything.
CREATE TABLE files (
  id         uuid PRIMARY KEY,
  name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
  media_type text NOT NULL,
  size       bigint NOT NULL CHECK (size BETWEEN 0 AND 9007199254740991),
  sha256     text NOT NULL,
  created_by uuid,
  created_at timestamptz NOT NULL
);
-- Published for the modules that refer to files: everything but the content.
CREATE VIEW v_files AS SELECT id, name, media_type, size, sha256, created_by, created_at FROM files;
CREATE TABLE file_chunks (
  file_id uuid NOT NULL REFERENCES files ON DELETE CASCADE,
  number  integer NOT NULL,
  bytes   bytea NOT NULL,
  PRIMARY KEY (file_id, number)
);

-- Work that takes longer than a request: share done, cancel asked for, resumable by `position`.
CREATE TABLE long_jobs (
  id               uuid PRIMARY KEY,
  kind             text NOT NULL,
  title            text NOT NULL,
  started_by       uuid,
  state            text NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
  done_units       bigint NOT NULL DEFAULT 0,
  total_units      bigint,
  position         jsonb,
  input            jsonb NOT NULL,
  result           jsonb,
  failure          text,
  cancel_requested boolean NOT NULL DEFAULT false,
  created_at       timestamptz NOT NULL,
  started_at       timestamptz,
  finished_at      timestamptz
);
CREATE INDEX long_jobs_open ON long_jobs (state, created_at) WHERE state IN ('waiting', 'running');
