-- module: structure
-- Intent: whoever heads a sales system decides which fields of its own the company has.
-- Effect on data: the right is granted to heads where a company already has its access table; the company may take it away.

INSERT INTO access_grants (position_kind, right_name, scope)
SELECT 'head', 'fields.edit', 'sales_system' WHERE EXISTS (SELECT FROM access_grants)
ON CONFLICT DO NOTHING;
