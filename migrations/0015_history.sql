-- module: history
-- Intent: what another program remembers of the past (touches, deals, hand-offs) is brought in from files, told row by row, and can be taken back.
-- Effect on data: none, the tables are new.

CREATE TABLE history_imports (
  id              uuid PRIMARY KEY,
  kind            text NOT NULL CHECK (kind IN ('touches', 'deals', 'handoffs')),
  job_id          uuid REFERENCES long_jobs,
  file_id         uuid NOT NULL REFERENCES files,
  file_name       text NOT NULL,
  sales_system_id uuid NOT NULL REFERENCES sales_systems,
  source          text NOT NULL CHECK (source <> ''),
  layout          jsonb NOT NULL,
  mapping         jsonb NOT NULL,
  dry_run         boolean NOT NULL DEFAULT false,
  rows_read       integer NOT NULL DEFAULT 0,
  taken           integer NOT NULL DEFAULT 0,
  skipped         integer NOT NULL DEFAULT 0,
  refused         integer NOT NULL DEFAULT 0,
  started_by      uuid REFERENCES employees,
  created_at      timestamptz NOT NULL,
  started_at      timestamptz,
  finished_at     timestamptz,
  -- Taking back is work of its own: what it removed, and what stays because somebody has built on it.
  taking_back_job uuid REFERENCES long_jobs,
  removed         integer NOT NULL DEFAULT 0,
  kept            integer NOT NULL DEFAULT 0,
  CHECK (taken + skipped + refused = rows_read)
);
CREATE INDEX history_imports_by_time ON history_imports (created_at DESC, id);

CREATE TABLE history_import_remarks (
  import_id   uuid NOT NULL REFERENCES history_imports ON DELETE CASCADE,
  row_number  integer NOT NULL,
  number      integer NOT NULL,
  refused     boolean NOT NULL,
  column_name text,
  reason      text NOT NULL,
  said        jsonb NOT NULL DEFAULT '{}',
  cells       text[],
  PRIMARY KEY (import_id, row_number, number)
);

-- Which record a row became, by what the other program calls it: the same row again adds nothing.
CREATE TABLE history_records (
  kind        text NOT NULL CHECK (kind IN ('touch', 'deal', 'handoff_round', 'client_state', 'employee')),
  key         text NOT NULL,
  said        text NOT NULL,
  record_id   uuid NOT NULL,
  client_id   uuid REFERENCES clients,
  import_id   uuid NOT NULL REFERENCES history_imports,
  row_number  integer NOT NULL,
  PRIMARY KEY (kind, key)
);
CREATE INDEX history_records_by_import ON history_records (import_id, row_number, kind, key);
CREATE INDEX history_records_by_client ON history_records (client_id) WHERE client_id IS NOT NULL;
