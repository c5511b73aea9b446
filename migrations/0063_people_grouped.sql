-- module: clients
-- Intent: people are counted by their role in the decision along an index of their places; the region of every client is published,
-- of those in the trash as well, for what keeps it beside its own rows and must have it when they come back.
-- Effect on data: none; an index is built.

CREATE INDEX client_contacts_by_role ON client_contacts (decision_role, contact_id) WHERE left_on IS NULL;

CREATE VIEW v_client_regions AS SELECT id, region FROM client_records;
