-- module: clients
-- Intent: the market register. The state of a client is a generated column over facts: nobody types it in, and each group of states keeps its promise by CHECK.
-- Effect on data: none, the tables are new.

CREATE TABLE clients (
  id               uuid PRIMARY KEY,
  sales_system_id  uuid NOT NULL REFERENCES sales_systems,
  segment_id       uuid REFERENCES segments,
  name             text NOT NULL CHECK (name <> '' AND length(name) <= 500),
  legal_name       text CHECK (length(legal_name) <= 1000),
  -- Equal for spellings of one name; and the name folded for search, since a name is all that everybody may search by.
  name_key         text NOT NULL,
  name_search      text NOT NULL,
  inn              text CHECK (inn ~ '^(\d{10}|\d{12})$'),
  kpp              text CHECK (kpp ~ '^\d{4}[0-9A-Z]{2}\d{3}$'),
  ogrn             text CHECK (ogrn ~ '^(\d{13}|\d{15})$'),
  oktmo            text CHECK (oktmo ~ '^(\d{8}|\d{11})$'),
  organisation_type text,
  region           text,
  settlement       text,
  time_zone        text NOT NULL,
  size             integer CHECK (size >= 0),
  latitude         double precision,
  longitude        double precision,
  sites            text[] NOT NULL DEFAULT '{}',
  phones           jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(phones) = 'array'),
  emails           text[] NOT NULL DEFAULT '{}',
  source           text,
  strategy         text,
  note             text,
  call_basis       text CHECK (call_basis IN ('prior_consent', 'enquiry', 'contract', 'individual_offer')),
  call_basis_note  text,
  call_basis_on    date,
  do_not_call      boolean NOT NULL DEFAULT false,
  do_not_call_reason text,

  -- Facts the state is derived from (domain §2). Written only by clients' `changeFacts`.
  closed           text CHECK (closed IN ('archived', 'not_target')),
  closed_reason    text,
  running_projects integer NOT NULL DEFAULT 0 CHECK (running_projects >= 0),
  contracts_open   integer NOT NULL DEFAULT 0 CHECK (contracts_open >= 0),
  developing       boolean NOT NULL DEFAULT false,
  qualifying       boolean NOT NULL DEFAULT false,
  waiting_reason   text,
  regular          boolean NOT NULL DEFAULT false,
  delivered_on     date,
  delivered_note   text,
  lost_on          date,
  lost_to          text,
  lost_reason      text,
  warm_since       timestamptz,

  state text NOT NULL GENERATED ALWAYS AS (CASE
    WHEN closed = 'archived' THEN 'archived'
    WHEN running_projects > 0 THEN 'in_delivery'
    WHEN contracts_open > 0 THEN 'contracting'
    WHEN developing THEN 'in_development'
    WHEN qualifying THEN 'in_qualification'
    WHEN waiting_reason IS NOT NULL THEN 'waiting'
    WHEN regular THEN 'regular'
    WHEN delivered_on IS NOT NULL THEN 'delivered'
    WHEN lost_on IS NOT NULL THEN 'lost'
    WHEN closed = 'not_target' THEN 'not_target'
    WHEN warm_since IS NOT NULL THEN 'warm'
    ELSE 'cold' END) STORED,

  holder_id        uuid REFERENCES employees,
  next_step_id     uuid,
  next_step_title  text,
  next_step_on     date,
  next_step_at     timestamptz,
  next_check_on    date,
  check_owner_id   uuid REFERENCES employees,
  last_touch_at    timestamptz,

  -- Everything else that a client is found by: numbers, phones, mails, sites.
  search_text      text NOT NULL,
  created_at       timestamptz NOT NULL,
  updated_at       timestamptz NOT NULL,
  version          integer NOT NULL DEFAULT 1,

  CONSTRAINT queued_belong_to_nobody CHECK (state NOT IN ('cold', 'warm')
    OR (holder_id IS NULL AND next_step_on IS NULL AND next_check_on IS NULL AND check_owner_id IS NULL)),
  CONSTRAINT in_work_has_holder_and_next_step CHECK (state NOT IN ('in_qualification', 'in_development', 'contracting', 'in_delivery', 'regular')
    OR (holder_id IS NOT NULL AND next_step_id IS NOT NULL AND next_step_on IS NOT NULL AND next_step_title IS NOT NULL)),
  CONSTRAINT waiting_has_reason_check_and_owner CHECK (state NOT IN ('waiting', 'lost', 'delivered')
    OR (coalesce(waiting_reason, lost_reason, delivered_note) IS NOT NULL AND next_check_on IS NOT NULL AND check_owner_id IS NOT NULL)),
  CONSTRAINT closed_has_reason CHECK (state NOT IN ('archived', 'not_target') OR closed_reason IS NOT NULL)
);
CREATE INDEX clients_by_name ON clients (name COLLATE "ru-x-icu", id);
CREATE INDEX clients_by_state ON clients (sales_system_id, state, name COLLATE "ru-x-icu", id);
CREATE INDEX clients_by_holder ON clients (holder_id, state) WHERE holder_id IS NOT NULL;
CREATE INDEX clients_by_region ON clients (region COLLATE "ru-x-icu", name COLLATE "ru-x-icu", id);
CREATE INDEX clients_by_next_step ON clients (holder_id, next_step_on) WHERE next_step_on IS NOT NULL;
CREATE INDEX clients_by_next_check ON clients (check_owner_id, next_check_on) WHERE check_owner_id IS NOT NULL;
CREATE INDEX clients_by_updated ON clients (updated_at, id);
CREATE INDEX clients_by_size ON clients (size, id);
CREATE INDEX clients_by_step_date ON clients (next_step_on, id);
CREATE INDEX clients_by_check_date ON clients (next_check_on, id);
CREATE INDEX clients_by_segment ON clients (segment_id) WHERE segment_id IS NOT NULL;
CREATE INDEX clients_by_inn ON clients (inn) WHERE inn IS NOT NULL;
CREATE INDEX clients_by_name_key ON clients (name_key);
CREATE INDEX clients_search ON clients USING gin (search_text gin_trgm_ops);
CREATE INDEX clients_by_name_beginning ON clients (name_search text_pattern_ops);
CREATE INDEX clients_name_search ON clients USING gin (name_search gin_trgm_ops);

