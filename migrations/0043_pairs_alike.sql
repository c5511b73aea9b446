-- module: clients
-- Intent: pairs that look alike for the same reasons are decided alike in one go; pairs that the sweep has found wait for the rules in the
--   database, so that an end of the program between the two loses none.
-- Effect on data: every pair learns for what reasons it is one; no pair waits for the rules.

ALTER TABLE duplicate_pairs
  ADD COLUMN awaits_rules boolean NOT NULL DEFAULT false,
  ADD COLUMN kinds jsonb NOT NULL GENERATED ALWAYS AS (jsonb_path_query_array(reasons, '$[*].kind')) STORED;
CREATE INDEX duplicate_pairs_alike ON duplicate_pairs (sales_system_id, kinds, score DESC, one_id, other_id) WHERE state = 'open';
CREATE INDEX duplicate_pairs_for_rules ON duplicate_pairs (one_id, other_id) WHERE awaits_rules;
