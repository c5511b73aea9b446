-- module: support
-- Intent: requests about clients in the trash are counted nowhere.
-- Effect on data: none.

CREATE OR REPLACE VIEW v_support_requests AS
  SELECT id, number, type_id, unit_id, sales_system_id, client_id, asker_id, specialist_id, status, due_at, created_at, answered_at,
         accepted_at, spent_minutes
  FROM support_requests r WHERE NOT EXISTS (SELECT FROM v_trashed_clients x WHERE x.client_id = r.client_id);
