-- module: deals
-- Intent: a page of the deals of a sales system is read along an index in every order that the list has.
-- Effect on data: none; indexes are built.

-- What still binds somebody, which is what the list begins with.
CREATE INDEX deals_live_by_expected ON deals (sales_system_id, coalesce(expected_on, 'infinity'::date), id)
  WHERE outcome IS NULL OR (outcome = 'signed' AND handed_over_at IS NULL);
CREATE INDEX deals_live_by_value ON deals (sales_system_id, value_minor, id)
  WHERE outcome IS NULL OR (outcome = 'signed' AND handed_over_at IS NULL);
CREATE INDEX deals_live_by_stage_since ON deals (sales_system_id, stage_since, id)
  WHERE outcome IS NULL OR (outcome = 'signed' AND handed_over_at IS NULL);
-- What has ended, by how.
CREATE INDEX deals_ended_by_close ON deals (sales_system_id, outcome, coalesce(closed_at, '-infinity'::timestamptz), id);
CREATE INDEX deals_ended_by_value ON deals (sales_system_id, outcome, value_minor, id);
-- Everything together.
CREATE INDEX deals_by_value ON deals (sales_system_id, value_minor, id);
CREATE INDEX deals_by_stage_since ON deals (sales_system_id, stage_since, id);
CREATE INDEX deals_by_close ON deals (sales_system_id, coalesce(closed_at, '-infinity'::timestamptz), id);
