-- module: clients
-- Intent: whoever takes a change of many back is told at once that some clients came back in part only.
-- Effect on data: actions of before count none, as before.

ALTER TABLE client_bulk_actions ADD COLUMN partly integer NOT NULL DEFAULT 0;