-- States in the order of their precedence, for sorting a list by them.
CREATE FUNCTION client_state_rank(state text) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN (CASE state
  WHEN 'in_delivery' THEN 1 WHEN 'contracting' THEN 2 WHEN 'in_development' THEN 3 WHEN 'in_qualification' THEN 4
  WHEN 'waiting' THEN 5 WHEN 'regular' THEN 6 WHEN 'delivered' THEN 7 WHEN 'lost' THEN 8 WHEN 'warm' THEN 9
  WHEN 'cold' THEN 10 WHEN 'not_target' THEN 11 ELSE 12 END)::smallint;
CREATE INDEX clients_by_state_rank ON clients (client_state_rank(state), name COLLATE "ru-x-icu", id);

-- What a row of a source is recognised by: INN+KPP, else OKTMO, else another mapped id. The same key is never two clients.
CREATE TABLE client_keys (
  kind      text NOT NULL,
  value     text NOT NULL,
  client_id uuid NOT NULL REFERENCES clients,
  PRIMARY KEY (kind, value)
);
CREATE INDEX client_keys_by_client ON client_keys (client_id);

-- Who held the client when: the relay of the client. The constraint makes two holders at one instant impossible.
CREATE TABLE client_holdings (
  id          uuid PRIMARY KEY,
  client_id   uuid NOT NULL REFERENCES clients,
  employee_id uuid NOT NULL REFERENCES employees,
  held        tstzrange NOT NULL CHECK (NOT isempty(held)),
  via         text NOT NULL CHECK (via IN ('taken', 'handoff', 'transfer', 'departure', 'role_drop')),
  note        text,
  EXCLUDE USING gist (client_id WITH =, held WITH &&)
);
CREATE INDEX client_holdings_by_employee ON client_holdings (employee_id);

-- Employees whom a card is open to besides its holder: experts asked, clerks with a task, owners of a need, offered receivers, former holders.
CREATE TABLE client_participants (
  client_id   uuid NOT NULL REFERENCES clients,
  employee_id uuid NOT NULL REFERENCES employees,
  capacity    text NOT NULL,
  source_id   uuid NOT NULL,
  since       timestamptz NOT NULL,
  -- By the database's clock: a lease ends by itself.
  until       timestamptz,
  PRIMARY KEY (client_id, employee_id, capacity, source_id)
);
CREATE INDEX client_participants_by_employee ON client_participants (employee_id, client_id);

-- What a source said of a client when it was last read, cell by cell, mostly as digests: the next reading changes only what
-- the source itself has changed, and leaves alone what people have corrected since. `origin` tells files of one register by
-- their headings.
CREATE TABLE client_source_rows (
  origin     text NOT NULL,
  client_id  uuid NOT NULL REFERENCES clients,
  said       jsonb NOT NULL,
  PRIMARY KEY (origin, client_id)
);
CREATE INDEX client_source_rows_by_client ON client_source_rows (client_id);

