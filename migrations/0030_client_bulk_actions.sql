-- module: clients
-- Intent: one change of many clients at once: what was chosen and wanted, what became of each client, and its taking back.
-- Effect on data: none, the tables are new.

CREATE TABLE client_bulk_actions (
  id         uuid PRIMARY KEY,
  job_id     uuid NOT NULL UNIQUE REFERENCES long_jobs,
  kind       text NOT NULL CHECK (kind IN ('edit', 'tags', 'assign')),
  change     jsonb NOT NULL CHECK (jsonb_typeof(change) = 'object'),
  -- The ids, or the search and filter, as they were asked for.
  selection  jsonb NOT NULL CHECK (jsonb_typeof(selection) = 'object'),
  -- The action that this one takes back.
  undo_of    uuid REFERENCES client_bulk_actions,
  -- How many clients were chosen; empty until they have been looked up.
  chosen     integer CHECK (chosen >= 0),
  changed    integer NOT NULL DEFAULT 0 CHECK (changed >= 0),
  unchanged  integer NOT NULL DEFAULT 0 CHECK (unchanged >= 0),
  refused    integer NOT NULL DEFAULT 0 CHECK (refused >= 0),
  started_by uuid NOT NULL REFERENCES employees,
  created_at timestamptz NOT NULL
);
CREATE INDEX client_bulk_actions_by_starter ON client_bulk_actions (started_by, created_at);
CREATE INDEX client_bulk_actions_undoing ON client_bulk_actions (undo_of) WHERE undo_of IS NOT NULL;

CREATE TABLE client_bulk_items (
  action_id uuid NOT NULL REFERENCES client_bulk_actions,
  client_id uuid NOT NULL REFERENCES clients ON DELETE CASCADE,
  outcome   text NOT NULL DEFAULT 'waiting' CHECK (outcome IN ('waiting', 'changed', 'unchanged', 'refused')),
  -- Why a client was left as it is, or left in part.
  reason    text CHECK ((reason IS NOT NULL) OR outcome <> 'refused'),
  entry_id  uuid,
  before    jsonb,
  after     jsonb,
  done_at   timestamptz,
  PRIMARY KEY (action_id, client_id)
);
CREATE INDEX client_bulk_items_waiting ON client_bulk_items (action_id, client_id) WHERE outcome = 'waiting';
CREATE INDEX client_bulk_items_left ON client_bulk_items (action_id, client_id) WHERE reason IS NOT NULL;
CREATE INDEX client_bulk_items_by_client ON client_bulk_items (client_id);
