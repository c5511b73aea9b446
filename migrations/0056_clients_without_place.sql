-- module: clients
-- Intent: how many clients of a list have no place on the map is counted by an index.
-- Effect on data: none; the index is built over what is there.

CREATE INDEX clients_without_place ON client_records (sales_system_id, id) WHERE (latitude IS NULL OR longitude IS NULL) AND trashed_at IS NULL;
