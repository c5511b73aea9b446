-- module: history
-- Intent: the files of the past are kept for 90 days as those of the register are; the report stays.
-- Effect on data: none at once; the program lets go of what is older.

ALTER TABLE history_imports
  ALTER COLUMN file_id DROP NOT NULL,
  ADD COLUMN file_gone_at timestamptz,
  ADD CONSTRAINT history_imports_file CHECK ((file_id IS NULL) = (file_gone_at IS NOT NULL));
CREATE INDEX history_imports_with_file ON history_imports (created_at) WHERE file_id IS NOT NULL;
