-- module: platform
-- Intent: a file that was uploaded and never put to anything is let go of. Each file is looked at once: what something points at is marked, and stays.
-- Effect on data: none at once; the program looks through the files that are there and lets go of those that nothing points at.

ALTER TABLE files ADD COLUMN put_to_use boolean NOT NULL DEFAULT false;
CREATE INDEX files_not_put_to_use ON files (created_at, id) WHERE NOT put_to_use;
