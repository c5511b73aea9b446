-- module: needs
-- Intent: the checks of needs and those of clients are two views of which the known one is made: a page of either is met along its own index.
-- Effect on data: none.

CREATE VIEW v_need_checks AS
  SELECT n.id, n.id AS need_id, n.client_id, n.sales_system_id, n.next_check_on AS check_on, n.check_owner_id AS owner_id
  FROM needs n
  WHERE n.status IN ('potential', 'actual') AND n.next_check_on IS NOT NULL AND n.check_owner_id IS NOT NULL
    AND NOT EXISTS (SELECT FROM v_trashed_clients x WHERE x.client_id = n.client_id);

CREATE VIEW v_client_checks AS
  SELECT c.id, NULL::uuid AS need_id, c.id AS client_id, c.sales_system_id, c.next_check_on AS check_on, c.check_owner_id AS owner_id
  FROM v_clients c
  WHERE c.next_check_on IS NOT NULL AND c.check_owner_id IS NOT NULL AND c.state IN ('waiting', 'lost', 'delivered')
    AND NOT EXISTS (SELECT FROM needs n WHERE n.client_id = c.id AND n.status IN ('potential', 'actual') AND n.next_check_on IS NOT NULL);

CREATE OR REPLACE VIEW v_relevance_checks AS
  SELECT id, need_id, client_id, sales_system_id, check_on, owner_id FROM v_need_checks
  UNION ALL
  SELECT id, need_id, client_id, sales_system_id, check_on, owner_id FROM v_client_checks;

-- The id settles the order of a day: with it a page begins where the last one ended.
DROP INDEX needs_open_by_system_check;
CREATE INDEX needs_open_by_system_check ON needs (sales_system_id, next_check_on, id)
  WHERE status IN ('potential', 'actual') AND next_check_on IS NOT NULL;
DROP INDEX needs_open_by_check;
CREATE INDEX needs_open_by_check ON needs (check_owner_id, next_check_on, id)
  WHERE status IN ('potential', 'actual') AND next_check_on IS NOT NULL;
