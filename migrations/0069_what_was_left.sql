-- module: clients
-- Intent: taking back tells the whole of what it has left. A change of many names the fields that somebody has changed since, client by client; a tag
--   that an import made goes with the import when nobody has it any more, so which import made it is remembered.
-- Effect on data: none; of what was changed and brought in before, neither is known.

ALTER TABLE client_bulk_items ADD COLUMN left_fields text[] NOT NULL DEFAULT '{}';

CREATE TABLE client_import_tags (
  import_id uuid NOT NULL REFERENCES client_imports ON DELETE CASCADE,
  tag_id    uuid NOT NULL REFERENCES tag_records ON DELETE CASCADE,
  PRIMARY KEY (import_id, tag_id)
);
CREATE INDEX client_import_tags_by_tag ON client_import_tags (tag_id);
