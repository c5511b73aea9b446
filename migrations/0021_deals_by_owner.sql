-- module: deals
-- Intent: the list of one's own deals, closed ones included, is found by its owner, and the list of a system in the order it is shown in.
-- Effect on data: none; two indexes are built.

CREATE INDEX deals_by_owner ON deals (owner_id, coalesce(expected_on, 'infinity'::date), id);
CREATE INDEX deals_by_expected ON deals (sales_system_id, coalesce(expected_on, 'infinity'::date), id);
