-- module: people
-- Intent: the company, its employees, absences with deputies, set-up and invitation links, sign-in, sessions, API tokens, the calendar.
-- Effect on data: none, the tables are new.

CREATE TABLE company (
  id         boolean PRIMARY KEY DEFAULT true CHECK (id),
  name       text NOT NULL CHECK (name <> ''),
  language   text NOT NULL CHECK (language IN ('ru', 'en')),
  time_zone  text NOT NULL,
  currency   text NOT NULL DEFAULT 'RUB',
  is_demo    boolean NOT NULL DEFAULT false,
  set_up_at  timestamptz NOT NULL,
  version    integer NOT NULL DEFAULT 1
);

-- Edits of the company's own calendar over the decree table that ships with the program.
CREATE TABLE company_calendar_days (
  day  date PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('off', 'work', 'short')),
  note text
);

CREATE TABLE employees (
  id            uuid PRIMARY KEY,
  full_name     text NOT NULL CHECK (full_name <> ''),
  email         text NOT NULL CHECK (email = lower(email) AND email LIKE '%_@_%'),
  phone         text,
  language      text NOT NULL CHECK (language IN ('ru', 'en')),
  time_zone     text NOT NULL,
  capacity_bp   integer NOT NULL DEFAULT 10000 CHECK (capacity_bp BETWEEN 0 AND 10000),
  work_start    time NOT NULL DEFAULT '09:00',
  work_end      time NOT NULL DEFAULT '18:00' CHECK (work_end > work_start),
  lunch_start   time DEFAULT '13:00',
  lunch_end     time DEFAULT '14:00',
  administrator boolean NOT NULL DEFAULT false,
  status        text NOT NULL CHECK (status IN ('invited', 'active', 'departed')),
  departed_on   date,
  created_at    timestamptz NOT NULL,
  version       integer NOT NULL DEFAULT 1,
  CHECK ((status = 'departed') = (departed_on IS NOT NULL)),
  CHECK ((lunch_start IS NULL) = (lunch_end IS NULL)),
  CHECK (lunch_start > work_start AND lunch_end > lunch_start AND lunch_end < work_end)
);
CREATE UNIQUE INDEX employees_email ON employees (email);
CREATE INDEX employees_by_name ON employees (full_name COLLATE "ru-x-icu", id);

CREATE TABLE absences (
  id          uuid PRIMARY KEY,
  employee_id uuid NOT NULL REFERENCES employees,
  first_day   date NOT NULL,
  last_day    date NOT NULL CHECK (last_day >= first_day),
  kind        text NOT NULL CHECK (kind IN ('vacation', 'sick', 'business_trip', 'other')),
  deputy_id   uuid NOT NULL REFERENCES employees CHECK (deputy_id <> employee_id),
  created_at  timestamptz NOT NULL,
  version     integer NOT NULL DEFAULT 1,
  EXCLUDE USING gist (employee_id WITH =, daterange(first_day, last_day, '[]') WITH &&)
);
CREATE INDEX absences_by_deputy ON absences (deputy_id, last_day);

-- Of every link and token only the digest is kept: whoever reads the database cannot use them.
CREATE TABLE setup_links (
  token_hash text PRIMARY KEY,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL CHECK (expires_at > created_at)
);

CREATE TABLE invitations (
  id          uuid PRIMARY KEY,
  employee_id uuid NOT NULL REFERENCES employees,
  token_hash  text NOT NULL UNIQUE,
  created_by  uuid REFERENCES employees,
  created_at  timestamptz NOT NULL,
  expires_at  timestamptz NOT NULL CHECK (expires_at > created_at),
  accepted_at timestamptz,
  revoked_at  timestamptz,
  CHECK (accepted_at IS NULL OR revoked_at IS NULL)
);
CREATE INDEX invitations_by_employee ON invitations (employee_id);
CREATE UNIQUE INDEX one_open_invitation ON invitations (employee_id) WHERE accepted_at IS NULL AND revoked_at IS NULL;

CREATE TABLE passwords (
  employee_id uuid PRIMARY KEY REFERENCES employees,
  hash        text NOT NULL CHECK (hash LIKE '$argon2id$%'),
  changed_at  timestamptz NOT NULL
);

-- Sessions and sign-in attempts run on the database's clock, not on the business one: a simulated year signs nobody out.
CREATE TABLE sessions (
  id           uuid PRIMARY KEY,
  employee_id  uuid NOT NULL REFERENCES employees,
  token_hash   text NOT NULL UNIQUE,
  started_at   timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  address      text,
  device       text CHECK (length(device) <= 400)
);
CREATE INDEX sessions_by_employee ON sessions (employee_id);

-- Attempts that failed or are still being checked. The account is a digest: what was typed may be a password.
CREATE TABLE sign_in_attempts (
  id      uuid PRIMARY KEY,
  account text NOT NULL,
  address text NOT NULL,
  at      timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX sign_in_attempts_by_account ON sign_in_attempts (account, at);
CREATE INDEX sign_in_attempts_by_address ON sign_in_attempts (address, at);
CREATE INDEX sign_in_attempts_by_age ON sign_in_attempts (at);

CREATE TABLE api_tokens (
  id           uuid PRIMARY KEY,
  employee_id  uuid NOT NULL REFERENCES employees,
  name         text NOT NULL CHECK (name <> ''),
  token_hash   text NOT NULL UNIQUE,
  scopes       text[] NOT NULL CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['read', 'write', 'import']),
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL CHECK (expires_at > created_at),
  last_used_at timestamptz,
  revoked_at   timestamptz
);
CREATE INDEX api_tokens_by_employee ON api_tokens (employee_id);

-- Published for other modules' stores: a name to show beside an id.
CREATE VIEW v_employee_names AS SELECT id, full_name, status FROM employees;
