-- module: platform
-- Intent: how far long work has come is read by lists of what it is done for.
-- Effect on data: none.

CREATE VIEW v_long_jobs AS SELECT id, state, done_units, total_units, failure, cancel_requested, started_at, finished_at FROM long_jobs;