CREATE TABLE contacts (
  id           uuid PRIMARY KEY,
  full_name    text NOT NULL CHECK (full_name <> '' AND length(full_name) <= 300),
  phones       jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(phones) = 'array'),
  emails       text[] NOT NULL DEFAULT '{}',
  messengers   text[] NOT NULL DEFAULT '{}',
  consent      text CHECK (consent IN ('given', 'refused', 'withdrawn')),
  consent_on   date,
  note         text,
  search_text  text NOT NULL,
  created_at   timestamptz NOT NULL,
  version      integer NOT NULL DEFAULT 1
);
CREATE INDEX contacts_search ON contacts USING gin (search_text gin_trgm_ops);

CREATE TABLE client_contacts (
  client_id      uuid NOT NULL REFERENCES clients,
  contact_id     uuid NOT NULL REFERENCES contacts,
  position_title text,
  decision_role  text CHECK (decision_role IN ('decision_maker', 'decision_shaper', 'influencer', 'technical', 'user', 'financier', 'gatekeeper', 'coach')),
  verified_on    date,
  left_on        date,
  added_at       timestamptz NOT NULL,
  PRIMARY KEY (client_id, contact_id)
);
CREATE INDEX client_contacts_by_client ON client_contacts (client_id) WHERE left_on IS NULL;
CREATE INDEX client_contacts_by_contact ON client_contacts (contact_id);
CREATE UNIQUE INDEX one_decision_maker ON client_contacts (client_id) WHERE decision_role = 'decision_maker' AND left_on IS NULL;

CREATE TABLE inbound_interests (
  id              uuid PRIMARY KEY,
  sales_system_id uuid NOT NULL REFERENCES sales_systems,
  client_id       uuid NOT NULL REFERENCES clients,
  channel         text NOT NULL CHECK (channel IN ('form', 'api', 'event', 'campaign', 'manual')),
  source          text NOT NULL,
  said            text NOT NULL,
  person_name     text,
  phone           text,
  email           text,
  matched_by      text NOT NULL CHECK (matched_by IN ('inn', 'phone', 'site', 'email', 'chosen', 'new_client')),
  received_at     timestamptz NOT NULL
);
CREATE INDEX inbound_interests_by_client ON inbound_interests (client_id, received_at DESC);

-- A file brought into the register: from the upload through the mapping to the report.
CREATE TABLE client_imports (
  id              uuid PRIMARY KEY,
  job_id          uuid REFERENCES long_jobs,
  file_id         uuid NOT NULL REFERENCES files,
  file_name       text NOT NULL,
  sales_system_id uuid NOT NULL REFERENCES sales_systems,
  source          text NOT NULL,
  call_basis      text CHECK (call_basis IN ('prior_consent', 'enquiry', 'contract', 'individual_offer')),
  call_basis_note text,
  layout          jsonb NOT NULL,
  mapping         jsonb NOT NULL,
  recognise_by    text NOT NULL CHECK (recognise_by IN ('ids', 'name')),
  dry_run         boolean NOT NULL DEFAULT false,
  rows_read       integer NOT NULL DEFAULT 0,
  taken           integer NOT NULL DEFAULT 0,
  updated         integer NOT NULL DEFAULT 0,
  skipped         integer NOT NULL DEFAULT 0,
  refused         integer NOT NULL DEFAULT 0,
  started_by      uuid REFERENCES employees,
  created_at      timestamptz NOT NULL,
  started_at      timestamptz,
  finished_at     timestamptz,
  CHECK (taken + updated + skipped + refused = rows_read)
);
CREATE INDEX client_imports_by_time ON client_imports (created_at DESC, id);

-- Rows that were not taken, and remarks about rows that were: which, why, and the row as it stood in the file.
CREATE TABLE client_import_remarks (
  import_id   uuid NOT NULL REFERENCES client_imports ON DELETE CASCADE,
  row_number  integer NOT NULL,
  number      integer NOT NULL,
  refused     boolean NOT NULL,
  column_name text,
  reason      text NOT NULL,
  said        jsonb NOT NULL DEFAULT '{}',
  cells       text[],
  PRIMARY KEY (import_id, row_number, number)
);

-- Published for later modules: what queues, calendars and reports ask of the register.
CREATE VIEW v_clients AS SELECT id, name, region, settlement, time_zone, size, state, holder_id, sales_system_id, segment_id,
  next_step_id, next_step_title, next_step_on, next_step_at, next_check_on, check_owner_id, do_not_call, call_basis, warm_since,
  last_touch_at, phones, latitude, longitude, source, created_at FROM clients;
CREATE VIEW v_client_contacts AS SELECT l.client_id, l.contact_id, c.full_name, l.position_title, l.decision_role, l.verified_on,
  l.left_on, c.phones, c.emails, c.consent FROM client_contacts l JOIN contacts c ON c.id = l.contact_id;
CREATE VIEW v_client_holdings AS SELECT client_id, employee_id, lower(held) AS from_at, upper(held) AS until_at, via FROM client_holdings;
