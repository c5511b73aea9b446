-- module: clients
-- Intent: files are not kept for ever: that of an export for a week, that of an import for 90 days. The report stays and says that its file is kept no more.
-- Effect on data: none at once; the program lets go of what is older.

ALTER TABLE client_exports ADD COLUMN file_gone_at timestamptz;
CREATE INDEX client_exports_with_file ON client_exports (created_at) WHERE file_id IS NOT NULL;

ALTER TABLE client_imports
  ALTER COLUMN file_id DROP NOT NULL,
  ADD COLUMN file_gone_at timestamptz,
  ADD CONSTRAINT client_imports_file CHECK ((file_id IS NULL) = (file_gone_at IS NOT NULL));
CREATE INDEX client_imports_with_file ON client_imports (created_at) WHERE file_id IS NOT NULL;
