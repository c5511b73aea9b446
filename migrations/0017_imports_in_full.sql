-- module: clients
-- Intent: an import is remembered in full: how each column is to be taken, what its whole file looks like before it starts, what it did to which client (so that
--   it can be taken back), which cells wait for somebody's word, and mappings that the company keeps under a name.
-- Effect on data: none on clients; imports that exist get no policies and nothing to take back.

ALTER TABLE client_imports
  -- By heading: fill, overwrite or ask; a column without one changes what its source has changed.
  ADD COLUMN policies jsonb NOT NULL DEFAULT '{}',
  -- The named mapping that was proposed by itself.
  ADD COLUMN mapping_name text,
  -- What a look through the whole file has found: rows, refusals, remarks and the worst rows.
  ADD COLUMN scan jsonb,
  ADD COLUMN scan_job_id uuid REFERENCES long_jobs,
  ADD COLUMN answers_job_id uuid REFERENCES long_jobs,
  ADD COLUMN return_job_id uuid REFERENCES long_jobs,
  -- What taking it back has done so far: clients removed, clients set back, clients left as they are.
  ADD COLUMN returned_removed integer NOT NULL DEFAULT 0,
  ADD COLUMN returned_restored integer NOT NULL DEFAULT 0,
  ADD COLUMN returned_left integer NOT NULL DEFAULT 0;

-- What an import did to a client: its journal entries about it and the people it added there. `settled` once taken back.
CREATE TABLE client_import_effects (
  import_id  uuid NOT NULL REFERENCES client_imports ON DELETE CASCADE,
  client_id  uuid NOT NULL,
  added      boolean NOT NULL,
  entries    uuid[] NOT NULL,
  people     uuid[] NOT NULL,
  settled    boolean NOT NULL DEFAULT false,
  -- Why taking back has left something of it, with the fields that it is about.
  left_reason text,
  left_fields text[],
  -- No foreign key to the client: one that was taken back is gone, and what is said of it here stays.
  PRIMARY KEY (import_id, client_id)
);
CREATE INDEX client_import_effects_left ON client_import_effects (import_id, client_id) WHERE left_reason IS NOT NULL;

-- Cells that wait for a word: what the register said when the file was read and what the file says.
CREATE TABLE client_import_conflicts (
  import_id   uuid NOT NULL REFERENCES client_imports ON DELETE CASCADE,
  client_id   uuid NOT NULL,
  field       text NOT NULL,
  row_number  integer NOT NULL,
  before      jsonb,
  told        jsonb NOT NULL,
  answer      text CHECK (answer IN ('file', 'register')),
  answered_at timestamptz,
  answered_by uuid REFERENCES employees,
  PRIMARY KEY (import_id, client_id, field)
);
CREATE INDEX client_import_conflicts_open ON client_import_conflicts (import_id, row_number, client_id, field) WHERE answer IS NULL;

-- Mappings kept under a name: whose headings a file has, that one is proposed by itself.
CREATE TABLE client_import_mappings (
  id              uuid PRIMARY KEY,
  sales_system_id uuid NOT NULL REFERENCES sales_systems,
  name            text NOT NULL CHECK (name <> '' AND length(name) <= 200),
  mapping         jsonb NOT NULL,
  policies        jsonb NOT NULL,
  recognise_by    text NOT NULL CHECK (recognise_by IN ('ids', 'name')),
  saved_by        uuid REFERENCES employees,
  saved_at        timestamptz NOT NULL,
  UNIQUE (sales_system_id, name)
);
