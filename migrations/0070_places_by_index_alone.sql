-- module: clients
-- Intent: where people are is asked of thousands at once (a common name, one's own people in an order): the indexes of places say it
--   by themselves, from the client as from the person. One index less is kept: the key answers as well.
-- Effect on data: none; a place is still one of a client and a person.

ALTER TABLE client_contacts DROP CONSTRAINT client_contacts_pkey;
ALTER TABLE client_contacts ADD PRIMARY KEY (client_id, contact_id) INCLUDE (left_on);
DROP INDEX client_contacts_by_client;
DROP INDEX client_contacts_by_contact;
CREATE INDEX client_contacts_by_contact ON client_contacts (contact_id) INCLUDE (client_id, left_on);
