-- module: fields
-- Intent: fields of a company's own on clients, contacts, deals and projects: what they are called, of which type, what there is to choose.
-- Effect on data: none, the tables are new. The values stand in the tables of the records (docs/decisions/0009).

CREATE TABLE custom_fields (
  id          uuid PRIMARY KEY,
  entity      text NOT NULL CHECK (entity IN ('client', 'contact', 'deal', 'project')),
  -- The name in the API and in filters; it never changes, and an archived field keeps it.
  key         text NOT NULL CHECK (key ~ '^[a-z][a-z0-9_]{0,39}$'),
  type        text NOT NULL CHECK (type IN ('text', 'number', 'money', 'date', 'choice', 'link', 'person', 'yes_no')),
  name_ru     text NOT NULL CHECK (name_ru <> '' AND length(name_ru) <= 80),
  name_en     text CHECK (name_en <> '' AND length(name_en) <= 80),
  -- Decimals of a number.
  decimals    smallint NOT NULL DEFAULT 0 CHECK (decimals BETWEEN 0 AND 6),
  position    integer NOT NULL,
  -- Whether lists are filtered and ordered by it; since when an index answers for it.
  filtered    boolean NOT NULL DEFAULT false,
  indexed_at  timestamptz,
  archived_at timestamptz,
  created_at  timestamptz NOT NULL,
  version     integer NOT NULL DEFAULT 1,
  UNIQUE (entity, key)
);

CREATE TABLE custom_field_choices (
  field_id    uuid NOT NULL REFERENCES custom_fields,
  key         text NOT NULL CHECK (key ~ '^[a-z0-9][a-z0-9_]{0,39}$'),
  name_ru     text NOT NULL CHECK (name_ru <> '' AND length(name_ru) <= 120),
  name_en     text CHECK (name_en <> '' AND length(name_en) <= 120),
  position    integer NOT NULL,
  archived    boolean NOT NULL DEFAULT false,
  PRIMARY KEY (field_id, key)
);

-- A day written as in ISO 8601 as a date. The cast of PostgreSQL depends on settings of the session, so that no index may hold it.
CREATE FUNCTION written_day(text) RETURNS date LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN make_date(substr($1, 1, 4)::integer, substr($1, 6, 2)::integer, substr($1, 9, 2)::integer);
