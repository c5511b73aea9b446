-- module: clients
-- Intent: tags are kept in order by whoever may: renamed, coloured, merged into one another and removed for a while. As with the register, `tags` is a view
--   of those that are not removed; who had a removed tag stays known, so that it comes back as it was.
-- Effect on data: none; every tag gets the plain colour.

ALTER TABLE tags RENAME TO tag_records;
ALTER TABLE tag_records
  ADD COLUMN colour text NOT NULL DEFAULT 'grey'
    CHECK (colour IN ('grey', 'blue', 'teal', 'green', 'yellow', 'orange', 'red', 'violet')),
  ADD COLUMN version integer NOT NULL DEFAULT 1,
  ADD COLUMN removed_at timestamptz,
  ADD COLUMN removed_by uuid REFERENCES employees;
-- A removed tag leaves its name to others.
ALTER TABLE tag_records DROP CONSTRAINT tags_name_key_key;
CREATE UNIQUE INDEX tags_by_key ON tag_records (name_key) WHERE removed_at IS NULL;
CREATE INDEX tags_removed ON tag_records (removed_at, id) WHERE removed_at IS NOT NULL;
CREATE VIEW tags AS SELECT * FROM tag_records WHERE removed_at IS NULL;

-- Clients that got a tag because another was merged into it: what taking the merge back takes off.
ALTER TABLE client_tags ADD COLUMN merge_id uuid;
CREATE INDEX client_tags_by_merge ON client_tags (merge_id, client_id) WHERE merge_id IS NOT NULL;

CREATE TABLE tag_merges (
  id         uuid PRIMARY KEY,
  from_id    uuid NOT NULL REFERENCES tag_records ON DELETE CASCADE,
  into_id    uuid NOT NULL REFERENCES tag_records ON DELETE CASCADE,
  -- The long work of it, where many clients have the tag.
  job_id     uuid UNIQUE REFERENCES long_jobs,
  state      text NOT NULL CHECK (state IN ('going', 'done', 'undoing', 'undone')),
  -- Saved views that looked for the one tag and look for the other now.
  views      uuid[] NOT NULL DEFAULT '{}',
  started_by uuid REFERENCES employees,
  created_at timestamptz NOT NULL,
  CHECK (from_id <> into_id)
);
-- A tag is merged into one other, and while it is, or is being set free again, it is left alone.
CREATE UNIQUE INDEX tag_merges_by_source ON tag_merges (from_id) WHERE state <> 'undone';
CREATE INDEX tag_merges_by_target ON tag_merges (into_id) WHERE state <> 'undone';
CREATE INDEX tag_merges_under_way ON tag_merges (created_at) WHERE state IN ('going', 'undoing');
