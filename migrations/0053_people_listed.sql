-- module: clients
-- Intent: the list of people over the whole register is read along an index in each of its orders.
-- Effect on data: none; indexes are built.

CREATE INDEX contacts_by_name ON contact_records (full_name COLLATE "ru-x-icu", id) WHERE trashed_at IS NULL;
CREATE INDEX contacts_by_creation ON contact_records (created_at, id) WHERE trashed_at IS NULL;
-- Whom nobody can reach so: few, and looked for by name.
CREATE INDEX contacts_without_phone ON contact_records (full_name COLLATE "ru-x-icu", id) WHERE phones = '[]'::jsonb AND trashed_at IS NULL;
CREATE INDEX contacts_without_mail ON contact_records (full_name COLLATE "ru-x-icu", id) WHERE emails = '{}' AND trashed_at IS NULL;
-- Who has left: few of all places.
CREATE INDEX client_contacts_left ON client_contacts (contact_id) WHERE left_on IS NOT NULL;
