-- module: clients
-- Intent: the list of one's own clients is put in any of its orders from the indexes alone, without a look at each client.
-- Effect on data: none; two indexes are built anew with the columns of these orders.

DROP INDEX clients_by_holder;
CREATE INDEX clients_by_holder ON client_records (holder_id, state)
  INCLUDE (id, name, region, size, next_step_on, next_check_on, last_touch_at, created_at, updated_at)
  WHERE holder_id IS NOT NULL AND trashed_at IS NULL;
DROP INDEX clients_by_next_check;
CREATE INDEX clients_by_next_check ON client_records (check_owner_id, next_check_on)
  INCLUDE (id, holder_id, state, name, region, size, next_step_on, last_touch_at, created_at, updated_at)
  WHERE check_owner_id IS NOT NULL AND trashed_at IS NULL;
