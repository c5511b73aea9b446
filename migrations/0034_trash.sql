-- module: clients
-- Intent: clients and people at them can be moved to the trash and brought back for thirty days. The rows of the register are called records from now on;
--   `clients` and `contacts` are views of those that are not in the trash, and the views that later modules read leave them out as well: whatever reads
--   the register does not see the trash, without having to remember it. Whatever hangs on a client goes with it when it is erased for good.
-- Effect on data: none; indexes of the register are built anew without what is in the trash, foreign keys to clients learn to follow an erasure.

ALTER TABLE clients RENAME TO client_records;
ALTER TABLE client_records ADD COLUMN trashed_at timestamptz;
CREATE VIEW clients AS SELECT * FROM client_records WHERE trashed_at IS NULL;
ALTER TABLE contacts RENAME TO contact_records;
ALTER TABLE contact_records ADD COLUMN trashed_at timestamptz;
CREATE VIEW contacts AS SELECT * FROM contact_records WHERE trashed_at IS NULL;

CREATE OR REPLACE VIEW v_clients AS SELECT id, name, region, settlement, time_zone, size, state, holder_id, sales_system_id, segment_id,
  next_step_id, next_step_title, next_step_on, next_step_at, next_check_on, check_owner_id, do_not_call, call_basis, warm_since,
  last_touch_at, phones, latitude, longitude, source, created_at FROM client_records WHERE trashed_at IS NULL;
CREATE OR REPLACE VIEW v_client_contacts AS SELECT l.client_id, l.contact_id, c.full_name, l.position_title, l.decision_role, l.verified_on,
  l.left_on, c.phones, c.emails, c.consent FROM client_contacts l JOIN contact_records c ON c.id = l.contact_id WHERE c.trashed_at IS NULL;
CREATE OR REPLACE VIEW v_client_words AS SELECT id AS client_id, search AS client_words FROM client_records WHERE trashed_at IS NULL;

-- What an ordered index of the register holds is what its lists show: it answers alone, with no look at the row.
DO $$
DECLARE
  one record;
BEGIN
  FOR one IN
    SELECT i.indexrelid::regclass AS name, pg_get_indexdef(i.indexrelid) AS made, i.indpred IS NOT NULL AS partial
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
    WHERE i.indrelid = 'client_records'::regclass AND NOT i.indisunique AND a.amname = 'btree'
      -- Asked for by the foreign keys, which know no trash.
      AND c.relname NOT IN ('clients_merged_into', 'clients_by_head')
  LOOP
    EXECUTE format('DROP INDEX %s', one.name);
    EXECUTE one.made || CASE WHEN one.partial THEN ' AND ' ELSE ' WHERE ' END || '(trashed_at IS NULL)';
  END LOOP;
END $$;

-- What lies in the trash: who put it there, when and why. A client that others were merged into takes them along.
CREATE TABLE register_trash (
  id              uuid PRIMARY KEY,
  sales_system_id uuid NOT NULL REFERENCES sales_systems,
  client_id       uuid UNIQUE REFERENCES client_records ON DELETE CASCADE,
  contact_id      uuid UNIQUE REFERENCES contact_records ON DELETE CASCADE,
  name            text NOT NULL,
  name_search     text NOT NULL,
  via             text NOT NULL CHECK (via IN ('by_hand', 'import_return')),
  note            text,
  -- Of a person: at which clients and as what.
  places          jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(places) = 'array'),
  trashed_by      uuid REFERENCES employees,
  trashed_at      timestamptz NOT NULL,
  CHECK (num_nonnulls(client_id, contact_id) = 1)
);
CREATE INDEX register_trash_by_time ON register_trash (sales_system_id, trashed_at DESC, id DESC);
CREATE INDEX register_trash_by_employee ON register_trash (trashed_by, trashed_at DESC, id DESC);
CREATE INDEX register_trash_by_age ON register_trash (trashed_at, id);

-- Published for later modules: their counts leave out what hangs on a client in the trash, and the trash is mostly small.
CREATE VIEW v_trashed_clients AS SELECT client_id FROM register_trash WHERE client_id IS NOT NULL;

-- What clients in the trash were recognised by. The register has these free: a source may bring the client in anew.
CREATE TABLE trashed_keys (
  client_id uuid NOT NULL REFERENCES client_records ON DELETE CASCADE,
  kind      text NOT NULL,
  value     text NOT NULL,
  PRIMARY KEY (client_id, kind, value)
);
CREATE INDEX trashed_keys_by_value ON trashed_keys (kind, value);

-- Whoever goes to the trash leaves the candidates for duplicates; whoever comes back is compared anew.
CREATE OR REPLACE FUNCTION queue_changed_clients_for_matching() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO client_match_queue (client_id)
  SELECT n.id FROM changed n JOIN former o USING (id)
  WHERE n.trashed_at IS NULL AND (n.sales_system_id, n.name_key, n.region, n.inn, n.kpp, n.ogrn, n.phones, n.emails, n.sites, n.closed, n.merged_into, n.trashed_at)
    IS DISTINCT FROM (o.sales_system_id, o.name_key, o.region, o.inn, o.kpp, o.ogrn, o.phones, o.emails, o.sites, o.closed, o.merged_into, o.trashed_at);
  RETURN NULL;
END $$;

-- Everything that hangs on a client, however deep, goes with it; a person's name leaves what was done with them.
ALTER TABLE client_records DROP CONSTRAINT clients_head_client_id_fkey,
  ADD CONSTRAINT clients_head_client_id_fkey FOREIGN KEY (head_client_id) REFERENCES client_records ON DELETE SET NULL;
ALTER TABLE client_records DROP CONSTRAINT clients_merged_into_fkey,
  ADD CONSTRAINT clients_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES client_records ON DELETE CASCADE;
DO $$
DECLARE
  one record;
BEGIN
  FOR one IN
    WITH RECURSIVE hanging AS (
      SELECT 'client_records'::regclass::oid AS id
      UNION
      SELECT k.conrelid FROM pg_constraint k JOIN hanging h ON k.confrelid = h.id WHERE k.contype = 'f'
    )
    SELECT k.conrelid::regclass AS hanger, k.conname AS name, pg_get_constraintdef(k.oid) AS made,
      k.confrelid = 'contact_records'::regclass AND NOT a.attnotnull AS loosens, k.confdeltype = 'a' AS stops,
      a.attname AS column_name, a.attnotnull AS needed,
      NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = k.conrelid AND i.indkey[0] = k.conkey[1]
        AND (i.indpred IS NULL OR pg_get_expr(i.indpred, i.indrelid) = format('(%I IS NOT NULL)', a.attname))) AS unindexed
    FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
    WHERE k.contype = 'f' AND (k.confrelid IN (SELECT id FROM hanging) OR k.confrelid = 'contact_records'::regclass)
  LOOP
    IF one.stops THEN
      EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %I %s ON DELETE %s', one.hanger, one.name, one.name, one.made,
        CASE WHEN one.loosens THEN 'SET NULL' ELSE 'CASCADE' END);
    END IF;
    IF one.unindexed THEN
      EXECUTE format('CREATE INDEX %I ON %s (%I)%s', one.hanger || '_on_' || one.column_name, one.hanger, one.column_name,
        CASE WHEN one.needed THEN '' ELSE format(' WHERE %I IS NOT NULL', one.column_name) END);
    END IF;
  END LOOP;
END $$;
