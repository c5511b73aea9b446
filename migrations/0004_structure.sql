-- module: structure
-- Intent: the organisation as data: sales systems, units, positions, who holds them, which function each answers for, norms and rights.
-- Effect on data: none, the tables are new.

CREATE TABLE org_units (
  id         uuid PRIMARY KEY,
  name       text NOT NULL CHECK (name <> ''),
  kind       text NOT NULL CHECK (kind IN ('commercial_block', 'department', 'back_office')),
  head_id    uuid REFERENCES employees,
  closed_on  date,
  created_at timestamptz NOT NULL,
  version    integer NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX org_units_open_names ON org_units (lower(name)) WHERE closed_on IS NULL;
CREATE INDEX org_units_by_head ON org_units (head_id) WHERE head_id IS NOT NULL;

CREATE TABLE sales_systems (
  id                          uuid PRIMARY KEY,
  name                        text NOT NULL CHECK (name <> ''),
  sales_type                  text NOT NULL CHECK (sales_type IN ('transactional', 'active', 'complex_project', 'strategic')),
  type_override_reason        text,
  clients_in_market           integer NOT NULL CHECK (clients_in_market >= 0),
  deals_per_client_year       numeric(9, 3) NOT NULL CHECK (deals_per_client_year >= 0),
  product_complexity          integer NOT NULL CHECK (product_complexity BETWEEN 1 AND 5),
  contract_to_turnover_bp     integer NOT NULL CHECK (contract_to_turnover_bp >= 0),
  relevance_monitoring_needed boolean NOT NULL DEFAULT true,
  repeat_policy               text NOT NULL CHECK (repeat_policy IN ('none', 'new_cycle', 'repeat_projects', 'continuous')),
  arbiter_id                  uuid REFERENCES employees,
  closed_on                   date,
  created_at                  timestamptz NOT NULL,
  -- Guards everything that is arranged inside the system: assignments, norms, who holds a position.
  version                     integer NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX sales_systems_open_names ON sales_systems (lower(name)) WHERE closed_on IS NULL;

CREATE TABLE segments (
  id              uuid PRIMARY KEY,
  sales_system_id uuid NOT NULL REFERENCES sales_systems,
  name            text NOT NULL CHECK (name <> ''),
  priority        integer NOT NULL DEFAULT 0,
  closed_on       date,
  version         integer NOT NULL DEFAULT 1,
  UNIQUE (id, sales_system_id)
);
CREATE UNIQUE INDEX segments_open_names ON segments (sales_system_id, lower(name)) WHERE closed_on IS NULL;

CREATE TABLE positions (
  id              uuid PRIMARY KEY,
  sales_system_id uuid NOT NULL REFERENCES sales_systems,
  unit_id         uuid NOT NULL REFERENCES org_units,
  kind            text NOT NULL CHECK (kind IN ('telemarketer', 'development_manager', 'project_manager', 'client_manager',
                    'support_specialist', 'back_office_specialist', 'marketer', 'head', 'other')),
  title           text NOT NULL CHECK (title <> ''),
  closed_on       date,
  created_at      timestamptz NOT NULL,
  version         integer NOT NULL DEFAULT 1,
  UNIQUE (id, sales_system_id)
);
CREATE INDEX positions_by_unit ON positions (unit_id);
CREATE INDEX positions_by_system ON positions (sales_system_id);

-- (sales system, function, segment) answers to exactly one position on any day; `valid` keeps history.
CREATE TABLE assignments (
  id              uuid PRIMARY KEY,
  sales_system_id uuid NOT NULL REFERENCES sales_systems,
  function        text NOT NULL CHECK (function IN ('prospecting', 'relevance_monitoring', 'qualification', 'need_development', 'closing',
                    'delivery', 'account_growth', 'support', 'back_office', 'marketing', 'leadership')),
  segment_id      uuid,
  position_id     uuid NOT NULL,
  valid           daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
  -- A system's functions are held by its own positions, in its own segments.
  FOREIGN KEY (position_id, sales_system_id) REFERENCES positions (id, sales_system_id),
  FOREIGN KEY (segment_id, sales_system_id) REFERENCES segments (id, sales_system_id),
  -- Serving functions may be held by several positions (support by several departments); the others by one.
  CONSTRAINT one_accountable_position EXCLUDE USING gist (
    sales_system_id WITH =, function WITH =, (coalesce(segment_id, '00000000-0000-0000-0000-000000000000'::uuid)) WITH =, valid WITH &&
  ) WHERE (function NOT IN ('support', 'back_office', 'marketing')),
  CONSTRAINT a_position_holds_a_function_once EXCLUDE USING gist (
    position_id WITH =, function WITH =, (coalesce(segment_id, '00000000-0000-0000-0000-000000000000'::uuid)) WITH =, valid WITH &&
  )
);
CREATE INDEX assignments_by_position ON assignments (position_id);
CREATE INDEX assignments_by_function ON assignments (sales_system_id, function);

-- A function once given is never left without a position: the general assignments (without segment) follow each other
-- without a gap and the last one has no end. Marketing and the back office may be missing. Checked at commit.
CREATE FUNCTION refuse_lapse_of_accountability() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  touched record;
  spans datemultirange;
BEGIN
  FOR touched IN
    SELECT DISTINCT t.sales_system_id, t.function
    FROM (SELECT (CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END).* UNION ALL SELECT (CASE WHEN TG_OP = 'INSERT' THEN NEW ELSE OLD END).*) t
    WHERE t.function NOT IN ('marketing', 'back_office')
  LOOP
    SELECT range_agg(a.valid) INTO spans FROM assignments a
    WHERE a.sales_system_id = touched.sales_system_id AND a.function = touched.function AND a.segment_id IS NULL;
    IF spans IS NULL OR NOT upper_inf(spans) OR (SELECT count(*) FROM unnest(spans)) > 1 THEN
      RAISE EXCEPTION 'function % would be left without a position', touched.function USING ERRCODE = 'check_violation', CONSTRAINT = 'accountability_never_lapses';
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER accountability_never_lapses AFTER INSERT OR UPDATE OR DELETE ON assignments
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_lapse_of_accountability();

CREATE TABLE employments (
  id          uuid PRIMARY KEY,
  employee_id uuid NOT NULL REFERENCES employees,
  position_id uuid NOT NULL REFERENCES positions,
  share_bp    integer NOT NULL DEFAULT 10000 CHECK (share_bp BETWEEN 1 AND 10000),
  valid       daterange NOT NULL CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
  EXCLUDE USING gist (employee_id WITH =, position_id WITH =, valid WITH &&)
);
CREATE INDEX employments_by_position ON employments (position_id);

-- Editable practitioner defaults, never hard-wired; `key` is listed in modules/structure/rules.
CREATE TABLE norms (
  sales_system_id uuid NOT NULL REFERENCES sales_systems,
  key             text NOT NULL,
  value           integer NOT NULL CHECK (value >= 0),
  version         integer NOT NULL DEFAULT 1,
  PRIMARY KEY (sales_system_id, key)
);

-- The access table of the company: what a kind of position may do, and how far it reaches.
CREATE TABLE access_grants (
  position_kind text NOT NULL CHECK (position_kind IN ('telemarketer', 'development_manager', 'project_manager', 'client_manager',
                  'support_specialist', 'back_office_specialist', 'marketer', 'head', 'other')),
  right_name    text NOT NULL,
  scope         text NOT NULL CHECK (scope IN ('own', 'unit', 'sales_system', 'company')),
  PRIMARY KEY (position_kind, right_name)
);

-- Published for other modules' stores and views: what to show beside an id, what to order a queue by.
CREATE VIEW v_org_units AS SELECT id, name, kind, head_id, closed_on FROM org_units;
CREATE VIEW v_segments AS SELECT id, sales_system_id, name, priority FROM segments;
CREATE VIEW v_positions AS SELECT id, sales_system_id, unit_id, kind, title FROM positions;
