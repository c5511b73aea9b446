-- module: structure
-- Intent: who may move clients to the trash stands in the access table.
-- Effect on data: companies that exist get the shipped grant: the head, within the sales system.

INSERT INTO access_grants (position_kind, right_name, scope)
SELECT 'head', 'clients.trash', 'sales_system' WHERE EXISTS (SELECT FROM access_grants)
ON CONFLICT DO NOTHING;
