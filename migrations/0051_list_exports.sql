-- module: lists
-- Intent: exports of what any list shows: who asked for what, how far it has come, and its file.
-- Effect on data: none, the table is new. Exports of the register from before stay where they are until their files are let go of.

CREATE TABLE list_exports (
  id           uuid PRIMARY KEY,
  job_id       uuid NOT NULL UNIQUE REFERENCES long_jobs,
  list         text NOT NULL CHECK (list ~ '^[a-z_]{1,40}$'),
  -- The search, filter, order, columns and format as they were asked for.
  wanted       jsonb NOT NULL CHECK (jsonb_typeof(wanted) = 'object'),
  file_id      uuid REFERENCES files,
  -- A file is not kept for ever.
  file_gone_at timestamptz,
  rows_written integer NOT NULL DEFAULT 0 CHECK (rows_written >= 0),
  started_by   uuid NOT NULL REFERENCES employees,
  created_at   timestamptz NOT NULL
);
CREATE INDEX list_exports_with_file ON list_exports (created_at) WHERE file_id IS NOT NULL;
