-- module: clients
-- Intent: what was proposed for each column of a file is kept with why, so that the wizard says it beside the column as long as it stands.
-- Effect on data: imports that exist say nothing of it.

ALTER TABLE client_imports ADD COLUMN proposed jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(proposed) = 'object');
