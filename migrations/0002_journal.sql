-- module: journal
-- Intent: the append-only journal of every change; personal values lie in a side row that may be erased.
-- Effect on data: none, the tables are new.

CREATE TABLE journal_entries (
  id           uuid PRIMARY KEY,
  at           timestamptz NOT NULL,
  actor_id     uuid,
  actor_kind   text NOT NULL CHECK (actor_kind IN ('employee', 'token', 'system', 'command_line')),
  action       text NOT NULL,
  subject_kind text NOT NULL,
  subject_id   uuid NOT NULL,
  client_id    uuid,
  before       jsonb,
  after        jsonb,
  reason       text,
  request_id   text,
  undoes       uuid UNIQUE REFERENCES journal_entries
);
CREATE INDEX journal_entries_by_subject ON journal_entries (subject_kind, subject_id, id DESC);
CREATE INDEX journal_entries_by_client ON journal_entries (client_id, id DESC) WHERE client_id IS NOT NULL;
CREATE INDEX journal_entries_by_actor ON journal_entries (actor_id, id DESC);

CREATE TABLE journal_personal_values (
  entry_id   uuid PRIMARY KEY REFERENCES journal_entries,
  person_id  uuid NOT NULL,
  before     jsonb,
  after      jsonb
);
CREATE INDEX journal_personal_values_by_person ON journal_personal_values (person_id);

CREATE FUNCTION refuse_journal_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER journal_is_append_only BEFORE UPDATE OR DELETE ON journal_entries
  FOR EACH ROW EXECUTE FUNCTION refuse_journal_change();
CREATE TRIGGER journal_is_never_emptied BEFORE TRUNCATE ON journal_entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_journal_change();
