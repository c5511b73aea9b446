-- module: deals
-- Intent: the list of deals has more orders, and falls into groups: each is read along an index, deals without a value last.
-- Effect on data: none; indexes are built, and those that held a made-up day for «no day» are taken away.

DROP INDEX deals_by_owner;
CREATE INDEX deals_by_owner ON deals (owner_id, expected_on, id);
DROP INDEX deals_by_expected;
CREATE INDEX deals_by_expected ON deals (sales_system_id, expected_on, id);
DROP INDEX deals_by_close;
CREATE INDEX deals_by_close ON deals (sales_system_id, closed_at, id);
CREATE INDEX deals_by_margin ON deals (sales_system_id, margin_minor, id);
CREATE INDEX deals_by_opening ON deals (sales_system_id, opened_at, id);
CREATE INDEX deals_by_signing ON deals (sales_system_id, signed_on, id);

DROP INDEX deals_live_by_expected;
CREATE INDEX deals_live_by_expected ON deals (sales_system_id, expected_on, id)
  WHERE outcome IS NULL OR (outcome = 'signed' AND handed_over_at IS NULL);
DROP INDEX deals_ended_by_close;
CREATE INDEX deals_ended_by_close ON deals (sales_system_id, outcome, closed_at, id);

-- Groups of every system together.
CREATE INDEX deals_by_month ON deals (expected_on);
CREATE INDEX deals_by_stage ON deals (stage, outcome);
