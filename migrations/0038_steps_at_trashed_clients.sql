-- module: activities
-- Intent: steps at clients in the trash are counted nowhere.
-- Effect on data: none.

CREATE OR REPLACE VIEW v_steps AS
  SELECT id, client_id, owner_id, kind, title, due_on, due_at, contact_id, about_kind, about_id, state, finished_at, finished_by, postponed
  FROM steps s WHERE NOT EXISTS (SELECT FROM v_trashed_clients x WHERE x.client_id = s.client_id);
