-- module: clients
-- Intent: the register on a map: clients within a box of coordinates are found by an index, on the map as in a list narrowed to a box.
-- Effect on data: none; the index is built over what is there.

CREATE INDEX clients_by_place ON client_records (latitude, longitude) WHERE latitude IS NOT NULL AND trashed_at IS NULL;
