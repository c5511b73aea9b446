-- module: clients
-- Intent: what the rows of a dry run would have made of clients lies in the database, not in the memory of the program: a file of millions of rows may be
--   tried, and a trial that was interrupted goes on. Unlogged: it is worth nothing once the trial is over, and is emptied then.
-- Effect on data: none, the tables are new.

CREATE UNLOGGED TABLE client_import_trials (
  import_id uuid NOT NULL,
  client_id uuid NOT NULL,
  known     jsonb NOT NULL,
  PRIMARY KEY (import_id, client_id)
);
-- By what a later row may find them.
CREATE UNLOGGED TABLE client_import_trial_words (
  import_id uuid NOT NULL,
  word      text COLLATE "C" NOT NULL,
  client_id uuid NOT NULL,
  PRIMARY KEY (import_id, word, client_id)
);
