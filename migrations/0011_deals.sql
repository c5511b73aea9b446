-- module: deals
-- Intent: deals of the direct procedure, from an actual need to a signed, lost or postponed outcome; exit criteria of stages are data.
-- Effect on data: none, the tables are new.

CREATE TABLE deals (
  id               uuid PRIMARY KEY,
  client_id        uuid NOT NULL REFERENCES clients,
  need_id          uuid NOT NULL REFERENCES needs,
  sales_system_id  uuid NOT NULL REFERENCES sales_systems,
  owner_id         uuid NOT NULL REFERENCES employees,
  title            text NOT NULL CHECK (title <> '' AND length(title) <= 500),
  procedure        text NOT NULL DEFAULT 'direct' CHECK (procedure IN ('direct')),
  stage            text NOT NULL CHECK (stage IN ('solution', 'offer', 'decision', 'contract', 'signed')),
  outcome          text CHECK (outcome IN ('signed', 'lost', 'postponed')),
  -- With VAT, in minor units; margin is without VAT.
  value_minor      bigint NOT NULL CHECK (value_minor BETWEEN 0 AND 9007199254740991),
  margin_minor     bigint CHECK (margin_minor BETWEEN -9007199254740991 AND 9007199254740991),
  currency         text NOT NULL DEFAULT 'RUB',
  vat_bp           integer NOT NULL CHECK (vat_bp BETWEEN 0 AND 10000),
  expected_on      date,
  opened_reason    text,
  contract_number  text,
  signed_on        date,
  contract_file_id uuid REFERENCES files,
  lost_to          text,
  outcome_reason   text,
  -- Set when hand-off H2 is accepted: the deal is then the project's past.
  handed_over_at   timestamptz,
  opened_at        timestamptz NOT NULL,
  stage_since      timestamptz NOT NULL,
  closed_at        timestamptz,
  version          integer NOT NULL DEFAULT 1,
  CONSTRAINT closed_has_outcome CHECK ((outcome IS NULL) = (closed_at IS NULL)),
  CONSTRAINT signed_is_the_last_stage CHECK ((stage = 'signed') = (outcome IS NOT DISTINCT FROM 'signed')),
  CONSTRAINT signed_has_a_contract CHECK (outcome IS DISTINCT FROM 'signed' OR (contract_number IS NOT NULL AND signed_on IS NOT NULL)),
  CONSTRAINT lost_or_postponed_says_why CHECK (outcome IS NULL OR outcome = 'signed' OR outcome_reason IS NOT NULL),
  CONSTRAINT only_signed_is_handed_over CHECK (handed_over_at IS NULL OR outcome = 'signed')
);
CREATE UNIQUE INDEX one_open_deal_of_a_need ON deals (need_id) WHERE outcome IS NULL;
CREATE INDEX deals_by_client ON deals (client_id, opened_at DESC);
CREATE INDEX deals_open_by_owner ON deals (owner_id, stage, expected_on) WHERE outcome IS NULL;
CREATE INDEX deals_by_system ON deals (sales_system_id, outcome, stage, expected_on, id);
CREATE INDEX deals_signed ON deals (sales_system_id, signed_on) WHERE outcome = 'signed';

-- What has to be shown before a stage is left; data of each sales system and procedure.
CREATE TABLE stage_criteria (
  id              uuid PRIMARY KEY,
  sales_system_id uuid NOT NULL REFERENCES sales_systems,
  procedure       text NOT NULL CHECK (procedure IN ('direct')),
  stage           text NOT NULL CHECK (stage IN ('solution', 'offer', 'decision', 'contract')),
  title           text NOT NULL CHECK (title <> ''),
  required        boolean NOT NULL DEFAULT true,
  position        integer NOT NULL,
  version         integer NOT NULL DEFAULT 1,
  UNIQUE (sales_system_id, procedure, stage, title)
);

-- Evidence that a criterion is met: words, a day, optionally a file. Withdrawn evidence stays, marked.
CREATE TABLE stage_evidence (
  id           uuid PRIMARY KEY,
  deal_id      uuid NOT NULL REFERENCES deals,
  criterion_id uuid NOT NULL REFERENCES stage_criteria,
  on_day       date NOT NULL,
  said         text NOT NULL CHECK (said <> ''),
  file_id      uuid REFERENCES files,
  recorded_by  uuid REFERENCES employees,
  recorded_at  timestamptz NOT NULL,
  withdrawn_at timestamptz
);
CREATE INDEX stage_evidence_by_deal ON stage_evidence (deal_id);

CREATE TABLE deal_moves (
  id         uuid PRIMARY KEY,
  deal_id    uuid NOT NULL REFERENCES deals,
  from_stage text,
  to_stage   text NOT NULL,
  reason     text,
  moved_by   uuid REFERENCES employees,
  moved_at   timestamptz NOT NULL
);
CREATE INDEX deal_moves_by_deal ON deal_moves (deal_id, moved_at);

-- What the project manager must receive with the client (domain §4, H2); filled by the manager, frozen at the offer.
CREATE TABLE handover_sheets (
  deal_id     uuid PRIMARY KEY REFERENCES deals,
  scope       text,
  promises    jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(promises) = 'array'),
  no_promises boolean NOT NULL DEFAULT false,
  risks       jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(risks) = 'array'),
  no_risks    boolean NOT NULL DEFAULT false,
  economics   text,
  payments    jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(payments) = 'array'),
  milestones  jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(milestones) = 'array'),
  -- Who keeps the client's other open needs; the giver, unless somebody else is named.
  needs_owner_id uuid REFERENCES employees,
  updated_at  timestamptz NOT NULL,
  version     integer NOT NULL DEFAULT 1
);

-- Published for reports and desks.
CREATE VIEW v_deals AS
  SELECT id, client_id, need_id, sales_system_id, owner_id, title, stage, outcome, value_minor, margin_minor, currency, expected_on,
         opened_at, stage_since, closed_at, signed_on, handed_over_at, contract_number, lost_to, outcome_reason
  FROM deals;
