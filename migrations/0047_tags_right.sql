-- module: structure
-- Intent: who may keep the tags of the company in order stands in the access table.
-- Effect on data: companies that exist get the shipped grant: the head.

INSERT INTO access_grants (position_kind, right_name, scope)
SELECT 'head', 'tags.edit', 'sales_system' WHERE EXISTS (SELECT FROM access_grants)
ON CONFLICT DO NOTHING;
