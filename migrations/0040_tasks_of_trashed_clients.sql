-- module: back-office
-- Intent: tasks about clients in the trash are counted nowhere.
-- Effect on data: none.

CREATE OR REPLACE VIEW v_office_tasks AS
  SELECT id, number, type_key, sales_system_id, client_id, asker_id, clerk_id, status, standard_minutes, briefing_minutes, rework_minutes,
         due_at, requested_at, done_at, accepted_at
  FROM office_tasks t WHERE NOT EXISTS (SELECT FROM v_trashed_clients x WHERE x.client_id = t.client_id);
