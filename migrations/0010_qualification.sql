-- module: qualification
-- Intent: the brief that a telemarketer fills while talking, and the verdict given on it; it comes back at the depth attained.
-- Effect on data: none, the table is new.

CREATE TABLE qualification_briefs (
  id               uuid PRIMARY KEY,
  client_id        uuid NOT NULL REFERENCES clients,
  sales_system_id  uuid NOT NULL REFERENCES sales_systems,
  author_id        uuid NOT NULL REFERENCES employees,
  state            text NOT NULL CHECK (state IN ('draft', 'qualified', 'not_yet', 'not_target')),
  -- Fields by criterion, as typed in so far; the criteria themselves are data.
  fields           jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(fields) = 'object'),
  need_id          uuid REFERENCES needs,
  reason           text,
  decided_at       timestamptz,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  version          integer NOT NULL DEFAULT 1,
  CONSTRAINT verdict_has_its_moment CHECK ((state = 'draft') = (decided_at IS NULL)),
  CONSTRAINT not_target_says_why CHECK (state <> 'not_target' OR reason IS NOT NULL)
);
-- One brief of a client is being filled at a time.
CREATE UNIQUE INDEX one_open_brief ON qualification_briefs (client_id) WHERE state = 'draft';
CREATE INDEX qualification_briefs_by_client ON qualification_briefs (client_id, created_at DESC);
CREATE INDEX qualification_briefs_by_author ON qualification_briefs (author_id, created_at DESC);

-- Criteria of readiness for the hand-off to development; data of each sales system. Without rows the shipped ones apply.
CREATE TABLE qualification_criteria (
  sales_system_id uuid NOT NULL REFERENCES sales_systems,
  key             text NOT NULL CHECK (key IN ('target_segment', 'need', 'relevance', 'contact', 'next_step', 'sources', 'budget')),
  required        boolean NOT NULL,
  position        integer NOT NULL,
  PRIMARY KEY (sales_system_id, key)
);

-- Published for reports: what became of qualification.
CREATE VIEW v_qualification_verdicts AS
  SELECT id, client_id, sales_system_id, author_id, state AS verdict, need_id, reason, decided_at FROM qualification_briefs WHERE state <> 'draft';
