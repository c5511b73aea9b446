-- module: clients
-- Intent: exports of what a list shows: who asked for what, how far it has come, and its file.
-- Effect on data: none, the table is new.

CREATE TABLE client_exports (
  id           uuid PRIMARY KEY,
  job_id       uuid NOT NULL UNIQUE REFERENCES long_jobs,
  -- The filter, order, columns and format as they were asked for.
  wanted       jsonb NOT NULL CHECK (jsonb_typeof(wanted) = 'object'),
  file_id      uuid REFERENCES files,
  rows_written integer NOT NULL DEFAULT 0 CHECK (rows_written >= 0),
  started_by   uuid NOT NULL REFERENCES employees,
  created_at   timestamptz NOT NULL
);
