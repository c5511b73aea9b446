-- module: clients
-- Intent: changes of many clients are looked back at: in the order of time, for 30 days with what became of each client, later with their figures alone.
-- Effect on data: none at once; what became of each client is let go by the program when its 30 days are over.

ALTER TABLE client_bulk_actions ADD COLUMN let_go_at timestamptz;
CREATE INDEX client_bulk_actions_by_time ON client_bulk_actions (created_at, id);
CREATE INDEX client_bulk_actions_kept ON client_bulk_actions (created_at) WHERE let_go_at IS NULL;
