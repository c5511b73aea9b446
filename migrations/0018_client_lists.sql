-- module: clients
-- Intent: lists of the register at any size: tags, and an index for whatever a list is filtered, ordered and grouped by.
-- Effect on data: none; the indexes are built over what is there.

CREATE TABLE tags (
  id          uuid PRIMARY KEY,
  name        text NOT NULL CHECK (name <> '' AND length(name) <= 60),
  -- The name as tags are told apart: capitals and ё make no second tag.
  name_key    text NOT NULL UNIQUE,
  created_by  uuid REFERENCES employees,
  created_at  timestamptz NOT NULL
);
CREATE TABLE client_tags (
  client_id uuid NOT NULL REFERENCES clients,
  tag_id    uuid NOT NULL REFERENCES tags,
  PRIMARY KEY (client_id, tag_id)
);
CREATE INDEX client_tags_by_tag ON client_tags (tag_id, client_id);

CREATE INDEX clients_by_touch ON clients (last_touch_at, id);
CREATE INDEX clients_by_created ON clients (created_at, id);
CREATE INDEX clients_by_type ON clients (organisation_type);
CREATE INDEX clients_by_source ON clients (source COLLATE "ru-x-icu", name COLLATE "ru-x-icu", id);
CREATE INDEX clients_settlement_search ON clients USING gin (replace(lower(settlement), 'ё', 'е') gin_trgm_ops);
CREATE INDEX clients_by_settlement ON clients (settlement);
-- The rows of a segment in the order of their names, where a list is grouped by segments.
DROP INDEX clients_by_segment;
CREATE INDEX clients_by_segment ON clients (segment_id, name COLLATE "ru-x-icu", id) WHERE segment_id IS NOT NULL;
-- What is rare is found at once; what is common is met soon on the way along any order.
CREATE INDEX clients_without_phone ON clients (name COLLATE "ru-x-icu", id) WHERE phones = '[]'::jsonb;
CREATE INDEX clients_not_to_call ON clients (name COLLATE "ru-x-icu", id) WHERE do_not_call;
CREATE INDEX clients_with_call_basis ON clients (call_basis) WHERE call_basis IS NOT NULL;
CREATE INDEX clients_with_coordinates ON clients (id) WHERE latitude IS NOT NULL;
