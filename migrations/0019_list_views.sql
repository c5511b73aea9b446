-- module: lists
-- Intent: saved views of lists, private and shared, pinned and chosen as the first one; columns as each person has put them.
-- Effect on data: none, the tables are new.

CREATE TABLE list_views (
  id          uuid PRIMARY KEY,
  -- Which list: its modules say the names.
  list        text NOT NULL CHECK (list ~ '^[a-z_]{1,40}$'),
  name        text NOT NULL CHECK (name <> '' AND length(name) <= 80),
  owner_id    uuid NOT NULL REFERENCES employees,
  shared      boolean NOT NULL DEFAULT false,
  -- Sales functions whose desks begin with it.
  desks       text[] NOT NULL DEFAULT '{}',
  -- What is searched, filtered, ordered, grouped, and the columns: as in an address.
  shape       jsonb NOT NULL CHECK (jsonb_typeof(shape) = 'object'),
  created_at  timestamptz NOT NULL,
  updated_at  timestamptz NOT NULL,
  deleted_at  timestamptz,
  version     integer NOT NULL DEFAULT 1,
  CONSTRAINT desks_begin_with_shared_views CHECK (shared OR desks = '{}')
);
CREATE INDEX list_views_by_list ON list_views (list) WHERE deleted_at IS NULL;

CREATE TABLE list_pins (
  employee_id uuid NOT NULL REFERENCES employees,
  view_id     uuid NOT NULL REFERENCES list_views,
  pinned_at   timestamptz NOT NULL,
  PRIMARY KEY (employee_id, view_id)
);
CREATE INDEX list_pins_by_view ON list_pins (view_id);

-- The view that a list begins with for somebody who has chosen one; without a row their desk decides.
CREATE TABLE list_homes (
  employee_id uuid NOT NULL REFERENCES employees,
  list        text NOT NULL,
  view_id     uuid REFERENCES list_views,
  PRIMARY KEY (employee_id, list)
);
CREATE INDEX list_homes_by_view ON list_homes (view_id) WHERE view_id IS NOT NULL;

-- Columns as a person has put them in a view; in the list without a view `view_id` is null.
CREATE TABLE list_columns (
  employee_id uuid NOT NULL REFERENCES employees,
  list        text NOT NULL,
  view_id     uuid REFERENCES list_views,
  columns     jsonb NOT NULL CHECK (jsonb_typeof(columns) = 'object'),
  UNIQUE NULLS NOT DISTINCT (employee_id, list, view_id)
);
CREATE INDEX list_columns_by_view ON list_columns (view_id) WHERE view_id IS NOT NULL;
